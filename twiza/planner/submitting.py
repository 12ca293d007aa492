"""From what was typed on a page of questions to changes of the plan, and back to what the page shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from twiza.planner import numbers, paths
from twiza.planner.schema import PlanSchema
from twiza.planner.steps import ONE, Ask, Block, Step

LONGEST = 300
_NUMERIC = {"money", "number", "whole", "percent"}


def touched(texts: Mapping[str, str]) -> dict[str, str]:
    """Those of *texts* that differ from what the page showed (its field ``seen``, JSON by name).

    What somebody else changed meanwhile stands in this form as it was before: it was not typed here, and
    must not be put back.
    """
    try:
        seen = json.loads(texts.get("seen", "{}"))
    except ValueError:
        seen = {}
    if not isinstance(seen, dict):
        seen = {}
    return {name: text for name, text in texts.items() if seen.get(name) != text}


def shown(ask: Ask, data: Mapping[str, Any]) -> str:
    """What the field holds before anybody typed: the stored value as the reader writes it."""
    if ask.path.startswith("new."):
        return ask.start
    try:
        value = paths.value_at(data, ask.path)
    except KeyError:
        return ""
    if isinstance(value, Mapping):
        value = value.get("value")
    if isinstance(value, bool):
        return "true" if value else "false"
    if ask.kind in _NUMERIC and value is not None:
        return numbers.show(
            (Decimal(str(value)) / ask.factor).quantize(Decimal("0.01")) if ask.factor != ONE else value
        )
    return "" if value is None else str(value)


def changes_of(step: Step, typed: Mapping[str, str], inputs: PlanSchema) -> dict[str, Any]:
    """What *typed* changes. An emptied field takes the model's value back; a row that is left out goes.

    A value equal to the one shown is no change, so that rounding for the screen changes nothing.
    """
    data = inputs.stored()
    found: dict[str, Any] = {}
    for block in step.blocks:
        if block.new:
            found |= _new_row(block, typed, data)
        elif block.drop and typed.get(f"drop.{block.drop}"):
            found[block.drop] = None
        else:
            for ask in block.asks:
                found |= _change(ask, typed, data)
    return found


def _change(ask: Ask, typed: Mapping[str, str], data: dict[str, Any]) -> dict[str, Any]:
    if ask.path not in typed:
        return {}
    text = typed[ask.path].strip()[:LONGEST]
    if text == shown(ask, data):
        return {}
    if not text:
        was = data["origins"].get(ask.path, {}).get("was")
        if was is not None:
            return {ask.path: was}
        return {ask.path: "" if ask.kind == "text" else "0" if ask.optional else text}
    return {ask.path: value_of(ask, text)}


def value_of(ask: Ask, text: str) -> Any:
    """The stored form of what was typed; what is no number stays as it is, and the plan says what is wrong."""
    if ask.kind == "choice":
        return {"true": True, "false": False}.get(text, text)
    if ask.kind not in _NUMERIC:
        return text
    number = numbers.read(text)
    if number is None:
        return text
    stored = number * ask.factor
    if ask.kind == "whole":
        return int(stored) if stored == stored.to_integral_value() else str(stored)
    return f"{stored:f}"


def _new_row(block: Block, typed: Mapping[str, str], data: dict[str, Any]) -> dict[str, Any]:
    """A row for what was typed; nothing where its fields are empty or as the page showed them first."""
    told = [(ask, typed.get(ask.path, ask.start).strip()[:LONGEST]) for ask in block.asks]
    if not any(text and text != ask.start for ask, text in told if ask.kind != "choice"):
        return {}
    row: dict[str, Any] = dict(block.defaults)
    for ask, text in told:
        name = ask.path.rsplit(".", 1)[1]
        if text or not ask.optional:
            value = value_of(ask, text) if text else None
            row[name] = {"value": value} if _is_quantity(block.new, name) else value
    if block.new == "work" and row.get("who") is None:
        row["who"] = "members"
    return {f"{block.new}.{new_key(data, block.new)}": {k: v for k, v in row.items() if v is not None}}


_QUANTITIES = {
    "products": {"price", "volume"},
    "work": {"people", "pay"},
    "investments": {"cost"},
    "fixed_costs": {"yearly"},
    "grants": {"amount"},
}


def _is_quantity(rows: str, name: str) -> bool:
    return name in _QUANTITIES.get(rows, set())


def new_key(data: Mapping[str, Any], rows: str) -> str:
    """A key that no row of the list has."""
    taken = {row["key"] for row in data.get(rows, [])}
    return next(key for number in range(1, 10_000) if (key := f"own-{number}") not in taken)


def typed_errors(errors: Mapping[str, str], step: Step, changes: Mapping[str, Any]) -> dict[str, str]:
    """Errors by the path of the field that shows them; what belongs to no field of this page comes under ``""``."""
    fields = {ask.path for ask in step.asks}
    found: dict[str, str] = {}
    for path, told in errors.items():
        parts = path.split(".")
        new = (
            f"new.{parts[0]}.{'.'.join(parts[2:])}" if len(parts) > 2 and f"{parts[0]}.{parts[1]}" in changes else path
        )
        place = next((field for field in (path, new, ".".join(new.split(".")[:3])) if field in fields), "")
        found.setdefault(place, told)
    return found
