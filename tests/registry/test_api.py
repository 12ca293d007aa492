"""The register for machines: public things alone, and tags that change when the register does."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal.api import ROOT, answer, refusal
from tests.registry.factories import COMMUNE, cooperative
from twiza.bank.models import ProjectModel
from twiza.registry import commands

pytestmark = pytest.mark.usefixtures("country")


def test_cooperatives_are_listed_with_their_filters() -> None:
    honey = ProjectModel.objects.get(key="honey")
    made = cooperative(project_model=honey, number="9/9")
    cooperative("تعاونية النور", name_latin="Nour", territory="03.06.14")
    cooperative("مثال", example=True)
    assert answer("cooperatives")["count"] == 2
    for asked in ({"territory": "01"}, {"model": "honey"}, {"sector": honey.sector.key}, {"q": "amal"}, {"q": "9/9"}):
        assert [one["id"] for one in answer("cooperatives", **asked)["items"]] == [str(made.public_id)], asked
    assert answer("cooperatives", q="مثال")["count"] == 0
    assert answer("cooperatives", year=1999)["count"] == 0
    assert answer("cooperatives", status="active", page=2, page_size=1)["items"][0]["name_ar"] == "تعاونية النور"


def test_one_says_what_its_page_says_and_names_nobody() -> None:
    made = cooperative(contacts={"phone": "0600112233"}, products=["عسل"])
    told = answer(f"cooperatives/{made.public_id}")
    assert (told["capital"], told["members"], told["seat"]["code"]) == ("3000.00", 3, COMMUNE)
    assert (told["contacts"]["phone"], told["products"]) == ("0600112233", ["عسل"])
    assert "Member 1" not in json.dumps(told)
    assert "AB1" not in json.dumps(told)


def test_what_is_not_there_is_refused_in_the_one_shape() -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    assert refusal(f"cooperatives/{nobody}") == (404, "unknown_cooperative", "id")
    assert refusal("cooperatives", territory="99") == (404, "unknown_territory", "territory")
    assert refusal("cooperatives", sector="odd") == (404, "unknown_sector", "sector")
    assert refusal("cooperatives", model="odd") == (404, "unknown_model", "model")
    assert refusal("cooperatives/seven")[0] == 422
    assert refusal("cooperatives", status="sold")[0] == 422


def test_the_tag_changes_when_the_register_does(client: Client) -> None:
    made = cooperative()
    first = client.get(f"{ROOT}cooperatives")["ETag"]
    assert client.get(f"{ROOT}cooperatives", headers={"If-None-Match": first}).status_code == 304
    commands.set_products(cooperative=made, products=["عسل"], by="command-line")
    assert client.get(f"{ROOT}cooperatives", headers={"If-None-Match": first}).status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    def count(size: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{ROOT}cooperatives?page_size={size}").status_code == 200
        return len(captured)

    for _ in range(3):
        cooperative()
    count(1)
    assert count(1) == count(3) <= 6
