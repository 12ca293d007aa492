"""Reads a pack's CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from typing import Any

from twiza.packs.files import Unreadable

MOST_COLUMNS = 2_000
LONGEST_FIELD = 100_000
_ESCAPES = re.compile(r"\\u(?:00[01][0-9a-f]|007f|202[a-e]|206[6-9]|d[89a-f][0-9a-f]{2})", re.IGNORECASE)
"""Escapes of control characters, of those that turn the direction of text, and of half characters."""


@dataclass(frozen=True)
class Table:
    """A CSV file: its columns, and its rows with the line each one ends on."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]
    uneven: list[tuple[int, int]]
    """Line and number of fields of the rows that do not have one field for each column."""


def read_csv(text: str) -> Table:
    """A comma-separated table with a header.

    :raises Unreadable: no header, a column without name or named twice, broken quotes.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    csv.field_size_limit(LONGEST_FIELD)
    rows, uneven = [], []
    try:
        columns = [name.strip() for name in next(reader, [])]
        _check_header(columns)
        for row in reader:
            if not row:
                continue
            if len(row) == len(columns):
                rows.append((reader.line_num, row))
            else:
                uneven.append((reader.line_num, len(row)))
    except csv.Error as error:
        raise Unreadable(f"is broken CSV: {error}", "Check quotes and line ends there.", reader.line_num) from None
    return Table(columns, rows, uneven)


def _check_header(columns: list[str]) -> None:
    if not columns:
        raise Unreadable("is empty", "Its first line names the columns.", 1)
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(f"has more than {MOST_COLUMNS} columns", "Check the separator; it is a comma.", 1)
    if "" in columns:
        raise Unreadable(f"has no name for column {columns.index('') + 1}", "Name it in the first line.", 1)
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise Unreadable(f"names the column '{twice[0]}' twice", "Keep one of the two.", 1)


def read_json(text: str) -> Any:
    """One JSON document without NaN, infinities or keys given twice.

    :raises Unreadable: anything else.
    """
    if escape := _ESCAPES.search(text):
        line = text.count("\n", 0, escape.start()) + 1
        problem = f"holds the forbidden character {escape.group()}"
        raise Unreadable(problem, "Delete it; write letters as they are.", line)
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_no_twice)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is broken JSON: {error.msg}", "Check commas and brackets there.", error.lineno) from None
    except (RecursionError, ValueError):
        raise Unreadable("is JSON nested too deep or with a number too long", "Write it anew.") from None


def _no_constant(name: str) -> Any:
    raise Unreadable(f"holds {name}, which is not a number", "Leave out what is unknown.")


def _finite(text: str) -> float:
    if math.isinf(number := float(text)):
        raise Unreadable(f"holds the absurd number {text[:40]}", "Correct it, or leave it out if unknown.")
    return number


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"gives the key '{twice[:80]}' twice in one object", "Keep one of the two.")
    return found


def read_features(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Code and geometry of each feature of a GeoJSON FeatureCollection.

    The code is the feature's ``id`` or its property ``code``.

    :raises Unreadable: not such a collection.
    """
    document = read_json(text)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise Unreadable("is not a GeoJSON FeatureCollection", "Export the outlines as one FeatureCollection.")
    found = []
    for place, feature in enumerate(features, 1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = (properties or {}).get("code") if isinstance(properties, dict | None) else None
        code = code if code is not None else (feature.get("id") if isinstance(feature, dict) else None)
        if not isinstance(geometry, dict) or not isinstance(code, str):
            raise Unreadable(
                f"has no code or no geometry in feature {place}",
                'Each feature needs "properties": {"code": "…"} and a geometry.',
            )
        found.append((code, geometry))
    return found
