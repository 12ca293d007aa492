"""The territorial diagnosis: what it says is what the pages say, and nothing in it can be evaluated."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from twiza.opportunities import queries as opportunities
from twiza.papers import typesetting
from twiza.portal.diagnosis import Edition, issuing, rendering, tables
from twiza.portal.diagnosis.gathering import gather
from twiza.territories import queries, snapshot
from twiza.territories.models import Observation, Territory
from twiza.ui import formats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

TOWN, VILLAGE, PROVINCE, REGION, COUNTRY = "01.01.13", "01.01.12", "01.01", "01", "XE"
DAY = datetime.date(2026, 11, 22)
MARKS = "\u2066\u2067\u2068\u2069"


@pytest.fixture(autouse=True)
def _no_paper_kept() -> None:
    issuing.forget()


def edition_of(place: Territory, language: str) -> Edition:
    return Edition.of(place, language, page="https://example.org/place/", data_page="https://example.org/", day=DAY)


def gathered(code: str, language: str = "en") -> dict[str, Any]:
    place = Territory.objects.get(code=code)
    with translation.override(language):
        return gather(place, edition_of(place, language))


def bare(text: str) -> str:
    """Without isolates."""
    return "".join(letter for letter in text if letter not in MARKS)


def texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ()
    return [text for value in inside for text in texts(value)]


def test_the_figures_are_those_of_the_page(client: Client) -> None:
    page = bare(client.get(f"/en/territories/{TOWN}/").content.decode())
    data = gathered(TOWN)
    shown = [figure["value"] for figure in data["headline"]]
    shown += [row["value"] for group in data["facets"]["groups"] for row in group["rows"]]
    assert len(shown) > 10
    assert [value for value in shown if bare(value) not in page] == []
    for side in ("needs", "potentials"):
        for reading in data[side]:
            assert reading["text"] in page


def test_values_of_other_places_stand_under_their_heads() -> None:
    data, place = gathered(TOWN)["facets"], Territory.objects.get(code=TOWN)
    assert [column["kind"] for column in data["columns"]] == ["province", "region", "country", "peers"]
    standing = queries.profile(place).get("illiteracy")
    assert standing is not None
    row = next(row for g in data["groups"] for row in g["rows"] if row["label"] == standing.definition.name.en)
    with translation.override("en"):
        expected = [formats.number(other.value, standing.definition.decimals) for other in standing.beside]
        percentile = formats.percent(standing.peer_percentile, 0)
    assert [bare(cell) for cell in row["beside"]] == expected
    assert bare(row["percentile"]) == percentile
    assert row["year"] == str(standing.year)


def test_a_count_is_not_compared_with_the_count_of_a_larger_unit() -> None:
    rows = [row for group in gathered(VILLAGE)["facets"]["groups"] for row in group["rows"]]
    population = next(row for row in rows if row["label"] == "Population")
    assert population["beside"][:3] == ("", "", "")


def test_the_best_models_come_with_bars_reasons_certainty_and_conditions() -> None:
    place = Territory.objects.get(code=TOWN)
    best = opportunities.for_place(place).cards[:5]
    entries = gathered(TOWN)["projects"]["entries"]
    assert [entry["title"] for entry in entries] == [card.definition.name.en for card in best]
    for entry, card in zip(entries, best, strict=True):
        assert [bar["text"] for bar in entry["bars"]] == [
            formats.number(value, 0) for value in (card.need, card.resources, card.setting)
        ]
        sides = [reason["side"] for reason in entry["reasons"]]
        assert (sides.count("for"), sides.count("against")) == (len(card.in_favour), len(card.against))
        assert sum(len(gate["texts"]) for gate in entry["gates"]) == len(card.verdicts)
        assert entry["sure"]


def test_a_larger_unit_shows_its_parts_and_its_best_places() -> None:
    data = gathered(REGION)
    names = [bare(row["name"]) for row in data["parts"]["rows"]]
    assert names == ["Marafi", "Kuthban"]
    one = data["projects"]["entries"][0]
    below = opportunities.below(Territory.objects.get(code=REGION))[0]
    assert [bare(p["name"]) for p in one["places"]] == [p.names.get("en") or p.names["ar"] for p in below.best]


def test_many_parts_are_shown_by_their_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FEW_PARTS", 2)
    parts = gathered(PROVINCE)["parts"]
    assert parts["rows"] == []
    lowest, highest = parts["ends"][0]["ends"]
    matrix = snapshot.current()
    population = matrix.latest("population")[matrix.under(PROVINCE, "commune")]
    with translation.override("en"):
        assert [bare(lowest["value"]), bare(highest["value"])] == [
            formats.number(float(end), 0) for end in (population.min(), population.max())
        ]


def test_a_place_of_which_nothing_is_known_says_so() -> None:
    place = Territory.objects.get(code=VILLAGE)
    Observation.objects.filter(territory=place).delete()
    snapshot.take()
    data = gathered(VILLAGE)
    assert (data["headline"], data["facets"]["groups"], data["changes"]["rows"]) == ([], [], [])
    assert len(data["unknown"]["names"]) == len(queries.definitions())
    assert rendering.pdf(data, DAY).startswith(b"%PDF")


def test_sources_are_those_of_the_figures_shown() -> None:
    data = gathered(TOWN)
    assert data["sources"]
    assert all(source["title"] and source["publisher"] and source["licence"] for source in data["sources"])
    assert "40%" in bare(data["method"][1]["text"])
    assert "value choice" in data["method"][1]["text"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_number_between_texts_is_isolated(language: str) -> None:
    data = gathered(TOWN, language)
    cells = [row["value"] for g in data["facets"]["groups"] for row in g["rows"]]
    cells += [row["change"] for row in data["changes"]["rows"]] + [f["value"] for f in data["headline"]]
    assert all(cell.startswith("\u2066") and cell.endswith("\u2069") for cell in cells)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Agadir", "Agadir"),
        ("a\u202eb", "ab"),
        ("a\u2069b", "ab"),
        ("\u2067a", "\u2067a\u2069"),
        ("\u2068\u2066a\u2069\u2069", "\u2068\u2066a\u2069\u2069"),
        ("a\x00\x1b\x85b\ufeff", "ab"),
        ("1 000 و 12 345", "1\u202f000 و 12\u202f345"),
        ("2014 2024", "2014 2024"),
    ],
)
def test_no_text_turns_what_follows_it(given: str, kept: str) -> None:
    assert typesetting.balanced(given) == kept


def test_drawings_are_left_as_they_are() -> None:
    assert typesetting.cleaned({"svg": "M1 000", "name": ["1 000"]}) == {"svg": "M1 000", "name": ["1\u202f000"]}


def test_the_data_are_plain() -> None:
    assert all(isinstance(text, str) for text in texts(gathered(TOWN)))
    rendering.pdf(gathered(TOWN), DAY)
