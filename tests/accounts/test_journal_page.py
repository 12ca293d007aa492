"""Administrators read the journal: filtered, in pages, to take away, with the same few queries."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import person
from twiza.journal.commands import record

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def boss(client):
    user = person("boss@example.org", role="administrator", name="أمينة")
    client.force_login(user)
    return user


def shown(client, query=""):
    answer = client.get(f"/en/account/journal/{query}")
    assert answer.status_code == 200
    return [line.entry.action for line in answer.context["lines"]]


def test_newest_first_with_names_of_people(client, boss):
    record(by=boss.actor, action="case.closed", subject_kind="case", subject_key="7")

    assert shown(client)[:2] == ["case.closed", "role.given"]
    assert "أمينة" in client.get("/en/account/journal/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?action=case", ["case.opened", "case.closed"]),
        ("?action=case.closed", ["case.closed"]),
        ("?actor=user:gone", ["case.opened"]),
        ("?subject=case:7", ["case.closed"]),
        ("?subject=case", ["case.opened", "case.closed"]),
        ("?action=case&since=2999-01-01", []),
        ("?action=case&until=2000-01-01", []),
        ("?action=case&since=nonsense", ["case.opened", "case.closed"]),
        ("?action=cas", []),
    ],
)
def test_filters(client, boss, query, expected):
    record(by="command-line", action="case.closed", subject_kind="case", subject_key="7")
    record(by="user:gone", action="case.opened", subject_kind="case", subject_key="8")

    assert shown(client, query) == expected


def test_a_date_that_is_none_is_said(client, boss):
    assert "Enter a valid date" in client.get("/en/account/journal/?since=nonsense").content.decode()


def test_nothing_found_says_what_to_do(client, boss):
    assert "Nothing was found" in client.get("/en/account/journal/?action=nothing.at_all").content.decode()


def test_hostile_filters_harm_nothing(client, boss):
    assert shown(client, "?action=%00%E2%80%AE<script>&actor=' OR 1=1&page=-3") == []


def test_pages_are_followed(client, boss):
    for number in range(60):
        record(by="command-line", action="case.closed", subject_kind="case", subject_key=str(number))

    assert len(shown(client, "?action=case")) == 50
    assert len(shown(client, "?action=case&page=2")) == 10


def test_one_line_and_fifty_cost_the_same_queries(client, boss):
    def queries_of(query):
        with CaptureQueriesContext(connection) as captured:
            shown(client, query)
        return len(captured)

    record(by=boss.actor, action="case.closed", subject_kind="case", subject_key="1")
    shown(client)  # what is remembered from one request to the next
    one = queries_of("?action=case")
    for number in range(49):
        other = person(f"p{number}@example.org")
        record(by=other.actor, action="case.closed", subject_kind="case", subject_key=str(number))

    assert queries_of("?action=case") == one


def test_the_table_holds_the_filtered_entries(client, boss):
    record(by="command-line", action="case.closed", subject_kind="case", subject_key="7", details={"why": "=1+1"})

    answer = client.get("/en/account/journal.csv?action=case")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(r["action"], r["subject_key"], r["details"]) for r in rows] == [("case.closed", "7", '{"why": "=1+1"}')]
    assert client.get("/en/account/journal.xlsx").status_code == 200
    assert client.get("/en/account/journal.pdf").status_code == 404
