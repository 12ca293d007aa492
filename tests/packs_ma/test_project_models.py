"""What Morocco's project models promise, computed from the committed files alone."""

import csv
import gzip
import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from twiza.packs.schema import Fact, Figure, LocalText, ProjectModel, Sector, TerritoryRow

PACK = Path(__file__).parents[2] / "packs" / "ma"
FARM_WAGE, WAGE = 2533, 3423
"""Legal minimum wages of 2026 in dirhams a month: 26 days at 97.44 in farming, 191 hours at 17.92 elsewhere."""

ORDER = {"not_found": 0, "low": 1, "medium": 2, "high": 3}
PATHS = sorted((PACK / "project_models").glob("*.yaml"))

SEAWEED_TOO_FAR = "07.351.01.0"  # Marrakech
SAFFRON_TOO_LOW = "06.141.01.0"  # Casablanca
SAFFRON_LAND = "09.541.01.11"  # Taliouine
ROSE_TOWN = "08.577.01.05"  # Kalâat M'gouna


def items(folder, cls):
    written = [
        item for path in sorted((PACK / folder).glob("*.yaml")) for item in yaml.safe_load(path.read_text("utf-8"))
    ]
    return {item["key"]: cls(**item) for item in written}


@pytest.fixture(scope="module")
def models():
    loaded = [ProjectModel(**yaml.safe_load(path.read_text("utf-8"))) for path in PATHS]
    return {model.key: model for model in loaded}


@pytest.fixture(scope="module")
def facts():
    return items("facts", Fact)


@pytest.fixture(scope="module")
def units():
    return {u["key"] for path in (PACK / "units").glob("*.yaml") for u in yaml.safe_load(path.read_text("utf-8"))}


@pytest.fixture(scope="module")
def sectors():
    return [Sector(**s) for s in yaml.safe_load((PACK / "sectors.yaml").read_text("utf-8"))]


@pytest.fixture(scope="module")
def values():
    with gzip.open(PACK / "indicators/2024.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        return {row["code"]: row for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def earlier():
    with gzip.open(PACK / "indicators/2014.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        return {row["code"]: row for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def territories():
    with gzip.open(PACK / "territories/territories.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        return {row["code"]: TerritoryRow(**row) for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def place(territories, values, earlier):
    """How far conditions leave a model open in a place: the product of the factors of those that fail."""

    def known(key, code):
        written = values.get(code, {}).get(key) or earlier.get(code, {}).get(key)
        return float(written) if written else None

    def line(code):
        return {code, *(line(parent) if (parent := territories[code].parent) else ())}

    lines = {code: line(code) for code in territories}

    def fails(test, code):
        if test.within:
            return lines[code].isdisjoint(test.within)
        if test.attribute:
            found = set(territories[code].attributes.get(test.attribute, ()))
            return bool(found) and not found & set(test.any_of)
        value = known(test.indicator, code)
        low, high = test.min, test.max
        return value is not None and not ((low is None or value >= low) and (high is None or value <= high))

    def gate(model, code):
        factor = 1.0
        for condition in model.conditions:
            if condition.test is not None and fails(condition.test, code):
                factor *= condition.factor
        return factor

    return gate


@pytest.fixture(scope="module")
def communes(territories):
    return [code for code, row in territories.items() if row.level == "commune"]


def middle(figure):
    if figure is None:
        return 0.0
    return figure.typical if figure.typical is not None else (figure.low + figure.high) / 2


def walk(item, where=""):
    """Every figure and every text inside a model, with where it stands."""
    if isinstance(item, Figure | LocalText):
        yield where, item
    if isinstance(item, tuple):
        for position, part in enumerate(item):
            yield from walk(part, f"{where}[{position}]")
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from walk(getattr(item, name), f"{where}.{name}")


def figures(model):
    return [(where, item) for where, item in walk(model, model.key) if isinstance(item, Figure)]


def texts(model):
    return [(where, item) for where, item in walk(model, model.key) if isinstance(item, LocalText)]


def sold(product):
    return middle(product.volume) * (1 - middle(product.losses) / 100)


def bought(model, item):
    volumes = {product.key: middle(product.volume) for product in model.products}
    return volumes[item.product] if item.product else sum(volumes.values())


def paid(model, who):
    return sum(middle(work.people) * work.months * middle(work.pay) for work in model.labour if work.who == who)


def year(model):
    """Sales, result before and after members' pay, and depreciation of a typical year, in dirhams."""
    sales = sum(sold(product) * middle(product.price) for product in model.products)
    inputs = sum(bought(model, i) * middle(i.quantity) * middle(i.price) for i in model.inputs)
    fixed = sum(middle(cost.amount) for cost in model.yearly_costs)
    before = sales - inputs - fixed - paid(model, "employees")
    worn = sum(i.quantity * middle(i.unit_cost) / i.life_years for i in model.investments if i.life_years)
    return sales, before, before - paid(model, "members"), worn


def test_there_are_enough_models_and_a_file_is_named_by_its_key(models):
    assert len(models) >= 32
    assert [path.stem for path in PATHS] == list(models)


def test_each_sector_has_a_model(models, sectors):
    assert {model.sector for model in models.values()} == {sector.key for sector in sectors}


def test_everything_is_said_in_three_languages(models):
    missing = [where for m in models.values() for where, text in texts(m) if not (text.ar and text.fr and text.en)]
    assert missing == []


def test_names_are_short_enough_for_a_card(models):
    long = [text for m in models.values() for text in (m.name.ar, m.name.fr, m.name.en) if len(text) > 45]
    assert long == []


def test_arabic_and_french_are_typeset(models):
    broken_number, bare = re.compile(r"\d \d{3}(?!\d)"), re.compile(r"(?<=\w) [;:?!]")
    wrong = [
        where
        for model in models.values()
        for where, text in texts(model)
        if broken_number.search(text.ar)
        or re.search(r"[,;?](?=\s|$)", text.ar)
        or re.search(r"\s[،؛؟]", text.ar)
        or broken_number.search(text.fr)
        or bare.search(text.fr)
        or "'" in text.fr
    ]
    assert wrong == []


def test_every_figure_says_where_it_comes_from(models, facts, units):
    for model in models.values():
        for where, figure in figures(model):
            assert figure.unit in units, where
            assert figure.source is None, where
            if figure.fact is not None:
                assert figure.fact in facts, where
                assert ORDER[figure.confidence] <= ORDER[facts[figure.fact].confidence], where


def test_a_model_lists_the_facts_it_leans_on(models, facts):
    for model in models.values():
        assert set(model.facts) <= set(facts), model.key
        permits = {permit.fact for permit in model.permits} | {c.fact for c in model.conditions}
        assert permits - {None} <= set(facts), model.key


def test_a_five_year_plan_can_start_from_it(models):
    for model in models.values():
        assert model.members.low >= 5, model.key
        assert model.working_capital is not None, model.key
        assert middle(model.months_to_first_income) <= 30, model.key
        assert all(product.volume is not None for product in model.products), model.key
        assert any(middle(work.pay) for work in model.labour), model.key
        assert model.yearly_costs and len(model.ramp_up) == 5, model.key
        assert all(figure.typical is not None for _, figure in figures(model) if figure.unit == "mad"), model.key


def test_the_investment_is_the_sum_of_its_items(models):
    for model in models.values():
        total = sum(item.quantity * item.unit_cost.typical for item in model.investments)
        assert total == pytest.approx(model.investment.typical, rel=0.02), model.key
        assert model.investment.low <= total <= model.investment.high, model.key


@pytest.mark.parametrize("key", [path.stem for path in PATHS])
def test_a_typical_year_is_plausible(models, key):
    model = models[key]
    sales, before, after, worn = year(model)
    print(f"{model.key}: sales {sales:,.0f}, before pay {before:,.0f}, after {after:,.0f}, worn {worn:,.0f}")  # noqa: T201
    assert 50_000 <= sales <= 5_000_000
    assert 0 < before < 0.8 * sales
    assert after > -0.05 * sales
    assert after < 0.3 * sales + worn
    assert before / middle(model.members) < 70_000


def test_a_surplus_that_renews_nothing_is_named_as_a_risk(models):
    for model in models.values():
        _, _, after, worn = year(model)
        if after < worn:
            said = [risk for risk in model.risks if "تجديد" in risk.text.ar and "renouvel" in risk.text.fr]
            assert said, model.key


def test_employees_are_paid_the_legal_minimum_of_their_time(models):
    half = WAGE / 2
    for model in models.values():
        for work in model.labour:
            if work.who == "employees" and work.pay is not None:
                least = work.pay.low if work.pay.low is not None else work.pay.typical
                assert least >= half - 1, (model.key, work.role.en)
                assert middle(work.pay) >= FARM_WAGE or "mi-temps" in work.role.fr, (model.key, work.role.en)


def test_members_paid_below_the_minimum_are_told_so(models):
    words = re.compile(r"minimum|complément|mi-temps|temps|mois de travail|heures|jour")
    for model in models.values():
        for work in model.labour:
            if work.who == "members" and work.pay is not None and middle(work.pay) < FARM_WAGE:
                reasoning = work.pay.assumption or work.pay.note
                assert reasoning and words.search(reasoning.fr), (model.key, work.role.en)


def test_people_can_find_it_in_their_own_words(models):
    for model in models.values():
        assert len(model.search_words) >= 15, model.key
        assert len(set(model.search_words)) == len(model.search_words), model.key
        assert sum(bool(re.search("[\u0600-\u06ff]", word)) for word in model.search_words) >= 5, model.key


def test_every_model_asks_that_people_live_there(models):
    for model in models.values():
        tested = {c.test.indicator for c in model.conditions if c.test is not None}
        assert "population" in tested, model.key


def test_no_seaweed_far_from_the_sea(models, place, communes, values):
    inland = [code for code in communes if float(values[code]["distance_to_sea"]) > 5]
    assert SEAWEED_TOO_FAR in inland
    for key in ("seaweed", "mussels", "fish-marketing"):
        assert all(place(models[key], code) == 0 for code in inland), key
        assert any(place(models[key], code) == 1 for code in communes), key


def test_no_saffron_at_sea_level(models, place, communes, values):
    low = [code for code in communes if float(values[code]["altitude"]) < 650]
    assert SAFFRON_TOO_LOW in low
    assert all(place(models["saffron"], code) == 0 for code in low)
    assert place(models["saffron"], SAFFRON_LAND) == 1


def test_no_waste_sorting_where_few_people_live_or_live_apart(models, place, communes, values):
    model = models["waste-sorting"]
    few = [code for code in communes if float(values[code]["population"]) < 20_000]
    apart = [code for code in communes if float(values[code]["density"]) < 500]
    assert all(place(model, code) == 0 for code in few)
    assert all(place(model, code) < 0.5 for code in apart)
    full = [code for code in communes if place(model, code) == 1]
    assert len(full) > 50
    assert sum(float(values[code]["population"]) for code in full) > 10_000_000


def test_what_grows_in_one_land_is_not_proposed_elsewhere(models, place, communes):
    lands = {"rose-products": 12, "dates": 200, "argan-oil": 300, "amlou": 300, "licit-cannabis": 120}
    for key, at_most in lands.items():
        possible = [code for code in communes if place(models[key], code) > 0]
        assert 0 < len(possible) <= at_most, key
    assert place(models["rose-products"], ROSE_TOWN) == 1


def test_every_commune_keeps_some_models_and_loses_some(models, place, communes):
    for code in communes:
        possible = sum(place(model, code) > 0 for model in models.values())
        assert 1 <= possible < len(models), code
