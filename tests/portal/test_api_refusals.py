"""Whatever it is asked, the machine interface answers plainly: documented, in the reader's language, never a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.portal.api import ADDRESSES, INDICATOR, MODEL, PLACE, ROOT, ask, refusal
from twiza.packs.models import Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

UNKNOWN = [
    ("territories/99.99", {}, "unknown_territory", "code"),
    ("territories", {"parent": "99"}, "unknown_territory", "parent"),
    ("territories", {"level": "galaxy"}, "unknown_level", "level"),
    ("territories/at", {"lat": 1, "lon": 1, "level": "galaxy"}, "unknown_level", "level"),
    ("indicators/happiness", {}, "unknown_indicator", "key"),
    ("indicators/happiness/values", {}, "unknown_indicator", "key"),
    (f"indicators/{INDICATOR}/values", {"within": "99"}, "unknown_territory", "within"),
    (f"indicators/{INDICATOR}/values", {"level": "galaxy"}, "unknown_level", "level"),
    (f"indicators/{INDICATOR}/values", {"year": 1999}, "unknown_year", "year"),
    ("project-models/unicorns", {}, "unknown_model", "key"),
    ("project-models", {"sector": "magic"}, "unknown_sector", "sector"),
    ("opportunities", {"territory": "99"}, "unknown_territory", "territory"),
    ("opportunities", {"model": "unicorns"}, "unknown_model", "model"),
    ("match", {"text": "a", "territory": "99"}, "unknown_territory", "territory"),
    ("match", {"text": "a", "territory": "01"}, "unknown_territory", "territory"),
    ("nowhere", {}, "no_such_address", None),
    ("territories/", {}, "no_such_address", None),
]


@pytest.mark.parametrize(("address", "parameters", "code", "field"), UNKNOWN)
def test_what_does_not_exist_is_named(address: str, parameters: dict[str, Any], code: str, field: str | None) -> None:
    assert refusal(address, **parameters) == (404, code, field)


UNFIT = [
    ("territories", {"page": "0"}, "too_small", "page"),
    ("territories", {"page": "-1"}, "too_small", "page"),
    ("territories", {"page": str(10**30)}, "too_large", "page"),
    ("territories", {"page": "1" * 5000}, "not_a_whole_number", "page"),
    ("territories", {"page": "one"}, "not_a_whole_number", "page"),
    ("territories", {"page": "1.0"}, "not_a_whole_number", "page"),
    ("territories", {"page": "1_0"}, "not_a_whole_number", "page"),
    ("territories", {"page": "٣"}, "not_a_whole_number", "page"),
    ("territories", {"page": ""}, "not_a_whole_number", "page"),
    ("territories", {"page_size": "201"}, "too_large", "page_size"),
    ("territories", {"q": "م" * 10_000}, "too_long", "q"),
    ("territories", {"parent": "01'; DROP TABLE"}, "invalid", "parent"),
    ("territories", {"parent": "01\x00"}, "invalid", "parent"),
    ("territories", {"parent": ""}, "invalid", "parent"),
    ("territories/at", {}, "missing", "lat"),
    ("territories/at", {"lat": "91", "lon": "0"}, "too_large", "lat"),
    ("territories/at", {"lat": "nan", "lon": "0"}, "not_a_number", "lat"),
    ("territories/at", {"lat": "0", "lon": "inf"}, "not_a_number", "lon"),
    ("territories/at", {"lat": "1e999", "lon": "0"}, "too_large", "lat"),
    ("indicators", {"facet": "soul"}, "not_a_choice", "facet"),
    (f"indicators/{INDICATOR}/values", {"year": "0"}, "too_small", "year"),
    ("project-models", {"investment_max": "-1"}, "too_small", "investment_max"),
    ("project-models", {"category": "magic"}, "not_a_choice", "category"),
    ("match", {}, "missing", "text"),
    ("match", {"text": ""}, "too_short", "text"),
    ("match", {"text": "a" * 10_000}, "too_long", "text"),
]


@pytest.mark.parametrize(("address", "parameters", "code", "field"), UNFIT)
def test_what_does_not_fit_is_named(address: str, parameters: dict[str, Any], code: str, field: str) -> None:
    assert refusal(address, **parameters) == (422, code, field)


@pytest.mark.parametrize(
    "weights",
    [
        "nan,0,0",
        "inf,1,1",
        "-1,1,1",
        "1e308,1,1",
        "1,1",
        "1,1,1,1",
        "0,0,0",
        "0.0,0,0.00",
        "",
        "a,b,c",
        "1;1;1",
        "٣,١,١",
    ],
)
def test_absurd_weights_are_refused(weights: str) -> None:
    assert refusal("opportunities", territory=PLACE, weights=weights) == (422, "invalid", "weights")


@pytest.mark.parametrize(
    "told", ["\u202eabc\u2066", "a\x00b", "\x1b[31m", "<script>alert(1)</script>", "🙂" * 60, " ", "\ufffe"]
)
@pytest.mark.parametrize(("address", "name"), [("territories", "q"), ("project-models", "q"), ("match", "text")])
def test_any_text_gets_an_answer(address: str, name: str, told: str) -> None:
    status, body = ask(address, **{name: told})
    assert status == 200
    assert set(body) == {"count", "page", "page_size", "items"}


def test_a_parameter_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert refusal("territories", parnet="01") == (400, "unknown_parameter", "parnet")
    _status, body = ask("territories", parnet="01")
    assert "parent" in body["error"]["message"]
    assert refusal(f"territories/{PLACE}", x="1") == (400, "unknown_parameter", "x")


def test_a_parameter_given_twice_is_refused() -> None:
    assert refusal("territories", page=["1", "2"]) == (400, "repeated_parameter", "page")


BODIES = [
    ("{", 400, "unreadable", None),
    ("", 422, "missing", "body"),
    ("[]", 422, "not_an_object", "body"),
    ("null", 422, "not_an_object", "body"),
    ('"text"', 422, "not_an_object", "body"),
    ("{}", 422, "missing", "text"),
    ('{"text": 7}', 422, "not_a_text", "text"),
    ('{"text": "\\ud800"}', 422, "not_a_text", "text"),
    ('{"text": "a", "terrritory": "01"}', 422, "unknown_field", "terrritory"),
    ('{"text": "a", "territory": 1}', 422, "not_a_text", "territory"),
    ('{"text": "' + "a" * 10_000 + '"}', 422, "too_long", "text"),
    ("[" * 100_000, 400, "unreadable", None),
    ('{"text": NaN}', 422, "not_a_text", "text"),
]


@pytest.mark.parametrize(("body", "status", "code", "field"), BODIES, ids=[str(n) for n in range(len(BODIES))])
def test_a_body_that_does_not_fit_is_refused(
    client: Client, body: str, status: int, code: str, field: str | None
) -> None:
    response = client.post(ROOT + "match", body, content_type="application/json")
    told = response.json()["error"]
    assert (response.status_code, told["code"], told["field"]) == (status, code, field)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [*ADDRESSES, "territories/at"])
def test_nothing_can_be_written(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(ROOT + address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_the_message_is_in_the_language_of_the_reader(client: Client) -> None:
    answers = {
        language: client.get(ROOT + "nowhere", headers={"Accept-Language": language})["Content-Language"]
        for language in ("ar", "fr", "en", "fr-MA,fr;q=0.9", "de", "*", "\x00")
    }
    assert answers == {"ar": "ar", "fr": "fr", "en": "en", "fr-MA,fr;q=0.9": "fr", "de": "ar", "*": "ar", "\x00": "ar"}


def test_without_a_country_everything_says_so() -> None:
    Country.objects.all().delete()
    for address in (*ADDRESSES, "territories/at", "match"):
        assert refusal(address) == (503, "no_country", None)


def test_our_own_fault_is_told_and_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("twiza.territories.api.queries.profile", broken)
    assert refusal(f"territories/{PLACE}") == (500, "our_fault", None)
    assert "broken on purpose" in caplog.text


def test_a_fault_outside_an_operation_is_told_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("twiza.portal.interface.caching.state", broken)
    assert refusal("indicators") == (500, "our_fault", None)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("territories/%00", 422),
        ("territories/%0a", 422),
        ("territories/%ff%fe", 422),
        ("territories/%E2%80%AE07", 422),
        ("territories/" + "1" * 41, 422),
        ("territories/..%2f..%2fetc", 404),
        ("x%0ay", 404),
        ("territories?q=%ff", 200),
        ("territories?q=%ED%A0%80", 200),
        ("territories?%00%E2%80%AE=1", 400),
        ("indicators/%3Cscript%3E/values", 422),
    ],
)
def test_odd_addresses_are_answered_too(client: Client, address: str, status: int) -> None:
    response = client.get(ROOT + address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json; charset=utf-8")
    assert not {"\x00", "\u202e"} & set(json.dumps(response.json(), ensure_ascii=False))


def test_what_is_refused_is_not_kept(client: Client) -> None:
    for address in ("nowhere", "territories?page=0", "territories?x=1", f"project-models/{MODEL}x"):
        response = client.get(ROOT + address)
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response


def test_every_refusal_that_occurs_is_documented(client: Client) -> None:
    paths = client.get(ROOT + "openapi.json").json()["paths"]
    documented = {path: set(methods["get"]["responses"]) for path, methods in paths.items() if "get" in methods}
    for address, parameters, _code, _field in (*UNKNOWN[:-2], *UNFIT):
        status, _body = ask(address, **parameters)
        pattern = ROOT + address.replace("99.99", "{code}").replace("happiness", "{key}").replace(INDICATOR, "{key}")
        assert str(status) in documented[pattern.replace("unicorns", "{key}")], address
    assert json.dumps(paths).count('"503"') == sum(len(methods) for methods in paths.values())
