"""Makes tests stricter than production: an undefined template variable fails, rows that nobody put in an order
come back in another one, and an entry of the journal that says of no field what it became fails."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db.models.query import QuerySet
from django.template import engines

from twiza.journal import commands as journal


class UndefinedVariable(str):
    """Stands where a template found no value; using it fails the test with the variable's name."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"the template variable {variable} is undefined")


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail(django_test_environment: None) -> None:
    engines["django"].engine.string_if_invalid = UndefinedVariable("%s")


_fetch_all = QuerySet._fetch_all


def _fetch_all_shuffled(self: QuerySet[Any]) -> None:
    fresh = self._result_cache is None
    _fetch_all(self)
    if fresh and not self.ordered and self._result_cache and not self.query.is_sliced:
        random.Random(len(self._result_cache)).shuffle(self._result_cache)


@pytest.fixture(autouse=True, scope="session")
def _unordered_rows_come_shuffled() -> Any:
    QuerySet._fetch_all = _fetch_all_shuffled  # type: ignore[method-assign]
    yield
    QuerySet._fetch_all = _fetch_all  # type: ignore[method-assign]


_differing = journal.differing


def _something_differs(before: Any, after: Any) -> Any:
    told = _differing(before, after)
    assert told != ({}, {}), f"the journal is told of a change, and nothing changed: {before!r}"
    return told


@pytest.fixture(autouse=True, scope="session")
def _what_is_written_has_changed() -> Any:
    journal.differing = _something_differs
    yield
    journal.differing = _differing
