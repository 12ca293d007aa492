"""Whatever an item refers to by key must be there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, cast

from pydantic import BaseModel

from twiza.packs.content import LAW, CheckedItem, Pack
from twiza.packs.kindly import named
from twiza.packs.problems import Report
from twiza.packs.reader import RawPack
from twiza.packs.schema import Indicator, Potential, ProjectModel
from twiza.packs.schema.bank import ConditionTest, Figure, InputItem, Product, Use
from twiza.packs.schema.law import Cited, Question, Rate, Step
from twiza.packs.schema.text import Sourced

Location = tuple[str | int, ...]

REFERENCES: Mapping[type[BaseModel], Mapping[str, str]] = {
    Sourced: {"source": "sources", "fact": "facts"},
    Figure: {"unit": "units"},
    Product: {"unit": "units"},
    InputItem: {"unit": "units"},
    Use: {"indicator": "indicators"},
    ConditionTest: {"indicator": "indicators", "within": "territories"},
    Indicator: {"unit": "units", "source": "sources", "base": "indicators"},
    Potential: {"outcome": "indicators", "features": "indicators"},
    ProjectModel: {"sector": "sectors", "facts": "facts"},
    Cited: {"law": "law_texts"},
    Step: {"authority": "law_authorities", "after": "law_steps", "papers": "law_papers"},
    Question: {"term": "law_terms", "rule": "law_rules"},
    Rate: {"unit": "units"},
}
"""Which field of which class names an item of which part."""

SINGULAR = {
    "sources": "source",
    "facts": "fact",
    "units": "unit",
    "indicators": "indicator",
    "sectors": "sector",
    "territories": "territory",
    "law_texts": "legal text",
    "law_authorities": "authority",
    "law_steps": "step",
    "law_papers": "paper",
    "law_terms": "term",
    "law_rules": "rule",
}


def walk(value: Any, where: Location = ()) -> Iterator[tuple[Location, BaseModel]]:
    """Every schema object within *value*, with its location as written in the file."""
    if isinstance(value, BaseModel):
        yield where, value
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*where, field.alias or name))
    elif isinstance(value, tuple | list):
        for place, inner in enumerate(value):
            yield from walk(inner, (*where, place))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, (*where, name))


def check(raw: RawPack, pack: Pack, report: Report) -> None:
    """References by key, attributes in conditions, indicators named by documents."""
    written: dict[str, set[str] | None] = {
        part: None if part in raw.broken else raw.written(part, "code" if part == "territories" else "key")
        for part in SINGULAR
    }
    for part in ("indicators", "project_models", "potential", *LAW):
        for item in pack.of(part).values():
            for where, model in walk(item.model):
                _check_fields(item, where, model, written, report)
                if isinstance(model, ConditionTest) and model.attribute is not None:
                    _check_attribute(item, where, model, pack, report)
    for item in pack.of("potential").values():
        _check_potential(item, cast(Potential, item.model), pack, report)


def _check_fields(
    item: CheckedItem, where: Location, model: BaseModel, written: Mapping[str, set[str] | None], report: Report
) -> None:
    for kind, fields in REFERENCES.items():
        if not isinstance(model, kind):
            continue
        for name, part in fields.items():
            value, known = getattr(model, name), written[part]
            if known is None:
                continue
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None and key not in known:
                    _unknown(report, item, (*where, name), key, part=part, known=known)


def _unknown(report: Report, item: CheckedItem, where: Location, key: str, *, part: str, known: set[str]) -> None:
    near = [] if report.full else difflib.get_close_matches(key, known, n=1)
    remedy = f"Did you mean '{near[0]}'?" if near else f"Add it to {part.replace('law_', 'law/')}, or correct the name."
    problem = f"{named(where)} names the {SINGULAR[part]} '{key}', which does not exist"
    report.error(item.raw.file, item.raw.line_of(where), item.key, problem, remedy)


def _check_attribute(item: CheckedItem, where: Location, test: ConditionTest, pack: Pack, report: Report) -> None:
    if pack.identity is None or test.attribute is None:
        return
    known = pack.identity.attributes.get(test.attribute)
    line = item.raw.line_of((*where, "attribute"))
    if known is None:
        remedy = f"Known are {', '.join(pack.identity.attributes) or 'none'}: see attributes in pack.yaml."
        problem = f"the condition tests the unknown attribute '{test.attribute}'"
        report.error(item.raw.file, line, item.key, problem, remedy)
        return
    for value in test.any_of:
        if value not in known:
            problem = f"the condition tests '{test.attribute}' for the unknown value '{value}'"
            report.error(item.raw.file, line, item.key, problem, f"Known are {', '.join(known)}.")


def _check_potential(item: CheckedItem, potential: Potential, pack: Pack, report: Report) -> None:
    """The features have values in their year, and the groups are a level."""
    file = item.raw.file
    for place, key in enumerate(potential.features):
        indicator = pack.of("indicators").get(key)
        if indicator and potential.year_of_features not in cast(Indicator, indicator.model).years:
            problem = f"the feature '{key}' has no values for {potential.year_of_features}"
            line = item.raw.line_of(("features", place))
            report.error(file, line, key, problem, "Choose another feature or year.")
    levels = [level.key for level in pack.identity.levels] if pack.identity else [potential.groups_level]
    if potential.groups_level not in levels:
        problem = f"'{potential.groups_level}' is not a level"
        line = item.raw.line_of(("groups_level",))
        report.error(file, line, "groups_level", problem, f"Levels are {', '.join(levels)}.")
