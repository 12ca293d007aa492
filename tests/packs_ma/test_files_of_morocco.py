"""What the committed files of Morocco's pack promise, without network and without the source packages."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml

from twiza.packs.schema import Identity, Indicator, Source, TerritoryRow

PACK = Path(__file__).parents[2] / "packs" / "ma"
CHICHAOUA = "07.161.01.01"


def table(name):
    with gzip.open(PACK / name, "rt", encoding="utf-8", newline="") as handle:
        return {row["code"]: row for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def territories():
    return {code: TerritoryRow(**row) for code, row in table("territories/territories.csv.gz").items()}


@pytest.fixture(scope="module")
def outlines():
    with gzip.open(PACK / "territories/outlines.geojson.gz", "rt", encoding="utf-8") as handle:
        features = json.load(handle)["features"]
    return {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in features}


@pytest.fixture(scope="module")
def now():
    return table("indicators/2024.csv.gz")


@pytest.fixture(scope="module")
def before():
    return table("indicators/2014.csv.gz")


@pytest.fixture(scope="module")
def indicators():
    written = yaml.safe_load((PACK / "indicators/definitions.yaml").read_text(encoding="utf-8"))
    return {item["key"]: Indicator(**item) for item in written}


@pytest.fixture(scope="module")
def identity():
    return Identity(**yaml.safe_load((PACK / "pack.yaml").read_text(encoding="utf-8")))


def by_name(territories, name, level="commune"):
    return next(row for row in territories.values() if row.name_fr == name and row.level == level)


def test_all_of_morocco_is_there(territories):
    levels = Counter(row.level for row in territories.values())
    assert levels == {"country": 1, "region": 12, "province": 83, "commune": 1503}


def test_kinds_of_communes_and_provinces(territories):
    kinds = Counter(row.kind for row in territories.values())
    assert kinds["rural"] == 1261
    assert kinds["urban"] == 242
    assert kinds["prefecture"] == 13
    assert kinds["prefecture_of_arrondissements"] == 8


def test_every_parent_exists_and_stands_one_level_up(territories):
    above = {"region": "country", "province": "region", "commune": "province"}
    for row in territories.values():
        if row.level != "country":
            assert territories[row.parent].level == above[row.level]


def test_every_kind_and_attribute_has_its_words(territories, identity):
    for row in territories.values():
        assert row.kind is None or row.kind in identity.kinds
        assert set(row.attributes) == {"climate", "coastal"}
        for name, values in row.attributes.items():
            assert set(values) <= set(identity.attributes[name])


def test_every_place_has_its_three_names_and_a_position(territories):
    for row in territories.values():
        assert row.name_ar and row.name_fr and row.name_en
        assert row.latitude is not None and row.longitude is not None


@pytest.mark.parametrize(
    ("name", "other"),
    [("Essaouira", "Mogador"), ("El Jadida", "Mazagan"), ("Marrakech", "Mrakch"), ("Bni Bouayach", "Beni Bouayach")],
)
def test_old_and_other_spellings_are_kept(territories, name, other):
    assert other in by_name(territories, name).other_names


def test_english_names_where_one_is_established(territories):
    assert by_name(territories, "Fès").name_en == "Fez"
    assert by_name(territories, "Tanger").name_en == "Tangier"


def test_every_commune_has_one_sound_outline(territories, outlines):
    assert set(outlines) == {code for code, row in territories.items() if row.level == "commune"}
    assert all(shape.is_valid and shape.area > 0 for shape in outlines.values())


def test_outlines_lie_within_the_country(outlines):
    west, south, east, north = shapely.total_bounds(list(outlines.values()))
    assert (round(south, 2), round(north, 2)) == (20.77, 35.92)
    assert west > -17.2 and east < -1.0


def test_outlines_share_their_borders_and_leave_three_holes(outlines):
    shapes = list(outlines.values())
    assert shapely.coverage_is_valid(shapes)
    country = shapely.coverage_union_all(shapes)
    assert country.geom_type == "Polygon"
    assert len(country.interiors) == 3


def test_neighbours(outlines):
    shapes = np.array(list(outlines.values()))
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.length(shapely.intersection(shapes[left], shapes[right])) > 0
    assert abs(shared.sum() - 4154) < 40
    assert set(left[shared]) | set(right[shared]) == set(range(len(shapes)))


def test_the_label_stands_on_its_outline(territories, outlines):
    away = [
        code
        for code, shape in outlines.items()
        if shape.distance(shapely.Point(territories[code].longitude, territories[code].latitude)) > 0.01
    ]
    assert away == []


def test_areas_of_communes_add_up_to_the_country(territories):
    communes = sum(row.area_km2 for row in territories.values() if row.level == "commune")
    assert communes == pytest.approx(territories["MA"].area_km2, rel=1e-6)


def test_no_rural_commune_is_a_fragment_of_itself(territories):
    assert min(row.area_km2 for row in territories.values() if row.kind == "rural") > 15


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("population", 38452),
        ("population_change", 37.97),
        ("businesses", 2003),
        ("businesses_per_1000", 52.09),
        ("female_unemployment", 25.2),
        ("female_activity", 16.5),
        ("illiteracy", 22.0),
        ("running_water", 97.7),
        ("electricity", 98.3),
        ("weekly_souks", 1),
        ("distance_to_sea", 73.5),
    ],
)
def test_what_the_census_says_of_chichaoua(territories, now, key, value):
    assert territories[CHICHAOUA].name_ar == "شيشاوة"
    assert float(now[CHICHAOUA][key]) == value


def test_the_country_has_its_published_figures(now, before):
    assert (float(now["MA"]["population"]), float(before["MA"]["population"])) == (36828330, 33848242)
    assert (now["MA"]["illiteracy"], before["MA"]["illiteracy"]) == ("24.8", "32.2")
    assert now["MA"]["businesses"] == "1130021"


@pytest.mark.parametrize("key", ["population", "households", "businesses", "business_jobs", "weekly_souks"])
def test_communes_add_up_to_the_country(territories, now, key):
    communes = sum(float(now[code][key]) for code, row in territories.items() if row.level == "commune")
    assert communes == float(now["MA"][key])


def test_cities_of_2014_are_rebuilt_from_their_arrondissements(before, territories):
    casablanca = before[by_name(territories, "Casablanca").code]
    assert casablanca["population"] == "3357173"
    assert 15 < float(casablanca["illiteracy"]) < 20


def test_communes_with_counts_only_are_left_empty(now, before, territories):
    empty = {code for code, row in territories.items() if row.level == "commune" and now[code]["illiteracy"] == ""}
    assert len(empty) == 4
    assert empty.isdisjoint(before)
    assert all(float(now[code]["population"]) > 0 for code in empty)


def test_a_quotient_that_cannot_be_told_from_one_is_one(now, territories):
    quotients = [now[c]["spec_industry"] for c, row in territories.items() if row.level == "commune"]
    assert Counter(q == "1" for q in quotients)[True] > 700
    assert quotients.count("") == 13


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("Ifrane", 1500, 1750),
        ("Marrakech", 380, 520),
        ("Taliouine", 900, 1200),
        ("Essaouira", 0, 60),
        ("Ouarzazate", 1050, 1250),
    ],
)
def test_altitudes_of_known_places(territories, now, name, low, high):
    assert low <= float(now[by_name(territories, name).code]["altitude"]) <= high


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("Essaouira", 0, 0),
        ("Tanger", 0, 0),
        ("Dakhla", 0, 0),
        ("Saidia", 0, 0),
        ("Marrakech", 115, 150),
        ("Fès", 110, 140),
        ("Ouarzazate", 230, 290),
        ("Figuig", 300, 360),
    ],
)
def test_distances_to_the_sea_of_known_places(territories, now, name, low, high):
    place = by_name(territories, name)
    assert low <= float(now[place.code]["distance_to_sea"]) <= high
    assert place.attributes["coastal"] == (("yes",) if high == 0 else ("no",))


@pytest.mark.parametrize(("name", "climate"), [("Ouarzazate", "BWh"), ("Tanger", "Csa"), ("Chichaoua", "BSh")])
def test_climates_of_known_places(territories, name, climate):
    assert climate in by_name(territories, name).attributes["climate"]


def test_columns_are_the_indicators_declared_for_the_year(indicators, now, before):
    for year, values in ((2024, now), (2014, before)):
        assert set(values["MA"]) - {"code"} == {i.key for i in indicators.values() if year in i.years}


def test_values_stay_within_their_bounds(indicators, now, before):
    for values in (now, before):
        for row in values.values():
            for key, text in row.items():
                if key != "code" and text:
                    assert within(indicators[key], float(text)), (row["code"], key, text)


def within(indicator, value):
    low, high = indicator.minimum, indicator.maximum
    if indicator.unit == "percent" and low is None and high is None:
        low, high = 0, 100
    return (low is None or value >= low) and (high is None or value <= high)


def test_indicators_name_a_source_and_speak_three_languages(indicators):
    written = yaml.safe_load((PACK / "sources/territories.yaml").read_text(encoding="utf-8"))
    sources = {item["key"]: Source(**item) for item in written}
    for indicator in indicators.values():
        assert indicator.source in sources
        for text in (indicator.name, indicator.definition, indicator.method, indicator.cannot_say):
            assert text.ar and text.fr and text.en


def test_few_businesses_are_never_read_as_need_or_opening(indicators):
    for key in ("businesses", "businesses_per_1000", "jobs_per_1000", "founded_since_2020_per_1000", "spec_commerce"):
        assert indicators[key].low is None
    services = indicators["public_services_per_1000"]
    assert services.high is None and services.low is None


def test_figures_asked_of_a_sample_are_said_to_be(indicators):
    assert {indicators[key].collection for key in ("illiteracy", "female_activity", "running_water")} == {"sample"}
    assert indicators["population"].collection == "count"
    assert indicators["spec_services"].collection == "modelled"
    assert not indicators["self_employed"].comparable


def test_potential_is_foreseen_from_columns_of_2014(indicators, before):
    told = yaml.safe_load((PACK / "potential.yaml").read_text(encoding="utf-8"))
    assert told["outcome"] in indicators
    assert 15 <= len(told["features"]) <= 25
    assert set(told["features"]) <= set(before["MA"])


def test_morocco_writes_numbers_and_months_its_own_way(identity):
    assert identity.locale["ar"].group == "\u202f"
    assert identity.locale["ar"].months[6:9] == ("يوليوز", "غشت", "شتنبر")
    assert {locale.digits for locale in identity.locale.values()} == {"western"}
