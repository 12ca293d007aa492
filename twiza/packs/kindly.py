"""Turns what pydantic says about an item into a problem and a remedy that its author understands."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

Location = tuple[str | int, ...]

MOST_FOR_ONE_ITEM = 200

_KINDS = {
    "string_type": ("text", "Write it between quotes."),
    "int_type": ("a whole number", "Write it with digits only."),
    "int_parsing": ("a whole number", "Write it with digits only."),
    "int_from_float": ("a whole number", "Write it without decimals."),
    "float_type": ("a number", "Write it with digits and a decimal point, without unit or spaces."),
    "float_parsing": ("a number", "Write it with digits and a decimal point, without unit or spaces."),
    "finite_number": ("a finite number", "Leave it out if it is unknown."),
    "bool_type": ("true or false", "Write true or false."),
    "bool_parsing": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Begin each element with '- '."),
    "dict_type": ("a mapping", "Write 'name: value' lines, indented."),
    "model_type": ("a mapping", "Write 'name: value' lines, indented."),
    "date_from_datetime_parsing": ("a date", "Write it as 2026-11-22."),
    "date_type": ("a date", "Write it as 2026-11-22."),
}


def explain(error: ValidationError, schema: type[BaseModel]) -> Iterator[tuple[Location, str, str]]:
    """Location, problem and remedy of each thing wrong, location as in the file."""
    details = error.errors(include_url=False, include_context=True, include_input=True)[:MOST_FOR_ONE_ITEM]
    for detail in details:
        location: Location = tuple(detail["loc"])
        if detail["type"] == "too_short" and any(_is_within(other["loc"], location) for other in details):
            continue  # Only those elements are missing that are wrong themselves.
        problem, remedy = _words(detail["type"], detail.get("ctx", {}), detail, location, schema)
        yield location, problem, remedy


def _is_within(inner: Location, outer: Location) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _words(
    kind: str, context: dict[str, Any], detail: Any, where: Location, schema: type[BaseModel]
) -> tuple[str, str]:
    name, shown = named(where), _shown(detail["input"])
    if kind in _KINDS:
        wanted, remedy = _KINDS[kind]
        return f"{name} must be {wanted}, not {shown}", remedy
    if kind == "extra_forbidden":
        return f"{name} is not a known key", _nearest(str(where[-1]), _fields_at(schema, where[:-1]))
    if kind.startswith(("greater_than", "less_than")):
        return f"{name} is {shown}, an absurd value", _limit(kind, next(iter(context.values()), ""))
    keys = "Keys use lower-case Latin letters, digits, - and _; codes also . and capitals."
    known = {
        "missing": (f"{name} is missing", "Add it."),
        "literal_error": (f"{name} is {shown}", f"Choose one of {context.get('expected')}."),
        "string_pattern_mismatch": (f"{name} is {shown}, which has not the form it must have", keys),
        "too_short": (f"{name} has too few elements", f"Give at least {context.get('min_length')}."),
        "string_too_short": (f"{name} is empty or too short", f"Give at least {context.get('min_length')} letters."),
        "too_long": (f"{name} has too many elements", f"Give at most {context.get('max_length')}."),
        "string_too_long": (f"{name} is too long", f"Give at most {context.get('max_length')} letters."),
        "value_error": (f"{name} does not hold together: {context.get('error')}", "Complete or correct it."),
    }
    return known.get(kind, (f"{name}: {detail['msg']}", "Correct it."))


def _limit(kind: str, limit: Any) -> str:
    word = "above" if kind.startswith("greater") else "below"
    return f"It must be {limit} or {word}." if kind.endswith("_equal") else f"It must be {word} {limit}."


def named(where: Location) -> str:
    """A location as people count: ``'products › 1 › price'`` is the price of the first product."""
    words = [f"{part + 1}" if isinstance(part, int) else part for part in where]
    return f"'{' › '.join(words)}'" if words else "the item"


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    if isinstance(value, dict | list | tuple):
        text = "a mapping" if isinstance(value, dict) else "a list"
    return text if len(text) <= 60 else f"{text[:57]}…"


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Remove it, or use one of {', '.join(known)}." if known else "Remove it."


def _fields_at(schema: type[BaseModel], where: Location) -> list[str]:
    """Names that the schema knows at a location, as they are written in files."""
    current: type[BaseModel] | None = schema
    for part in where:
        if isinstance(part, int) or current is None:
            continue
        named = {field.alias or name: field for name, field in current.model_fields.items()}
        if part in named:
            current = next(_models_in(named[part].annotation), None)
    return [field.alias or name for name, field in current.model_fields.items()] if current else []


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)
