"""A place and all its project models: ranked, explained, weighed otherwise, taken away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from twiza.packs import keeping

pytestmark = pytest.mark.usefixtures("country")

MOUNTAIN, SHORE, HILL = "03.06.14", "01.01.11", "03.05.21"
ABSURD = ["nan", "inf", "-1", "1e308", "9999999999", "abc", "٠٫٤x", "\u202e40", "4" * 10_000]


def get(client: Client, code: str, query: str = "", language: str = "en") -> HttpResponse:
    with translation.override(language):
        return client.get(reverse("opportunities:place", args=[code]) + query)


def page(client: Client, code: str, query: str = "", language: str = "en") -> str:
    response = get(client, code, query, language)
    assert response.status_code == 200
    return response.content.decode()


def ranked(text: str) -> list[str]:
    return re.findall(r'ranked-title"><a href="[^"]*/opportunities/([a-z-]+)/', text)


def test_models_are_ranked_with_reasons_and_how_sure(client: Client) -> None:
    text = page(client, MOUNTAIN)
    assert ranked(text) == ["honey", "saffron"]
    assert "An income for the young." in text
    assert "median in" in text
    assert "of 100 draws" in text


def test_priority_is_written_only_where_it_is_one(client: Client) -> None:
    assert "Priority ·" in page(client, MOUNTAIN)
    assert "Priority ·" not in page(client, SHORE)


def test_excluded_models_say_which_condition_excludes_them(client: Client) -> None:
    text = page(client, MOUNTAIN)
    assert "2 projects that a condition of reality rules out here" in text
    assert "The commune is on the sea." in text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("code", [MOUNTAIN, "03.06", "03", "XE"])
def test_every_level_has_its_page_in_every_language(client: Client, code: str, language: str) -> None:
    assert "honey" in page(client, code, language=language)


def test_weights_are_a_link_that_the_page_keeps(client: Client) -> None:
    text = page(client, HILL, "?need=0&resources=100&setting=0")
    assert "your own weights" in text
    assert "?need=0&amp;resources=100&amp;setting=0" in text
    assert 'value="100"' in text


def test_the_usual_weights_written_out_are_the_usual_ones(client: Client) -> None:
    assert "your own weights" not in page(client, HILL, "?need=2&resources=2&setting=1")
    assert "your own weights" not in page(client, HILL, "?need=0,4&resources=0,4&setting=0,2")


@pytest.mark.parametrize("value", ABSURD)
def test_absurd_weights_are_explained_and_kept(client: Client, value: str) -> None:
    with translation.override("en"):
        response = client.get(reverse("opportunities:place", args=[HILL]), {"need": value, "resources": "77"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "These weights cannot be used" in text
    assert '<details class="filters" open>' in text
    assert "Please mend:" in text
    assert 'value="77"' in text
    assert ranked(text) == ["honey", "saffron", "waste-sorting"]


def test_weights_that_are_all_zero_are_explained(client: Client) -> None:
    assert "At least one of the three must count" in page(client, HILL, "?need=0&resources=0&setting=0")


def test_lists_are_filtered_and_ordered(client: Client) -> None:
    assert ranked(page(client, HILL, "?sector=food")) == ["honey", "saffron"]
    assert ranked(page(client, HILL, "?audience=women")) == ["saffron", "waste-sorting"]
    assert ranked(page(client, HILL, "?sort=investment"))[0] == "honey"
    assert ranked(page(client, MOUNTAIN, "?priority=1")) == ["honey", "saffron"]
    assert "No project answers this choice" in page(client, HILL, "?sector=sea")


def test_as_many_queries_for_one_model_as_for_three(client: Client) -> None:
    counts = []
    for code in (HILL, "01.01.24", HILL):
        keeping.forget()
        with CaptureQueriesContext(connection) as caught:
            text = page(client, code)
        counts.append((len(ranked(text)), len(caught)))
    assert [number for number, _ in counts] == [3, 1, 3]
    assert counts[1][1] == counts[2][1]


def test_the_table_holds_what_the_page_shows(client: Client) -> None:
    response = client.get(reverse("opportunities:place-table", args=[MOUNTAIN, "csv"]))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["model"] for row in rows] == ["honey", "saffron", "seaweed", "waste-sorting"]
    assert (rows[0]["place_rank"], rows[0]["priority"]) == ("1", "True")
    assert (rows[2]["score"], rows[2]["failed_conditions"]) == ("0.0", "sea")
    assert client.get(reverse("opportunities:place-table", args=[MOUNTAIN, "xlsx"])).content[:2] == b"PK"


def test_the_table_of_a_region_counts_its_places(client: Client) -> None:
    response = client.get(reverse("opportunities:place-table", args=["03", "csv"]))
    rows = {row["model"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}
    assert (rows["honey"]["places"], rows["honey"]["possible"]) == ("24", "22")
    assert rows["seaweed"]["possible"] == "0"


def test_a_download_with_weights_that_cannot_be_read_is_refused(client: Client) -> None:
    response = client.get(reverse("opportunities:place-table", args=[MOUNTAIN, "csv"]), {"need": "nan"})
    assert response.status_code == 400


@pytest.mark.parametrize("code", ["99.99", "nothing", "\u202e", "0" * 2000])
def test_an_unknown_place_is_a_kind_404(client: Client, code: str) -> None:
    assert get(client, code).status_code == 404
    assert client.get(reverse("opportunities:place-table", args=[code, "csv"])).status_code == 404


def test_an_unknown_form_of_table_is_a_404(client: Client) -> None:
    assert (
        client.get(reverse("opportunities:place-table", args=[MOUNTAIN, "csv"]).replace(".csv", ".exe")).status_code
        == 404
    )
