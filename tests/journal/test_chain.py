"""Each entry is tied to the one before it: whoever rewrites the past is found, and told which entry it was."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from twiza.journal import chain, triggers
from twiza.journal.commands import differing, record
from twiza.journal.models import Entry, Head, Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(db, django_capture_on_commit_callbacks):
    """Five tied entries, at the end of whatever was there."""
    with django_capture_on_commit_callbacks(execute=True):
        made = [
            record(
                by="user:1", action="case.moved", subject_kind="case", subject_key=str(n), details={"to": n, "x": 1.5}
            )
            for n in range(5)
        ]
    chain.tie(chain.loose_ids())
    return made


def force(sql, *values):
    """As somebody with the database in her hands would do it."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql, values)
    triggers.install(connection)


def number_of(entry):
    return Link.objects.get(entry=entry).number


def kinds(**more):
    return [flaw.kind for flaw in chain.verify(**more).flaws]


def test_a_past_that_nobody_touched_is_whole(entries):
    verdict = chain.verify()

    assert verdict.flaws == ()
    assert verdict.loose == 0
    assert verdict.entries == Link.objects.count() == Entry.objects.count()


def test_an_entry_is_tied_as_soon_as_its_transaction_has_ended(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = record(by="user:1", action="case.closed", subject_kind="case", subject_key="7")

    assert Link.objects.get(entry=entry).hash == Head.objects.get().hash


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_is_not_tied(country):
    before = Head.objects.get().number

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by="user:1", action="case.closed", subject_kind="case", subject_key="7")
        raise ZeroDivisionError

    assert Head.objects.get().number == before


def test_a_changed_entry_is_named(entries):
    force("UPDATE journal_entry SET actor = 'user:2' WHERE id = %s", entries[2].pk)

    (flaw,) = chain.verify().flaws
    assert (flaw.kind, flaw.number) == ("changed", number_of(entries[2]))
    assert "case.moved of case 2" in str(flaw)


def test_an_entry_that_is_gone_is_named(entries):
    number = number_of(entries[2])
    force("DELETE FROM journal_link WHERE entry_id = %s", entries[2].pk)
    force("DELETE FROM journal_entry WHERE id = %s", entries[2].pk)

    (flaw,) = chain.verify().flaws
    assert (flaw.kind, flaw.number) == ("removed", number)


def test_entries_cut_off_at_the_end_are_missed(entries):
    for entry in entries[3:]:
        force("DELETE FROM journal_link WHERE entry_id = %s", entry.pk)
        force("DELETE FROM journal_entry WHERE id = %s", entry.pk)

    (flaw,) = chain.verify().flaws
    assert flaw.kind == "removed"
    assert "the last 2 entries" in str(flaw)


def test_entries_in_another_order_are_named(entries):
    first, second = entries[1], entries[2]
    for entry, key in ((first, "2"), (second, "1")):
        force("UPDATE journal_entry SET subject_key = %s WHERE id = %s", key, entry.pk)
    for entry, other in ((first, second), (second, first)):
        details = json.dumps(other.details)
        force("UPDATE journal_entry SET details = %s, at = %s WHERE id = %s", details, other.at, entry.pk)

    flaws = chain.verify().flaws
    assert [flaw.kind for flaw in flaws] == ["reordered", "reordered"]
    assert f"entry {number_of(second)} said" in str(flaws[0])


def test_a_link_that_was_made_anew_breaks_the_next(entries):
    """Who changes an entry and its link must change all links after it."""
    link = Link.objects.get(entry=entries[2])
    force("UPDATE journal_entry SET actor = 'user:2' WHERE id = %s", entries[2].pk)
    digest = chain.digest_of(Entry.objects.get(pk=entries[2].pk))
    forged = chain.hash_of(link.number, link.previous, digest)
    force("UPDATE journal_link SET digest = %s, hash = %s WHERE number = %s", digest, forged, link.number)

    (flaw,) = chain.verify().flaws
    assert (flaw.kind, flaw.number) == ("link", link.number + 1)


def test_a_whole_chain_made_anew_never_had_the_hash_that_was_noted(entries):
    noted = chain.verify().hash

    assert kinds(expected=noted) == []
    assert kinds(expected="f" * 64) == ["head"]


def test_a_loose_entry_is_counted_and_tied_later(entries):
    record(by="user:1", action="case.closed", subject_kind="case", subject_key="7")

    assert chain.verify().loose == 1
    call_command("journal", "tie", stdout=io.StringIO())
    assert chain.verify().loose == 0


def test_the_command_ends_badly_where_the_past_was_changed(entries):
    said = io.StringIO()
    call_command("journal", "verify", stdout=said)
    assert "each as it was written" in said.getvalue()

    force("UPDATE journal_entry SET actor = 'user:2' WHERE id = %s", entries[2].pk)
    with pytest.raises(CommandError):
        call_command("journal", "verify", stdout=said)
    assert "Changed: entry" in said.getvalue()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(details=st.dictionaries(st.text("abc", max_size=3), JSON, max_size=3))
def test_what_the_database_gives_back_has_the_digest_of_what_was_written(details):
    with transaction.atomic():
        entry = record(by="user:1", action="case.closed", subject_kind="case", subject_key="7", details=details)
        assert chain.digest_of(Entry.objects.get(pk=entry.pk)) == chain.digest_of(entry)
        transaction.set_rollback(True)


def test_only_what_differs_is_kept():
    assert differing({"a": 1, "b": 2}, {"b": 3, "c": 4}) == ({"a": 1, "b": 2}, {"b": 3, "c": 4})
