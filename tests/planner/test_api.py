"""Plans for machines: computed without an account, nothing kept, refusals that name the path."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.planner.factories import MODELS, SMALL, START, definition
from twiza.planner.from_model import first_plan
from twiza.planner.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
ADDRESS = "/api/v1/plans/compute"


def post(body: Any, language: str = "en", **more: Any) -> tuple[int, Any]:
    content = body if isinstance(body, str) else json.dumps(body)
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        ADDRESS, content, content_type="application/json", headers={"Accept-Language": language}, **more
    )
    assert not response.cookies
    return response.status_code, response.json()


def line(told: Any, statement: str, key: str) -> list[Decimal]:
    found = next(one for one in told["result"][statement]["lines"] if one["key"] == key)
    return [Decimal(year) for year in found["years"]]


def test_a_small_plan_gives_the_figures_that_one_reckons_by_hand() -> None:
    status, told = post({"plan": SMALL})

    assert status == 200
    assert line(told, "income", "sales") == [Decimal(24000)] * 5
    assert line(told, "income", "materials") == [Decimal(12000)] * 5
    assert line(told, "income", "member_pay") == [Decimal(9600)] * 5
    assert line(told, "income", "result") == [Decimal(1200)] * 5
    assert line(told, "balance", "assets") == line(told, "balance", "funds")
    assert (told["drawn"], told["swings"]) == (None, None)


def test_nothing_is_kept() -> None:
    post({"plan": SMALL, "draws": True})

    assert Plan.objects.count() == 0


def test_draws_and_tornado_come_when_asked_for() -> None:
    body = copy.deepcopy(SMALL)
    body["products"][0]["price"] = {"value": 2, "low": 1.5, "high": 3}
    status, told = post({"plan": body, "draws": True, "tornado": True})

    assert (status, told["drawn"]["draws"], told["drawn"]["drawn"]) == (200, 10_000, ["products.0.price"])
    assert [one["path"] for one in told["swings"]] == ["products.0.price"]
    assert post({"plan": body, "draws": True})[1]["drawn"] == told["drawn"]


def spoiled(path: str, value: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"plan": copy.deepcopy(SMALL)}
    *way, last = path.split(".")
    holder: Any = body
    for part in way:
        holder = holder[int(part)] if part.isdigit() else holder[part]
    holder[last] = value
    return body


UNFIT = [
    ("plan.members", 0, "too_small", "plan.members"),
    ("plan.members", "two", "not_a_whole_number", "plan.members"),
    ("plan.products.0.price", 2, "not_an_object", "plan.products.0.price"),
    ("plan.products.0.price", {"value": -1}, "too_small", "plan.products.0.price.value"),
    ("plan.products.0.price", {"value": 1e300}, "too_large", "plan.products.0.price.value"),
    ("plan.products.0.price", {"value": "dear"}, "not_a_number", "plan.products.0.price.value"),
    ("plan.products.0.price", {"value": 2, "low": 3, "high": 4}, "not_in_order", "plan.products.0.price"),
    ("plan.products.0.price", {"value": 2, "low": 1}, "half_a_range", "plan.products.0.price"),
    ("plan.products", [SMALL["products"][0]] * 31, "too_many", "plan.products"),
    ("plan.producs", [], "unknown_field", "plan.producs"),
    ("plan.work.0.who", "robots", "not_a_choice", "plan.work.0.who"),
    ("plan.shares.0.month", 61, "too_large", "plan.shares.0.month"),
    ("plan.taxes", {"turnover_percent": 101}, "too_large", "plan.taxes.turnover_percent"),
    (
        "plan.surplus",
        {"legal_reserve": 60, "training_reserve": 60},
        "bad_plan",
        "plan.surplus.training_reserve",
    ),
    ("draws", "perhaps", "not_true_or_false", "draws"),
]


@pytest.mark.parametrize(("path", "value", "code", "field"), UNFIT)
def test_what_does_not_fit_is_named_by_its_path(path: str, value: Any, code: str, field: str) -> None:
    status, told = post(spoiled(path, value))

    assert (status, told["error"]["code"], told["error"]["field"]) == (422, code, field)
    assert told["error"]["message"]


@pytest.mark.parametrize(("body", "status", "code"), [("{", 400, "unreadable"), ("[]", 422, "not_an_object")])
def test_a_body_that_is_no_plan_is_refused(body: str, status: int, code: str) -> None:
    found, told = post(body)
    assert (found, told["error"]["code"]) == (status, code)


def test_numbers_that_are_none_are_refused() -> None:
    status, told = post(json.dumps(spoiled("plan.members", 1)).replace('"members": 1', '"members": NaN'))
    assert status == 422, told


def test_a_body_beyond_the_limit_is_refused_before_it_is_read() -> None:
    status, told = post('{"plan": "' + "x" * 400_000 + '"}')
    assert (status, told["error"]["code"]) == (413, "too_large_body")


def test_sentences_and_names_are_in_the_readers_language() -> None:
    model = first_plan(definition(MODELS[0]), start=START).stored()
    french, arabic = (post({"plan": model}, language)[1] for language in ("fr", "ar"))

    assert french["result"]["products"][0]["name"] == "Miel"
    assert arabic["result"]["products"][0]["name"] == "عسل"


def test_what_a_plan_stores_can_be_sent_as_it_is() -> None:
    for path in MODELS[:3]:
        status, _told = post({"plan": first_plan(definition(path), start=START).stored()})
        assert status == 200


def test_it_is_described() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/v1/plans/compute"]["post"]

    assert {"200", "413", "422", "429"} <= set(operation["responses"])
    assert operation["requestBody"]["content"]["application/json"]["schema"]
    assert "PlanSchema" in described["components"]["schemas"]


def test_the_example_of_the_description_is_computed() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    status, told = post(described["components"]["schemas"]["PlanAsked"]["example"])

    assert (status, told["drawn"]["drawn"]) == (200, ["products.0.price"])


def test_pay_is_compared_with_the_minimum_wages_that_are_given() -> None:
    body = {"plan": {**SMALL, "minimum_wages": [{"key": "all", "name": "Minimum wage", "amount": "500"}]}}
    status, told = post(body)

    assert status == 200
    assert any("less than a minimum wage" in one for one in told["warnings"])
    found = next(one for one in told["result"]["warnings"] if one["key"] == "pay_below_minimum")
    assert (found["values"]["pay"], found["values"]["amount"], found["grave"]) == ("400.00", "500", False)
    assert not any("minimum wage" in one for one in post({"plan": SMALL})[1]["warnings"])
