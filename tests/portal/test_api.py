"""The machine interface answers what the pages show."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal.api import ADDRESSES, INDICATOR, LISTS, MODEL, PLACE, PROVINCE, ROOT, answer, ask
from twiza.opportunities import queries as opportunities
from twiza.packs import queries as packs
from twiza.territories import queries, snapshot
from twiza.territories.models import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_comes_in_pages_that_do_not_overlap(address: str) -> None:
    first = answer(address, page_size=2)
    assert set(first) >= {"count", "page", "page_size", "items"}
    assert (first["page"], first["page_size"], len(first["items"])) == (1, 2, 2)
    assert answer(address, page=2, page_size=1)["items"] == first["items"][1:]
    assert answer(address, page=1_000_000)["items"] == []


def test_territories_are_listed_by_code_and_filtered() -> None:
    matrix = snapshot.current()
    assert answer("territories")["count"] == len(matrix.codes)
    provinces = answer("territories", level="province", parent="01")["items"]
    assert [one["code"] for one in provinces] == ["01.01", "01.02"]
    assert {one["parent"] for one in provinces} == {"01"}


@pytest.mark.parametrize("asked", ["Marsa Qamar", "مرسى القمر", "marsa qmar", "مرسي القمر"])
def test_a_territory_is_found_by_any_of_its_names(asked: str) -> None:
    first = answer("territories", q=asked, level="commune")["items"][0]
    assert (first["code"], first["names"]["ar"]) == (PLACE, "مرسى القمر")
    assert first["nearness"] > 0


def test_what_nobody_is_called_is_found_nowhere() -> None:
    assert answer("territories", q="zzzzqqqq")["items"] == []


def test_one_territory_is_told_with_its_figures() -> None:
    told = answer(f"territories/{PLACE}")
    place = Territory.objects.get(code=PLACE)
    standing = queries.profile(place).get(INDICATOR)
    assert standing is not None
    measured = {one["key"]: one for one in told["indicators"]}[INDICATOR]
    assert measured["value"] == standing.value
    assert measured["rank"] == standing.rank
    assert [one["code"] for one in told["ancestors"]] == ["XE", "01", "01.01"]
    assert [one["code"] for one in measured["above"]] == ["01.01", "01", "XE"]
    country = {one["key"]: one for one in answer("territories/XE")["indicators"]}[INDICATOR]
    assert measured["above"][-1]["value"] == country["value"]
    assert sorted(told["neighbours"]) == sorted(place.neighbours.filter(level="commune").values_list("code", flat=True))


def test_children_are_counted() -> None:
    assert answer(f"territories/{PROVINCE}")["children"] == answer("territories", parent=PROVINCE)["count"]


def test_a_position_is_in_the_territory_that_covers_it() -> None:
    place = Territory.objects.get(code=PLACE)
    told = answer("territories/at", lat=place.latitude, lon=place.longitude)
    assert (told["territory"]["code"], told["distance_km"]) == (PLACE, 0)
    above = answer("territories/at", lat=place.latitude, lon=place.longitude, level="region")
    assert above["territory"]["code"] == "01"


def test_a_position_in_the_sea_names_the_nearest_territory() -> None:
    status, body = ask("territories/at", lat=31.7, lon=-42.2)
    assert (status, body["error"]["code"]) == (404, "outside")
    assert body["nearest"]["territory"]["level"] == "commune"
    assert 0 < body["nearest"]["distance_km"] <= 60
    assert body["nearest"]["territory"]["code"] in body["error"]["message"]


def test_a_position_abroad_has_nothing_near() -> None:
    status, body = ask("territories/at", lat=0, lon=0)
    assert (status, body["nearest"]) == (404, None)


def test_an_indicator_is_told_with_definition_source_and_limits() -> None:
    told = answer(f"indicators/{INDICATOR}")
    assert told in answer("indicators", page_size=200)["items"]
    source = packs.source(told["source"]["key"])
    assert told["source"]["licence"] == source.content["licence"]
    assert all(told[name]["ar"] for name in ("names", "definition", "method", "cannot_say"))
    assert {one["facet"] for one in answer("indicators", facet="people")["items"]} == {"people"}


def test_values_are_those_of_the_table_that_people_download(client: Client) -> None:
    table = client.get(f"/en/indicators/{INDICATOR}/values.csv").content.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(table))}
    for year in (2014, 2024):
        items = answer(f"indicators/{INDICATOR}/values", year=year, page_size=200)["items"]
        assert len(items) == len(snapshot.current().rows("commune"))
        for item in items:
            shown = rows[item["code"]][f"{INDICATOR}_{year}"]
            assert item["value"] == (float(shown) if shown else None)


def test_an_unknown_value_is_null_not_nought() -> None:
    missing = [
        (key, matrix.codes[row])
        for matrix in [snapshot.current()]
        for key in matrix.keys
        for row in matrix.rows("commune")
        if matrix.latest(key)[row] != matrix.latest(key)[row]
    ]
    key, code = missing[0]
    items = answer(f"indicators/{key}/values", within=code)["items"]
    assert [(one["code"], one["value"]) for one in items] == [(code, None)]


def test_values_within_a_province_are_of_its_places_only() -> None:
    items = answer(f"indicators/{INDICATOR}/values", within=PROVINCE)["items"]
    assert items
    assert {one["code"][:5] for one in items} == {PROVINCE}
    assert answer(f"indicators/{INDICATOR}/values", level="province", within=PROVINCE)["count"] == 1


def test_models_are_filtered_and_searched() -> None:
    every = answer("project-models")["items"]
    sector = every[0]["sector"]["key"]
    of_sector = [one["key"] for one in every if one["sector"]["key"] == sector]
    assert [one["key"] for one in answer("project-models", sector=sector)["items"]] == of_sector
    assert answer("project-models", q="عسل")["items"][0]["key"] == MODEL
    cheap = min(one["investment"]["low"] for one in every)
    assert all(one["investment"]["low"] <= cheap for one in answer("project-models", investment_max=cheap)["items"])
    assert answer("project-models", investment_max=0)["count"] == 0


def test_a_model_is_told_whole_and_each_figure_leads_to_its_origin() -> None:
    told = answer(f"project-models/{MODEL}")
    assert told["content"]["key"] == MODEL
    sources, facts = {one["key"] for one in told["sources"]}, {one["key"] for one in told["facts"]}
    units = {one["key"] for one in told["units"]}
    figures = list(_figures(told["content"]))
    assert len(figures) > 10
    for figure in figures:
        origins = [figure["source"] in sources, figure["fact"] in facts, figure["assumption"] is not None]
        assert sum(origins) == 1
        assert figure["unit"] in units


def _figures(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"low", "typical", "high", "unit"} <= set(value):
            yield value
        for inner in value.values():
            yield from _figures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _figures(inner)


def test_a_place_has_all_models_and_exact_reasons() -> None:
    told = answer("opportunities", territory=PLACE)
    page = opportunities.for_place(Territory.objects.get(code=PLACE))
    assert told["count"] == len(page.cards) + len(page.excluded) + len(page.unknown)
    assert told["weights"] == {"need": 0.4, "resources": 0.4, "setting": 0.2}
    for one, card in zip(told["items"], page.cards, strict=False):
        assert one["model"]["key"] == card.model.key
        assert one["score"] == pytest.approx(card.score, abs=1e-4)
        assert (one["rank"], one["rank_low"], one["rank_high"]) == (card.rank, card.rank_low, card.rank_high)
        for part in ("need", "resources"):
            reasons = [r for r in one["reasons"] if r["part"] == part]
            points = sum(r["points"] for r in reasons)
            assert points == pytest.approx(told["weights"][part] * (one[part] - 50), abs=0.01)
        assert {c["outcome"] for c in one["conditions"]} <= {"met", "failed", "unknown", "unchecked"}


def test_what_reality_rules_out_is_told_as_excluded() -> None:
    inland = next(t.code for t in Territory.objects.filter(level="commune") if t.attributes["coastal"] == ["no"])
    seaweed = answer("opportunities", territory=inland, model="seaweed")["items"]
    assert [(one["status"], one["gate"], one["rank"]) for one in seaweed] == [("excluded", 0, None)]
    assert "failed" in {c["outcome"] for c in seaweed[0]["conditions"]}


def test_a_model_has_its_places_best_first() -> None:
    told = answer("opportunities", model=MODEL, page_size=200)
    scores = [one["score"] for one in told["items"]]
    assert scores == sorted(scores, reverse=True)
    assert told["items"][0]["rank"] == 1
    below = answer("opportunities", model=MODEL, territory=PROVINCE, page_size=200)["items"]
    assert {one["territory"]["code"][:5] for one in below} == {PROVINCE}
    assert below[0]["rank"] == 1


def test_the_same_pair_is_the_same_whoever_asks_for_it() -> None:
    here = answer("opportunities", model=MODEL, territory=PLACE)["items"][0]
    by_model = next(
        one for one in answer("opportunities", model=MODEL, page_size=200)["items"] if one["territory"]["code"] == PLACE
    )
    pairs = answer("opportunities", territory=PROVINCE, page_size=200)["items"]
    by_pair = next(one for one in pairs if (one["territory"]["code"], one["model"]["key"]) == (PLACE, MODEL))
    for name in ("need", "resources", "setting", "gate", "score", "rank", "rank_low", "rank_high", "grade"):
        assert here[name] == by_model[name] == by_pair[name], name


def test_without_a_name_all_pairs_come() -> None:
    places, models = len(snapshot.current().rows("commune")), answer("project-models")["count"]
    assert answer("opportunities")["count"] == places * models


def test_only_the_proportions_of_weights_count() -> None:
    one = answer("opportunities", territory=PLACE, weights="2,2,1")
    assert one == answer("opportunities", territory=PLACE)
    other = answer("opportunities", territory=PLACE, weights="1,0,0")
    assert other["weights"] == {"need": 1, "resources": 0, "setting": 0}
    ranked = [one for one in other["items"] if one["status"] == "ranked" and one["gate"] == 1]
    assert [one["score"] for one in ranked] == [one["need"] for one in ranked]


def test_a_text_is_answered_alike_by_get_and_by_post(client: Client) -> None:
    told = answer("match", text="نربي النحل ونبيع العسل", territory=PLACE)
    assert told["items"][0]["model"]["key"] == MODEL
    assert told["items"][0]["here"]["status"] in {"ranked", "excluded", "unknown"}
    body = json.dumps({"text": "نربي النحل ونبيع العسل", "territory": PLACE})
    posted = client.post(ROOT + "match", body, content_type="application/json")
    assert posted.json() == told
    assert posted["Cache-Control"] == "no-store"


def test_figures_of_a_page_are_those_of_the_interface(client: Client) -> None:
    measured = {one["key"]: one for one in answer(f"territories/{PLACE}")["indicators"]}[INDICATOR]
    page = client.get(f"/en/territories/{PLACE}/").content.decode()
    assert f"{measured['value']:,.0f}" in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_texts_are_in_three_languages(address: str) -> None:
    assert '"names":{"ar":"' in json.dumps(answer(address), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("address", [*LISTS, "match?text=miel"])
def test_the_number_of_queries_does_not_grow(address: str, client: Client) -> None:
    def count(size: int) -> int:
        separator = "&" if "?" in address else "?"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{ROOT}{address}{separator}page_size={size}").status_code == 200
        return len(captured)

    count(1)  # what a process reads once is read here
    assert count(1) == count(3) <= 10
