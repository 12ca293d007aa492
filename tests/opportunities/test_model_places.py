"""A project model over all its places: map, ranking, part of the country, download."""

from __future__ import annotations

import csv
import io
import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from twiza.bank.models import ProjectModel
from twiza.opportunities import mapping
from twiza.packs import keeping
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")

SAFFRON = 24
"""Places of the invented country that are high enough for saffron and whose figures are known."""


def page(client: Client, key: str, query: str = "", language: str = "en") -> str:
    with translation.override(language):
        response = client.get(reverse("opportunities:model-places", args=[key]) + query)
    assert response.status_code == 200
    return response.content.decode()


def table(client: Client, key: str, **query: str) -> list[dict[str, str]]:
    response = client.get(reverse("opportunities:model-places-table", args=[key, "csv"]), query)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_ranking_and_the_map_in_every_language(client: Client, language: str) -> None:
    text = page(client, "saffron", language=language)
    assert "<svg" in text
    assert "03.06.14/opportunities/saffron/" in text


def test_the_table_is_whole_and_in_order(client: Client) -> None:
    rows = table(client, "saffron")
    assert len(rows) == SAFFRON
    assert [int(row["rank"]) for row in rows] == list(range(1, SAFFRON + 1))
    assert all(float(a["score"]) >= float(b["score"]) - 1e-3 for a, b in itertools.pairwise(rows))


def test_within_a_region_only_its_places_are_ranked(client: Client) -> None:
    rows = table(client, "saffron", within="03")
    assert rows
    assert all(row["code"].startswith("03.") for row in rows)
    text = page(client, "saffron", "?within=03")
    assert "Ranks are among the places of" in text


def test_only_priorities(client: Client) -> None:
    rows = table(client, "honey", priority="1")
    assert rows
    assert all(row["priority"] == "True" and float(row["top_tenth"]) >= 0.8 for row in rows)


@pytest.mark.parametrize("within", ["nowhere", "01.01.11", "\u202e", "XE"])
def test_a_part_of_the_country_that_is_none_means_the_whole(client: Client, within: str) -> None:
    assert len(table(client, "saffron", within=within)) == SAFFRON


def test_excluded_places_are_blank_and_the_legend_says_why(client: Client) -> None:
    with translation.override("en"):
        drawn = mapping.model_map(ProjectModel.objects.get(key="seaweed"), "en")
    assert drawn is not None
    assert sum(area.level is not None for area in drawn.areas) == 6
    assert drawn.legend is not None
    assert drawn.legend.unknown_word == "not possible there, or not known"


def test_the_map_of_a_region_holds_its_places_alone() -> None:
    with translation.override("en"):
        drawn = mapping.model_map(
            ProjectModel.objects.get(key="honey"), "en", frame=Territory.objects.get(code="03"), query="?need=1"
        )
    assert drawn is not None
    assert len(drawn.areas) == 24
    assert all(area.href.endswith("/opportunities/honey/?need=1") for area in drawn.areas)


def test_weights_change_the_ranking_and_stay_in_the_links(client: Client) -> None:
    usual = [row["code"] for row in table(client, "honey")]
    own = [row["code"] for row in table(client, "honey", need="0", resources="0", setting="1")]
    assert usual != own
    assert "?need=0&amp;resources=0&amp;setting=1" in page(client, "honey", "?need=0&resources=0&setting=1")


def test_absurd_weights_are_explained(client: Client) -> None:
    assert "These weights cannot be used" in page(client, "honey", "?setting=nan")


def test_pages_of_the_ranking(client: Client) -> None:
    assert 'rel="next"' in page(client, "honey")
    assert page(client, "honey", "?page=2") != page(client, "honey", "?page=1")
    assert page(client, "honey", "?page=abc")


def test_as_many_queries_for_six_places_as_for_fifty(client: Client) -> None:
    counts = []
    for key in ("honey", "seaweed", "honey", "seaweed"):
        keeping.forget()
        with CaptureQueriesContext(connection) as caught:
            page(client, key)
        counts.append(len(caught))
    assert counts[2] == counts[3]


def test_an_unknown_model_is_a_kind_404(client: Client) -> None:
    assert client.get(reverse("opportunities:model-places", args=["gold"])).status_code == 404
    assert client.get(reverse("opportunities:model-places-table", args=["gold", "csv"])).status_code == 404
    table = reverse("opportunities:model-places-table", args=["honey", "csv"])
    assert client.get(table.replace(".csv", ".doc")).status_code == 404
