"""The method told plainly, and need and potential as a pair."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from twiza.opportunities import basis, two_way
from twiza.opportunities.two_way import Pair
from twiza.packs import queries as packs

pytestmark = pytest.mark.usefixtures("country")

BACKTEST = {
    "outcome": "founded_since_2020_per_1000",
    "year_of_features": 2014,
    "groups_level": "province",
    "features": ["population", "unemployment"],
    "n": 70,
    "n_rural": 60,
    "groups": 6,
    "rows": [{"forecast": "ridge", "overall": 0.61, "within_group": 0.52, "rural": 0.43}],
}


def get(client: Client, name: str, query: str = "", language: str = "en") -> str:
    with translation.override(language):
        response = client.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_method_is_told_in_every_language_with_an_example(client: Client, language: str) -> None:
    text = get(client, "opportunities:method", language=language)
    assert basis.METHOD in text
    assert re.search(r"/territories/[0-9.]+/opportunities/honey/", text)


def test_a_country_without_backtest_says_so(client: Client) -> None:
    assert "Not tested yet for this country" in get(client, "opportunities:method")


def test_the_backtest_is_shown_as_measured(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "document", lambda name: BACKTEST if name == "backtest" else None)
    text = get(client, "opportunities:method", "?backtest")
    for figure in ("0.61", "0.52", "0.43", "70"):
        assert figure in text
    assert "General potential, as used here" in text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_two_way_map_in_every_language(client: Client, language: str) -> None:
    text = get(client, "opportunities:two-way", language=language)
    assert len(re.findall(r'<path class="two-way-(?:[0-2]{2}|unknown)"', text)) == 72
    assert len(re.findall(r'<rect class="two-way-[0-2]{2}"', text)) == 9


def test_every_place_is_in_one_class() -> None:
    found = two_way.pairs()
    assert len(found.rows) == 72
    assert found.correlation is not None
    assert -1 <= found.correlation <= 1
    thirds = [row.thirds for row in found.rows if row.thirds]
    assert {need for need, _ in thirds} == {potential for _, potential in thirds} == {0, 1, 2}


def test_the_ends_of_the_scale_stay_within_the_thirds() -> None:
    assert Pair("x", {}, {}, 100.0, 0.0).thirds == (2, 0)
    assert Pair("x", {}, {}, 33.0, 34.0).thirds == (0, 1)
    assert Pair("x", {}, {}, None, 50.0).name_of_class == "two-way-unknown"


def test_one_class_alone_and_a_class_that_is_none(client: Client) -> None:
    with translation.override("en"):
        response = client.get(reverse("opportunities:two-way-table", args=["csv"]), {"class": "20"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows
    assert {row["class"] for row in rows} == {"20"}
    assert "No place is in this class" in get(client, "opportunities:two-way", "?class=99")


def test_a_region_has_its_own_map(client: Client) -> None:
    text = get(client, "opportunities:two-way", "?within=03")
    assert len(re.findall(r'<path class="two-way-(?:[0-2]{2}|unknown)"', text)) == 24


@pytest.mark.parametrize("query", ["?within=nowhere", "?sort=x", "?page=-1", "?class=%E2%80%AE%3Cb%3E"])
def test_what_cannot_be_read_is_answered(client: Client, query: str) -> None:
    assert "<b>" not in get(client, "opportunities:two-way", query).split("<main", 1)[1]


def test_an_unknown_form_of_table_is_a_404(client: Client) -> None:
    assert client.get(reverse("opportunities:two-way-table", args=["csv"]).replace(".csv", ".pdf")).status_code == 404
