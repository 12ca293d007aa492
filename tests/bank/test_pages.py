"""Browsing, filtering, comparing and taking away project models."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from twiza.bank.models import ProjectModel
from twiza.packs import keeping

pytestmark = pytest.mark.usefixtures("country")

ALL = ["honey", "saffron", "seaweed", "waste-sorting"]
HARMFUL = "\u202e\x00<script>alert(1)</script>" + "ن" * 10_000


def page(client: Client, query: str = "", language: str = "en") -> str:
    with translation.override(language):
        response = client.get(reverse("bank:models") + query)
    assert response.status_code == 200
    return response.content.decode()


def shown(client: Client, query: str = "", language: str = "en") -> list[str]:
    return re.findall(r'name="m" value="([^"]+)"', page(client, query, language))


def test_all_models_are_listed_by_sector(client: Client) -> None:
    assert sorted(shown(client)) == ALL
    assert shown(client)[:2] == ["honey", "saffron"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sector=sea", ["seaweed"]),
        ("?audience=women&audience=youth", ["seaweed", "waste-sorting"]),
        ("?place=urban", ["waste-sorting"]),
        ("?category=work", ["waste-sorting"]),
        ("?investment=100000", ["honey"]),
        ("?members=8", ["honey", "waste-sorting"]),
        ("?jobs=40", ["waste-sorting"]),
        ("?evidence=99", []),
        ("?investment=100000&sector=sea", []),
    ],
)
def test_each_filter_keeps_what_answers_it(client: Client, query: str, expected: list[str]) -> None:
    assert sorted(shown(client, query)) == expected


def test_lists_are_ordered_as_asked(client: Client) -> None:
    assert shown(client, "?sort=investment") == ["honey", "seaweed", "saffron", "waste-sorting"]
    assert shown(client, "?sort=members")[0] == "honey"
    assert shown(client, "?sort=jobs")[0] == "waste-sorting"


@pytest.mark.parametrize(("language", "word"), [("ar", "عسل"), ("fr", "miel"), ("en", "honey"), ("en", "hony")])
def test_words_find_a_model_in_any_language(client: Client, language: str, word: str) -> None:
    assert shown(client, f"?q={word}", language)[0] == "honey"


def test_a_number_that_cannot_be_read_is_kept_and_explained(client: Client) -> None:
    text = page(client, "?investment=two+lakh&sector=sea")
    assert 'value="two lakh"' in text
    assert "Write a number in digits" in text
    assert re.findall(r'name="m" value="([^"]+)"', text) == ["seaweed"]


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    text = page(client, "?evidence=100")
    assert "Take one filter away" in text
    assert reverse("bank:models").split("/", 2)[2] in text


def test_hostile_words_are_answered_kindly(client: Client) -> None:
    for name in ("q", "sector", "investment", "sort", "page", "audience"):
        with translation.override("en"):
            response = client.get(reverse("bank:models"), {name: HARMFUL})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_as_many_queries_for_one_model_as_for_three(client: Client) -> None:
    counts = []
    page(client, "?q=seaweed")
    for query in ("?q=honey", "?q=saffron+honey+seaweed"):
        keeping.forget()
        with CaptureQueriesContext(connection) as caught:
            page(client, query)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_list_is_taken_away_with_its_filters(client: Client) -> None:
    response = client.get(reverse("bank:models-table", args=["csv"]), {"sector": "sea"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["key"] for row in rows] == ["seaweed"]
    assert rows[0]["investment_low"] == "120000.0"
    assert client.get(reverse("bank:models-table", args=["xlsx"])).content[:2] == b"PK"
    assert client.get(reverse("bank:models-table", args=["csv"]).replace(".csv", ".pdf")).status_code == 404


def test_three_models_stand_side_by_side(client: Client) -> None:
    with translation.override("en"):
        text = client.get(reverse("bank:compare") + "?m=honey&m=saffron").content.decode()
    for model in ProjectModel.objects.filter(key__in=["honey", "saffron"]):
        assert model.names["en"] in text
    assert "Main risks" in text


def test_too_many_or_unknown_models_are_named_kindly(client: Client) -> None:
    with translation.override("en"):
        many = client.get(
            reverse("bank:compare") + "".join(f"{'?' if n == 0 else '&'}m={k}" for n, k in enumerate(ALL))
        )
        unknown = client.get(reverse("bank:compare"), {"m": "\u202e<b>nothing"})
        nothing = client.get(reverse("bank:compare"))
    assert "the first three are shown" in many.content.decode()
    assert unknown.status_code == 200
    assert b"<b>nothing" not in unknown.content
    assert "No project model chosen yet" in nothing.content.decode()
