"""What all tests share: the invented country, loaded once; strictness; a journal that can be emptied.

The suite runs on SQLite in memory, or on the database named by ``DATABASE_URL``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.utils import translation

from twiza.journal import triggers
from twiza.packs import habits, queries
from twiza.packs.load import load_pack
from twiza.packs.models import Country
from twiza.ui import formats

pytest_plugins = ["tests.strictness", "tests.choosing"]

# The same examples at every run: what passed here passes elsewhere. Searching anew is for whoever changes the thinking.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

EXAMPLE = Path(__file__).resolve().parents[1] / "packs" / "example"
WITH_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "_django_db_helper"}


_loaded = sqlite3.connect(":memory:", check_same_thread=False)
"""The test database as it was when the invented country had just been loaded."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the invented country into the fresh test database; every test begins with it."""
    with django_db_blocker.unblock():
        _let_tests_empty_the_journal()
        load_pack(EXAMPLE, by="tests")
        if connection.vendor == "sqlite":
            connection.connection.backup(_loaded)
    yield


def _let_tests_empty_the_journal() -> None:
    """Tests with real transactions end by emptying all tables, which the journal would refuse.

    Of the class, not of this connection: beside a browser's event loop Django opens another one.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        triggers.remove(self.connection)
        try:
            flush(self, sql_list)
        finally:
            triggers.install(self.connection)

    operations.execute_sql_flush = flush_without_triggers


@pytest.fixture
def country(db: None) -> Country:
    """The invented country of ``packs/example``, in force."""
    if not Country.objects.exists():  # a test with real transactions emptied the tables
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _loaded.backup(connection.connection)
        else:
            load_pack(EXAMPLE, by="tests")
    return Country.objects.get()


IN_ENGLISH = {"projects", "planner", "registry", "dossier", "files", "messages", "journal"}
"""Areas whose tests read refusals as the program words them, outside of any request."""


@pytest.fixture(autouse=True)
def _refusals_are_read_in_english(request: pytest.FixtureRequest) -> Iterator[None]:
    """That every text has its Arabic and French is a test of the catalogues."""
    if request.path.parent.name not in IN_ENGLISH:
        yield
        return
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _memory_is_of_this_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """What pages remember belongs to one test; without a database numbers have default habits."""
    queries.forget()
    allowed = WITH_DATABASE & set(request.fixturenames) or request.node.get_closest_marker("django_db")
    formats.set_locale_provider(habits.habits_in if allowed else lambda _language: None)
    yield
    queries.forget()
