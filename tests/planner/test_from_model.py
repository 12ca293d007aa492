"""A first plan is complete: it computes for every model of every pack, and says where each figure comes from."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.planner.factories import MODELS, SMALL, START, a_plan, definition, inputs_of
from tests.projects.factories import a_founder, a_group, a_project
from twiza.packs.checks.references import walk
from twiza.packs.schema import Figure
from twiza.planner.from_model import first_plan
from twiza.planner.gathering import start_of
from twiza.planner.rates import KEYS, read_rates
from twiza.planner.reckoning import results
from twiza.planner.schema import PlanSchema
from twiza.projects import commands as projects
from twiza.ui import formats


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_model_gives_a_plan_that_computes(path: Path) -> None:
    model = definition(path)
    plan = first_plan(model, start=START)
    result = results(plan)

    assert PlanSchema.model_validate(plan.stored()) == plan
    assert result.income["sales"].years[4] > 0
    assert result.balance["assets"].months == result.balance["funds"].months
    assert len(plan.products) == len(model.products)
    assert sum(one.cost.value for one in plan.investments) > 0


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_figure_that_the_model_gives_remembers_its_origin(path: Path) -> None:
    model = definition(path)
    plan = first_plan(model, start=START)
    taken = [*model.products, *model.inputs, *model.investments, *model.labour, *model.yearly_costs]
    figures = [f for part in taken for way, f in walk(part) if isinstance(f, Figure) and "yield" not in str(way)]
    told = [o for way, o in plan.origins.items() if o.kind in {"fact", "source", "assumption"} and "ramp_up" not in way]

    others = 1 + len(model.products)  # members; the first month of each product
    assert len(told) == len(figures) + others
    assert all(one.was is not None for one in told)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_purchases_and_work_come_to_what_the_model_says(path: Path) -> None:
    """Quantities times prices, lives in months, renewals of what wears out, and as many months of work."""
    model = definition(path)
    plan = first_plan(model, start=START)
    for bought, item in zip(plan.investments, model.investments, strict=True):
        one = item.unit_cost.typical or ((item.unit_cost.low or 0) + (item.unit_cost.high or 0)) / 2
        assert float(bought.cost.value) == pytest.approx(one * item.quantity, abs=0.01)
        assert bought.life_months == 12 * (item.life_years or 0)
        assert bought.renewed is (item.kind in {"equipment", "vehicle", "livestock", "other"})
    for row, work in zip(plan.work, model.labour, strict=True):
        people = work.people.typical or ((work.people.low or 0) + (work.people.high or 0)) / 2
        assert float(row.people.value) * len(row.months) == pytest.approx(people * work.months, abs=0.1)
    for product in plan.products:
        strong = {product.season[month - 1] for month in model.season_of_sales} or {Decimal(1)}
        others = {w for month, w in enumerate(product.season, 1) if month not in model.season_of_sales} or {Decimal(1)}
        assert min(strong) >= max(others)


def test_an_idea_without_a_model_starts_from_an_empty_plan_that_works() -> None:
    plan = first_plan(None, start=START)
    result = results(plan)

    assert (plan.products, plan.members) == ((), 5)
    assert set(result.cash["closing_cash"].months) == {Decimal(0)}


def test_the_first_year_sells_what_the_model_says_though_it_begins_later() -> None:
    honey = definition(MODELS[0])
    plan = first_plan(honey, start=datetime.date(2027, 1, 1))

    assert plan.products[0].first_month == 10
    assert plan.products[0].ramp_up == (Decimal(70), Decimal(70), Decimal(90), Decimal(100), Decimal(100))


def rate(key: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "name": {"ar": key}, "unit": "percent", "values": list(values)}


def test_of_dated_rates_the_one_in_force_is_taken() -> None:
    items = [
        rate(
            "corporate_tax",
            {"since": "2020-01-01", "value": 10, "source": "law", "confirmed": True, "year": 2020},
            {"since": "2026-01-01", "bands": [{"above": 0, "percent": 20}, {"above": 1000, "percent": 30}]},
            {"since": "2030-01-01", "value": 50},
        ),
        rate("employer_charges", {"value": None}),
    ]
    early, late = (read_rates(items, datetime.date(year, 6, 1)) for year in (2021, 2027))

    assert [band.percent for band in early.taxes.bands] == [10]
    assert [band.percent for band in late.taxes.bands] == [20, 30]
    assert (early.origins["taxes.bands"].confirmed, late.origins["taxes.bands"].confirmed) == (True, False)
    assert early.taxes.known
    assert not early.charges.known
    assert not read_rates([], START).taxes.known


def test_every_minimum_wage_that_the_pack_speaks_of_is_taken_known_or_not() -> None:
    items = [
        rate("minimum_wage", {"since": "2020-01-01", "value": 2000, "source": "law", "confirmed": True, "year": 2020}),
        rate("minimum_wage_farms", {"since": "2020-01-01", "value": 1500, "source": "law", "year": 2020}),
        rate("minimum_wage_homes", {"doubt": {"ar": "هل من حد أدنى؟"}}),
    ]
    rates = read_rates(items, START)
    told = {one.key: (one.amount, one.confirmed) for one in rates.minimum_wages}

    assert told == {
        "minimum_wage": (2000, True),
        "minimum_wage_farms": (1500, False),
        "minimum_wage_homes": (None, False),
    }
    assert rates.origins["minimum_wages.minimum_wage_farms.amount"].was == "1500"
    assert first_plan(None, rates=rates, start=START).minimum_wages == rates.minimum_wages
    assert read_rates([], START).minimum_wages == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
class TestOfAProject:
    """What the group and the pack give."""

    def test_the_groups_shares_and_contributions_are_in_it(self) -> None:
        group = a_group(5, shares=10, share_value="100")
        founder = group.founders.order_by("pk").last()
        start = start_of(datetime.date.today())
        later = (start + datetime.timedelta(days=70)).replace(day=1)
        by = "command-line"
        projects.add_contribution(founder=founder, kind="money", value=Decimal(1000), due_on=later, by=by)
        projects.add_contribution(founder=founder, kind="kind", value=Decimal(500), text="ميزان", by=by)
        projects.add_contribution(founder=founder, kind="money", value=Decimal(300), for_shares=False, by=by)
        inputs = inputs_of(a_plan(group))

        assert inputs.members == 5
        assert [(row.month, row.amount) for row in inputs.shares] == [(1, Decimal(3500)), (3, Decimal(1000))]
        assert [(row.name, row.cost.value) for row in inputs.investments if row.in_kind] == [("ميزان", Decimal(500))]
        assert [row.amount.value for row in inputs.grants] == [Decimal(300)]
        assert results(inputs).indicators.capital == Decimal(5000)

    def test_all_members_work_where_the_model_says_all_do(self) -> None:
        inputs = inputs_of(a_plan(a_group(6)))
        assert [(row.people.value, row.people.low) for row in inputs.work] == [(Decimal(6), None)]

    def test_one_founder_alone_does_not_say_how_many_they_will_be(self) -> None:
        project = a_project()
        a_founder(project)
        assert inputs_of(a_plan(project)).members == 12

    def test_the_packs_rates_are_in_it_with_how_sure_they_are(self) -> None:
        inputs = inputs_of(a_plan())
        assert inputs.taxes.known
        assert inputs.taxes.bands
        assert {one for one, origin in inputs.origins.items() if origin.kind == "law"} >= {"taxes.bands"}
        assert set(KEYS) >= {"corporate_tax", "legal_reserve"}
        assert [(one.key, one.amount, one.confirmed) for one in inputs.minimum_wages] == [("minimum_wage", 3000, True)]


def test_a_plan_survives_the_way_to_the_engine_and_back() -> None:
    plan = PlanSchema.model_validate(SMALL)
    assert PlanSchema.from_plan(plan.to_plan()).to_plan() == plan.to_plan()


def test_seasons_are_brought_to_a_mean_of_one() -> None:
    body = {**SMALL, "products": [{**SMALL["products"][0], "season": [2, 1] * 6}]}
    season = PlanSchema.model_validate(body).to_plan().products[0].season
    assert (sum(season), season[0]) == (Decimal(12), Decimal(2) / Decimal("1.5"))


def test_a_number_is_read_however_it_is_typed() -> None:
    from twiza.planner import numbers

    formats.set_locale_provider(lambda _language: formats.Locale(decimal=","))
    told = {
        "1 500": 1500,
        "1\u202f500,5": Decimal("1500.5"),
        "١٥٠٠": 1500,
        "1.500.000": 1_500_000,
        "12.5": Decimal("12.5"),
    }
    assert {text: numbers.read(text) for text in told} == told
    assert [numbers.read(text) for text in ("", "a lot", "1e9", "--3", "1/2")] == [None] * 5
