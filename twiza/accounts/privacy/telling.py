"""What is kept of somebody, as she reads it: each thing by its name, days as days, answers in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.privacy.holdings import Holding, Row
from twiza.ui import formats


def told(holding: Holding, rows: list[Row]) -> list[list[tuple[str, str]]]:
    """Rows of "my data" as lines of name and value; what is empty, or is for programs alone, is left out."""
    return [[(name, value) for name, value in _lines(holding, row, "") if value] for row in rows]


def _lines(holding: Holding, row: Row, before: str) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        name = str(holding.words.get(key, key))
        if not name:
            continue
        name = f"{before} · {name}" if before else name
        if isinstance(value, dict):
            yield from _lines(holding, value, name)
        elif isinstance(value, list):
            yield from _list(holding, key, value, name)
        else:
            yield name, _value(holding, key, value)


def _list(holding: Holding, key: str, values: list[Any], name: str) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(values, 1):
        numbered = name if len(values) == 1 else f"{name} {formats.number(place)}"
        if isinstance(one, dict):
            yield from _lines(holding, one, numbered)
        else:
            yield numbered, _value(holding, key, one)


def _value(holding: Holding, key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if (word := holding.answers.get(key, {}).get(str(value))) is not None:
        return str(word)
    return _day(str(value)) or str(value)


def _day(text: str) -> str:
    """A day, or a moment as its day; empty where the text is neither.

    >>> _day("أمينة"), _day("2026")
    ('', '')
    """
    if len(text) < len("2026-01-01") or text[4:5] != "-":
        return ""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.long_date(timezone.localtime(moment).date() if moment.tzinfo else moment.date())
