"""Reading the journal, and log lines that can be tied to it."""

import json
import logging
import sys
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from twiza.journal.commands import record
from twiza.journal.logs import JsonFormatter, RequestIdFilter
from twiza.journal.middleware import RequestIdMiddleware
from twiza.journal.models import Entry
from twiza.journal.queries import Sought, actions, entries


@pytest.mark.django_db
def test_an_area_asks_for_all_its_actions_and_for_no_other_area():
    for action in ("case.opened", "case.closed", "casework.begun"):
        record(by="command-line", action=action, subject_kind="case", subject_key="7")

    assert [e.action for e in entries(Sought(action="case"))] == ["case.closed", "case.opened"]
    assert [e.action for e in entries(Sought(action="case."))] == ["case.closed", "case.opened"]
    assert {"case.opened", "case.closed", "casework.begun"} <= set(actions())


@pytest.mark.django_db
def test_a_request_has_one_id_in_answer_log_and_journal(rf, caplog):
    def answer(request):
        record(by="command-line", action="case.opened", subject_kind="case", subject_key="7")
        return HttpResponse(status=201)

    caplog.handler.addFilter(RequestIdFilter())
    with caplog.at_level(logging.INFO, logger="twiza.request"):
        answered = RequestIdMiddleware(answer)(rf.get("/ar/somewhere/?secret=1"))

    told = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert told["request_id"] == answered["X-Request-Id"] == Entry.objects.first().request_id
    assert (told["method"], told["path"], told["status"]) == ("GET", "/ar/somewhere/", 201)
    assert told["ms"] >= 0


def test_a_log_line_is_one_line_of_json_with_the_exception():
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        made = logging.LogRecord("twiza", logging.ERROR, "f.py", 1, "it broke: %s", ("\nfake line",), sys.exc_info())

    text = JsonFormatter().format(made)

    assert "\n" not in text
    told = json.loads(text)
    assert (told["level"], told["logger"], told["message"]) == ("error", "twiza", "it broke: \nfake line")
    assert "ValueError: first\nsecond" in told["exception"]
    assert told["time"].endswith("+00:00")


def test_the_log_opens_no_door():
    secret = "0123456789" * 4
    try:
        raise ValueError(f"/ar/projects/join/{secret}/")
    except ValueError:
        made = logging.LogRecord("django", logging.ERROR, "f.py", 1, "%s", (f"/fr/join/{secret}",), sys.exc_info())
    made.path = f"/ar/projects/join/{secret}/"

    told = JsonFormatter().format(made)

    assert secret not in told
    assert told.count("/0123…") == 3


@pytest.mark.parametrize("status", [200, 403])
def test_the_log_names_who_was_refused_and_nobody_else(rf, caplog, status):
    request = rf.get("/ar/")
    request._cached_user = SimpleNamespace(actor="user:7")
    with caplog.at_level(logging.INFO, logger="twiza.request"):
        RequestIdMiddleware(lambda _request: HttpResponse(status=status))(request)

    assert json.loads(JsonFormatter().format(caplog.records[-1])).get("actor") == {403: "user:7"}.get(status)
