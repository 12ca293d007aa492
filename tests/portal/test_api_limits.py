"""Answers may be kept and carry a tag; an address that asks too fast is told when to go on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory

from tests.conftest import EXAMPLE
from tests.portal.api import ADDRESSES, PLACE, ROOT
from twiza.packs import queries as packs
from twiza.packs.load import load_pack
from twiza.packs.models import Load
from twiza.portal import throttling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
STRANGER = "203.0.113.7"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    caches["local"].clear()


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_one_has_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(ROOT + address)
    assert first["Cache-Control"] == "public, max-age=300"
    again = client.get(ROOT + address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    weak = client.get(ROOT + address, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
    assert weak.status_code == 304


def test_another_question_has_another_tag(client: Client) -> None:
    tags = {
        client.get(ROOT + address)["ETag"] for address in (*ADDRESSES, "territories?page=2", "opportunities?page=2")
    }
    assert len(tags) == len(ADDRESSES) + 2


def test_other_data_have_another_tag(client: Client) -> None:
    before = client.get(ROOT + "indicators")["ETag"]
    assert client.get(ROOT + "indicators")["ETag"] == before
    load = Load.objects.get(pk=packs.in_force()[0])  # type: ignore[index]
    load.digest = "other"
    load.save()
    packs.forget()
    assert client.get(ROOT + "indicators", headers={"If-None-Match": before}).status_code == 200


def test_loading_the_same_again_leaves_the_tag(client: Client) -> None:
    before = client.get(ROOT + "indicators")["ETag"]
    load_pack(EXAMPLE, by="tests")
    assert client.get(ROOT + "indicators")["ETag"] == before


@pytest.mark.parametrize("named", ["*", '"unknown"', "rubbish", '"' * 50, ""])
def test_a_tag_that_we_did_not_give_is_answered_in_full(client: Client, named: str) -> None:
    assert client.get(ROOT + "indicators", headers={"If-None-Match": named}).status_code == 200


@pytest.mark.parametrize("address", [f"match?text=miel&territory={PLACE}", "territories/at?lat=31.7&lon=-41.7"])
def test_what_people_tell_of_themselves_is_not_kept(client: Client, address: str) -> None:
    response = client.get(ROOT + address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_a_head_is_answered_like_a_get(client: Client) -> None:
    assert client.head(ROOT + "indicators").status_code == 200
    assert client.head(ROOT + "indicators")["ETag"] == client.get(ROOT + "indicators")["ETag"]


def test_who_asks_too_fast_is_told_when_to_go_on(client: Client, settings: Any) -> None:
    settings.API_RATE = 3
    answers = [client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER) for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert [one["X-RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0", "0"]
    refused = answers[-1]
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Retry-After"] == refused["X-RateLimit-Reset"]


def test_one_address_does_not_spend_what_another_has(client: Client, settings: Any) -> None:
    settings.API_RATE = 1
    assert client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 200
    assert client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 429
    assert client.get(ROOT + "indicators", REMOTE_ADDR="203.0.113.8").status_code == 200


def test_refusals_count_too(client: Client, settings: Any) -> None:
    settings.API_RATE = 1
    assert client.get(ROOT + "nowhere", REMOTE_ADDR=STRANGER).status_code == 404
    assert client.delete(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 429


def test_the_machine_itself_may_ask_a_hundred_times_as_much(client: Client, settings: Any) -> None:
    settings.API_RATE = 7
    for address in ("127.0.0.1", "::1"):
        assert client.get(ROOT + "indicators", REMOTE_ADDR=address)["X-RateLimit-Limit"] == "700"


def test_a_new_minute_brings_a_new_budget(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_RATE = 1
    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_000.0)
    assert client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 200
    assert client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 429
    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_060.0)
    assert client.get(ROOT + "indicators", REMOTE_ADDR=STRANGER).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.1", STRANGER),  # nobody in front: the header is whatever the visitor wrote
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (1, "", STRANGER),
        (1, "rubbish", "unknown"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_that_a_trusted_proxy_wrote(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=STRANGER, headers=headers)
    assert throttling.address_of(request) == expected


def test_other_sites_may_read(client: Client) -> None:
    assert client.get(ROOT + "indicators")["Access-Control-Allow-Origin"] == "*"
