"""Which tests run: all, or with ``--only-database`` those that touch the database. In CI none is skipped."""

from __future__ import annotations

import os
from typing import Any

import pytest

ELSEWHERE = ("browser", "same_on_each")
"""Marks of tests that the other database need not see: a browser sees pages, some ask nothing that differs."""
TOUCH = {
    "prepared",
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="only tests that touch the database, none in a browser"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    chosen = [item for item in items if touches_database(item) and not any(map(item.get_closest_marker, ELSEWHERE))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by mark or by fixture."""
    asked = set(getattr(item, "fixturenames", ()))
    return bool(TOUCH & asked) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``CI`` set a skipped test is a failure: what was not run was not tested."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.write_line("tests were skipped, and in CI none may be", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
