"""Plans, papers and tables may be asked for so often in a minute; who asks more is told kindly, and the log knows."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import caches
from django.test import Client

from tests.portal.api import ROOT
from tests.portal.test_every_address import addresses
from twiza.portal import costly
from twiza.portal.costly import Rate, kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
STRANGER = "203.0.113.7"
TABLE = "/en/cooperatives/table.csv"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["local"].clear()
    monkeypatch.setattr(costly, "RATES", {kind: Rate(2, 4) for kind in costly.RATES})


def ask(address: str = STRANGER, page: str = TABLE, session: str = "", **headers: str):
    client = Client(REMOTE_ADDR=address)
    if session:
        client.cookies["sessionid"] = session
    return client.get(page, headers=headers)


def test_an_address_asks_so_often_and_no_more():
    answers = [ask() for _ in range(6)]

    assert [one.status_code for one in answers] == [200] * 4 + [429] * 2
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert "no-store" in answers[-1]["Cache-Control"]
    assert "Many tables were taken from here in this minute. Wait a minute" in answers[-1].content.decode()
    assert ask("203.0.113.8").status_code == 200


def test_a_session_asks_less_often_than_the_hall_it_sits_in():
    assert [ask(session="amina").status_code for _ in range(3)] == [200, 200, 429]
    assert ask(session="zahra").status_code == 200


def test_another_session_each_time_does_not_help():
    assert [ask(session=f"s{number}").status_code for number in range(5)] == [200] * 4 + [429]


def test_papers_and_tables_are_counted_apart():
    for _ in range(5):
        ask()

    assert ask(page="/en/territories/01.01.13/diagnosis.pdf").status_code == 200


def test_the_refusal_is_in_the_readers_language_and_nothing_is_made():
    for _ in range(4):
        ask(page="/ar/territories/01.01.13/diagnosis.pdf", session="")
    answer = ask(page="/ar/territories/01.01.13/diagnosis.pdf")

    assert answer.status_code == 429
    assert answer["Content-Type"].startswith("text/html")
    assert 'lang="ar" dir="rtl"' in answer.content.decode()


def test_pages_that_cost_little_are_not_counted():
    assert {ask(page="/en/territories/01.01.13/").status_code for _ in range(8)} == {200}


def test_the_minute_passes(monkeypatch):
    for _ in range(5):
        ask()
    monkeypatch.setattr("twiza.portal.throttling.time.time", lambda: 10**10)

    assert ask().status_code == 200


def test_whoever_asks_too_often_leaves_a_line(caplog):
    with caplog.at_level(logging.WARNING, logger="twiza.security"):
        for _ in range(5):
            ask()

    lines = [one for one in caplog.records if one.name == "twiza.security"]
    assert [(one.getMessage(), one.way) for one in lines] == [("asked too often", "table")]


def test_refused_input_leaves_a_line_without_what_was_typed(caplog):
    with caplog.at_level(logging.INFO, logger="twiza.security"):
        Client().post("/en/projects/new/?in=01.01.13", {"name": "سري", "idea": " "})

    line = next(one for one in caplog.records if one.getMessage() == "input was refused")
    assert (line.way, line.status) == ("projects:new", 422)
    assert "سري" not in str(line.__dict__)


def test_every_table_paper_and_plan_has_a_rate():
    """By the form of its address: what ends in a file is typeset or written for whoever asks."""
    files = {one.name for one in addresses() if "form" in one.wants}

    assert {name for name in files if not kind_of(name)} == set()
    assert kind_of("registry:extract") == kind_of("portal:diagnosis") == "paper"
    assert kind_of("planner:preview") == "plan"
    assert {one.name for one in addresses()} >= costly.PLANS | costly.PAPERS | costly.TABLES


def test_a_plan_by_the_interface_counts_as_several_questions(client, settings):
    settings.API_RATE = 12
    body = {"model": "honey"}
    stranger = Client(REMOTE_ADDR=STRANGER)
    answers = [stranger.post(f"{ROOT}plans/compute", body, content_type="application/json") for _ in range(3)]

    assert [one.status_code == 429 for one in answers] == [False, False, True]
    assert answers[0]["X-RateLimit-Remaining"] == "6"
