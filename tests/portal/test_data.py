"""The open data: every table opens, says the same as the pages, and is catalogued with its terms."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.portal.api import INDICATOR, MODEL, PLACE, answer
from twiza.opportunities.models import Opportunity
from twiza.packs import queries as packs
from twiza.packs.models import Country
from twiza.portal import datasets
from twiza.territories import snapshot
from twiza.territories.models import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

FILES = [(one.name, form) for one in datasets.TABLES for form in one.forms]


def rows_of(client: Client, name: str) -> list[dict[str, str]]:
    response = client.get(f"/en/data/{name}.csv")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_leads_to_every_file(client: Client, language: str) -> None:
    text = client.get(f"/{language}/data/").content.decode()
    for name, form in FILES:
        assert f'href="/{language}/data/{name}.{form}"' in text
    for indicator in snapshot.current().keys:
        assert f'href="/{language}/indicators/{indicator}/values.csv"' in text
    assert f'href="/{language}/data/catalogue.jsonld"' in text
    assert 'href="/api/v1/docs"' in text
    for source in {one.key for table in datasets.TABLES for one in table.sources}:
        assert packs.source(source).title.get(language) in text


@pytest.mark.parametrize(("name", "form"), FILES)
def test_every_file_opens_and_has_what_its_head_promises(client: Client, name: str, form: str) -> None:
    response = client.get(f"/ar/data/{name}.{form}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
    table = datasets.table(name)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    else:
        book = load_workbook(io.BytesIO(response.content))
        assert book.sheetnames[1] == "about"
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[0] == table.columns()
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(table.columns())}


def test_territories_are_all_there(client: Client) -> None:
    rows = rows_of(client, "territories")
    assert [row["code"] for row in rows] == list(
        Territory.objects.current().order_by("code").values_list("code", flat=True)
    )
    place = next(row for row in rows if row["code"] == PLACE)
    assert (place["parent"], place["name_ar"]) == ("01.01", "مرسى القمر")
    assert place["attributes"] == "climate=Csa;coastal=yes"


def test_values_are_those_of_the_interface(client: Client) -> None:
    rows = {row["code"]: row for row in rows_of(client, "values")}
    for measured in answer(f"territories/{PLACE}")["indicators"]:
        shown = rows[PLACE][f"{measured['key']}_{measured['year']}"]
        assert (float(shown) if shown else None) == measured["value"]


def test_opportunities_are_those_of_the_interface(client: Client) -> None:
    rows = rows_of(client, "opportunities")
    assert len(rows) == Opportunity.objects.count()
    row = next(row for row in rows if (row["code"], row["model"]) == (PLACE, MODEL))
    told = answer("opportunities", territory=PLACE, model=MODEL)["items"][0]
    for name in ("need", "resources", "score", "rank", "rank_low", "rank_high", "top_tenth"):
        assert (float(row[name]) if row[name] else None) == told[name], name


def test_every_figure_of_a_model_has_one_origin(client: Client) -> None:
    rows = [row for row in rows_of(client, "figures") if row["model"] == MODEL]
    assert len(rows) > 10
    assert all(sum(bool(row[name]) for name in ("source", "fact", "assumption_ar")) == 1 for row in rows)
    price = next(row for row in rows if row["where"] == "products.1.price")
    content = answer(f"project-models/{MODEL}")["content"]["products"][0]
    assert price["of_ar"] == content["name"]["ar"]
    assert float(price["typical"] or price["low"]) == (content["price"]["typical"] or content["price"]["low"])


def test_the_dictionary_has_each_indicator_with_its_limits(client: Client) -> None:
    rows = rows_of(client, "indicators")
    assert [row["key"] for row in rows] == list(snapshot.current().keys)
    assert all(row["definition_ar"] and row["cannot_say_ar"] and row["source"] and row["licence"] for row in rows)
    readings = rows_of(client, "needs")
    assert {row["means"] for row in readings} <= {"need", "potential"}
    assert {row["indicator"] for row in readings} <= {row["key"] for row in rows}


def test_a_file_that_one_has_is_not_sent_again(client: Client) -> None:
    for address in ("territories.csv", "territories.xlsx", "catalogue.jsonld"):
        first = client.get(f"/en/data/{address}")
        again = client.get(f"/en/data/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_large_files_come_in_pieces_and_small(client: Client) -> None:
    response = client.get("/en/data/opportunities.csv", headers={"Accept-Encoding": "gzip"})
    assert response.streaming
    assert response["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", ["nothing.csv", "values.pdf", "opportunities.xlsx", "values.csv.exe", "..csv"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/data/{address}").status_code == 404


def test_reading_does_not_ask_more_for_more_rows(client: Client) -> None:
    for name, form in FILES:
        client.get(f"/en/data/{name}.{form}").getvalue()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/data/{name}.{form}").getvalue()
        assert len(captured) <= 8, name


def test_without_a_country_there_is_nothing_to_take(client: Client) -> None:
    Country.objects.all().delete()
    for address in ("", "values.csv", "catalogue.jsonld"):
        assert client.get(f"/en/data/{address}").status_code == 404


@pytest.fixture
def catalogue(client: Client) -> dict[str, Any]:
    response = client.get("/en/data/catalogue.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_the_catalogue_has_what_harvesters_need(catalogue: dict[str, Any]) -> None:
    assert catalogue["@type"] == "dcat:Catalog"
    known = set(catalogue["@context"])
    names = {name.partition(":")[0] for name in _names(catalogue)}
    assert names <= known
    entries = catalogue["dcat:dataset"]
    assert len(entries) == len(datasets.TABLES) + 1 + len(snapshot.current().keys)
    assert len({one["@id"] for one in entries}) == len(entries)
    for one in entries:
        for name in ("dct:title", "dct:description"):
            assert {told["@language"] for told in one[name]} == {"ar", "fr", "en"}
            assert all(told["@value"] for told in one[name])
        assert {"dct:publisher", "dct:modified", "dct:spatial", "dct:language", "dct:identifier"} <= set(one)
        for file in one["dcat:distribution"]:
            assert {"dct:license", "dct:rights", "dct:format", "dcat:downloadURL", "dcat:mediaType"} <= set(file)


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        inner = {name for key, one in value.items() if key != "@context" for name in _names(one)}
        return inner | {key for key in value if not key.startswith("@")}
    return {name for one in value for name in _names(one)} if isinstance(value, list) else set()


def test_every_file_of_the_catalogue_is_there(client: Client, catalogue: dict[str, Any]) -> None:
    for one in catalogue["dcat:dataset"]:
        for file in one["dcat:distribution"]:
            address = file["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            assert client.head(address).status_code in {200, 405}, address
    assert catalogue["dcat:service"]["dcat:endpointURL"]["@id"] == "http://testserver/api/v1/"


def test_the_catalogue_says_which_years_and_where(catalogue: dict[str, Any]) -> None:
    entries = {one["dct:identifier"]: one for one in catalogue["dcat:dataset"]}
    period = entries[f"indicator-{INDICATOR}"]["dct:temporal"]
    assert (period["dcat:startDate"]["@value"], period["dcat:endDate"]["@value"]) == ("2014-01-01", "2024-12-31")
    assert catalogue["dct:spatial"]["dcat:bbox"]["@value"].startswith("POLYGON((")
    assert entries["values"]["dct:source"]
    licences = {file["dct:license"]["@id"] for one in catalogue["dcat:dataset"] for file in one["dcat:distribution"]}
    assert licences == {datasets.LICENCES["CC0-1.0"], datasets.LICENCES["Apache-2.0"]}


def test_a_licence_that_nobody_knows_is_told_in_words() -> None:
    assert datasets.address_of_licence("Ask the village") == ""
    assert datasets.address_of_licence("CC BY 4.0") == "https://creativecommons.org/licenses/by/4.0/"
