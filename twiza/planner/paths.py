"""Values of a stored plan by their path: ``members``, ``products.honey.price``, ``taxes.known``.

The first part names a field or a list; of a list the second part is the key of a row. Nothing here
validates: :class:`twiza.planner.schema.PlanSchema` does, once all changes are in.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from twiza.planner.schema import LISTS, PlanSchema

FINE = Decimal("0.000001")


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """What stands at *path*; a whole row for ``products.honey``. KeyError where nothing does."""
    head, *rest = path.split(".")
    found: Any = data[head]
    if head in LISTS and rest:
        found = _row(found, rest.pop(0))
    for part in rest:
        found = found[part]
    return found


def _row(rows: Iterable[dict[str, Any]], key: str) -> dict[str, Any]:
    for row in rows:
        if row["key"] == key:
            return row
    raise KeyError(key)


def changed(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of *data* with each path of *changes* at its new value.

    ``None`` at the path of a row takes the row away; a mapping there adds or replaces it. A plain number for
    a quantity with a range moves the range with it, in proportion. KeyError for a path that leads nowhere.
    """
    made: dict[str, Any] = copy.deepcopy(dict(data))
    for path, value in changes.items():
        _put(made, path, value)
    kept = made.get("origins", {})
    made["origins"] = {path: origin for path, origin in kept.items() if _leads_somewhere(made, path)}
    return made


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    head, *rest = path.split(".")
    if head in LISTS and len(rest) == 1:
        _put_row(data, head, rest[0], value)
        return
    holder: Any = data
    parts = [head, *rest]
    if head in LISTS:
        holder, parts = _row(data[head], rest[0]), rest[1:]
    for part in parts[:-1]:
        holder = holder[part]
    if parts[-1] not in holder and head not in PlanSchema.model_fields:
        raise KeyError(path)
    holder[parts[-1]] = _moved(holder.get(parts[-1]), value)


def _put_row(data: dict[str, Any], rows: str, key: str, value: Any) -> None:
    held = data.setdefault(rows, [])
    places = [place for place, row in enumerate(held) if row["key"] == key]
    if value is None:
        data[rows] = [row for row in held if row["key"] != key]
        if rows == "products":  # what is bought for it goes with it
            for costs in ("inputs", "variable_costs"):
                data[costs] = [row for row in data.get(costs, []) if row.get("product", "") != key]
    elif places:
        held[places[0]] = {**value, "key": key}
    else:
        held.append({**value, "key": key})


def _moved(before: Any, value: Any) -> Any:
    """*value*, or for a number in place of a quantity: the quantity there, its range around it in proportion."""
    if not isinstance(before, Mapping) or "value" not in before or isinstance(value, Mapping):
        return value
    made = {"value": value}
    if "low" not in before:
        return made
    try:
        old, new = Decimal(str(before["value"])), Decimal(str(value))
    except InvalidOperation:
        return made
    if old <= 0 or new <= 0 or not new.is_finite():
        return made
    factor = new / old
    ends = {end: (Decimal(str(before[end])) * factor).quantize(FINE) for end in ("low", "high")}
    return {
        "value": value,
        "low": _plain(min(new, ends["low"])),
        "high": _plain(max(new, ends["high"])),
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _leads_somewhere(data: Mapping[str, Any], path: str) -> bool:
    """Whether *path* still exists: a field may be left out as empty, a row may be gone."""
    head, *rest = path.split(".")
    if head not in LISTS:
        return True
    return any(row["key"] == rest[0] for row in data.get(head, []))


def without_orphans(data: Mapping[str, Any], paths: Iterable[str]) -> list[str]:
    """Those of *paths* whose row still exists, sorted."""
    return sorted({path for path in paths if _leads_somewhere(data, path)})


def same(one: Any, other: Any) -> bool:
    """Whether two stored values say the same: 12 and "12.00" do.

    >>> same({"value": "12.00"}, {"value": 12}), same("a", "b"), same([1, "2"], ["1.0", 2])
    (True, False, True)
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        told = [{k: v for k, v in held.items() if v is not None} for held in (one, other)]
        return told[0].keys() == told[1].keys() and all(same(told[0][k], told[1][k]) for k in told[0])
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return bool(one == other)


def path_of(error: ErrorDetails, data: Mapping[str, Any]) -> str:
    """The path that one of pydantic's errors is about, positions of rows turned into their keys."""
    parts: list[str] = []
    holder: Any = data
    for part in error["loc"]:
        if isinstance(part, int) and isinstance(holder, list | tuple) and part < len(holder):
            holder = holder[part]
            parts.append(str(holder.get("key", part)) if isinstance(holder, Mapping) else str(part))
        else:
            holder = holder.get(part) if isinstance(holder, Mapping) else None
            parts.append(str(part))
    if parts and parts[-1] == "value":
        parts.pop()
    return ".".join(parts)


def problems_of(error: ValidationError, data: Mapping[str, Any]) -> dict[str, ErrorDetails]:
    """The first problem at each path."""
    found: dict[str, ErrorDetails] = {}
    for one in error.errors(include_url=False):
        found.setdefault(path_of(one, data), one)
    return found
