"""Anybody can ask whether a paper in her hand is still the current one; nobody's name is told."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from tests.papers.factories import TITLE, paper
from twiza.papers import limits, reasons
from twiza.papers.commands import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
SECRET = "Fatima Example"


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    caches["local"].clear()


def page(client: Client, code: str, language: str = "en") -> str:
    response = client.get(f"/{language}/papers/{code}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_current_paper_is_told_with_its_kind_version_and_hash(client: Client, language: str) -> None:
    made = paper("one", data={"founders": [SECRET]})
    told = page(client, made.code, language)
    with translation.override(language):
        assert translation.gettext("Yes. This is the current version.") in told
    for part in (TITLE[language], made.code, made.pdf.sha256):
        assert part in told
    assert SECRET not in told


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_replaced_paper_says_since_when_and_why(client: Client, language: str) -> None:
    old = paper("one")
    paper("two", because=["name", "shares"])
    told = page(client, old.code, language)
    with translation.override(language):
        assert translation.gettext("No. This version was replaced.") in told
        assert str(reasons.REASONS["name"]) in told
        assert str(reasons.REASONS["shares"]) in told


def test_reasons_that_somebody_typed_are_never_repeated(client: Client) -> None:
    old = paper("one")
    paper("two", because=[SECRET])
    told = page(client, old.code)
    assert SECRET not in told
    assert str(reasons.OTHER) in told


def test_a_withdrawn_paper_names_no_newer_version(client: Client) -> None:
    made = paper("one")
    withdraw(paper=made, by="tests")
    told = page(client, made.code)
    assert "No other version has taken its place" in told
    assert "There is a newer version" not in told


def test_a_code_without_language_finds_the_reader_s_own(client: Client) -> None:
    made = paper("one")
    response = client.get(f"/papers/{made.code}/", headers={"Accept-Language": "fr"})
    assert (response.status_code, response["Location"]) == (302, f"/fr/papers/{made.code}/")


@pytest.mark.parametrize("typed", ["{lower}", "{bare}", "{spaced}"])
def test_a_code_may_be_typed_carelessly(client: Client, typed: str) -> None:
    made = paper("one")
    code = typed.format(lower=made.code.lower(), bare=made.code.replace("-", ""), spaced=made.code.replace("-", " "))
    response = client.get(f"/en/papers/{code}/")
    assert (response.status_code, response["Location"]) == (301, f"/en/papers/{made.code}/")
    found = client.get("/en/papers/", {"code": code})
    assert found["Location"] == f"/en/papers/{made.code}/"


@pytest.mark.parametrize("code", ["K7QM-2RXD-9FHT", "nothing", "<script>", "%22", "a" * 300, "..", "%E2%80%AEtxt"])
def test_an_unknown_code_is_a_kind_404(client: Client, code: str) -> None:
    response = client.get(f"/en/papers/{code}/")
    assert response.status_code == 404
    assert "We know no such paper" in response.content.decode()
    assert "<script>" not in response.content.decode().split("<main")[1].split("</main>")[0]


def test_codes_cannot_be_tried_one_after_the_other(client: Client) -> None:
    made = paper("one")
    for _ in range(limits.UNKNOWN):
        assert client.get("/en/papers/K7QM-2RXD-9FHT/").status_code == 404
    response = client.get(f"/en/papers/{made.code}/")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= limits.PERIOD
    assert client.get(f"/en/papers/{made.code}/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_many_questions_are_too_many(client: Client) -> None:
    made = paper("one")
    answers = [client.get(f"/en/papers/{made.code}/").status_code for _ in range(limits.ASKED + 1)]
    assert answers == [200] * limits.ASKED + [429]


def test_it_is_neither_kept_nor_indexed(client: Client) -> None:
    response = client.get(f"/en/papers/{paper('one').code}/")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["/en/papers/", "/en/papers/K7QM-2RXD-9FHT/"])
def test_nothing_can_be_posted(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_asking_costs_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    old = paper("one")
    paper("two")
    page(client, old.code)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        page(client, old.code)
