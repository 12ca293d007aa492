"""At night the journal is tied and walked, and the log says what was found."""

from __future__ import annotations

import logging

import pytest

from twiza.journal import chain
from twiza.journal.commands import record
from twiza.portal.chores import keep_journal

pytestmark = pytest.mark.usefixtures("country")


def test_loose_entries_are_tied_and_the_last_hash_is_told(caplog):
    record(by="user:1", action="case.closed", subject_kind="case", subject_key="7")
    assert chain.loose_ids() != []

    with caplog.at_level(logging.INFO, logger="twiza.journal"):
        keep_journal.func()

    assert chain.loose_ids() == []
    assert chain.verify().hash in caplog.text


def test_a_flaw_is_an_error_in_the_log(caplog, monkeypatch):
    flaw = chain.Flaw("changed", 3, "Changed: entry 3")
    monkeypatch.setattr(chain, "verify", lambda: chain.Verdict(5, 0, "a" * 64, (flaw,)))

    keep_journal.func()

    assert "Changed: entry 3" in caplog.text
