"""The journal is written once: the code refuses to change it, and so does the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from twiza.journal.commands import record
from twiza.journal.models import AppendOnlyError, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record(by="user:1", action="case.closed", subject_kind="case", subject_key="7", details={"reason": "done"})


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_keeps_who_what_and_about_what(entry):
    kept = Entry.objects.about("case", "7").get()

    assert (kept.actor, kept.action, kept.details) == ("user:1", "case.closed", {"reason": "done"})


def test_saving_an_entry_again_is_refused(entry):
    entry.action = "case.opened"

    with pytest.raises(AppendOnlyError):
        entry.save()


def test_removing_an_entry_is_refused(entry):
    with pytest.raises(AppendOnlyError):
        entry.delete()


@pytest.mark.parametrize("change", [lambda rows: rows.update(actor="user:2"), lambda rows: rows.delete()])
def test_changing_many_entries_is_refused(entry, change):
    with pytest.raises(AppendOnlyError):
        change(Entry.objects.all())


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_entry SET actor = 'user:2'", "DELETE FROM journal_entry"], ids=["update", "delete"]
)
def test_the_database_refuses_what_goes_around_the_code(entry, sql):
    with pytest.raises(DatabaseError, match="never changed or removed"):
        run(sql)

    assert Entry.objects.get(pk=entry.pk).actor == "user:1"


def test_postgresql_refuses_to_empty_the_table(entry):
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE

    with pytest.raises(DatabaseError, match="never changed or removed"):
        run("TRUNCATE journal_entry CASCADE")
