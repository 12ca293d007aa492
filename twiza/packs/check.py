"""Checks a pack: all problems at once, each with file, line, key, problem and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from twiza.packs.checks import hierarchy, law, outlines, references, sanity, translations, values
from twiza.packs.content import CheckedItem, Pack
from twiza.packs.kindly import explain
from twiza.packs.problems import Report
from twiza.packs.reader import Progress, RawPack, no_progress, read_pack
from twiza.packs.schema import (
    Authority,
    Example,
    Fact,
    Identity,
    Indicator,
    LegalText,
    PaperTemplate,
    Potential,
    ProjectModel,
    Question,
    Rate,
    Rule,
    Sector,
    Source,
    Step,
    Term,
    TerritoryRow,
    Unit,
)

SCHEMAS: dict[str, type[BaseModel]] = {
    "identity": Identity,
    "sources": Source,
    "units": Unit,
    "facts": Fact,
    "indicators": Indicator,
    "territories": TerritoryRow,
    "sectors": Sector,
    "project_models": ProjectModel,
    "potential": Potential,
    "law_texts": LegalText,
    "law_authorities": Authority,
    "law_terms": Term,
    "law_rules": Rule,
    "law_rates": Rate,
    "law_steps": Step,
    "law_papers": PaperTemplate,
    "law_questions": Question,
    "law_examples": Example,
}
"""The schema of each part whose items have one."""

KEYS = {"territories": "code", "identity": "country", "potential": ""}
"""The field that names an item, where it is not ``key``; empty for a document."""

CHECKS: tuple[tuple[str, Callable[[RawPack, Pack, Report], None]], ...] = (
    ("territories", hierarchy.check),
    ("references", references.check),
    ("values", values.check),
    ("outlines", outlines.check),
    ("project models", sanity.check),
    ("law", law.check),
    ("translations", translations.check),
)


def check_pack(path: Path | str, progress: Progress = no_progress) -> tuple[Pack, Report]:
    """Read and check the pack in the folder *path*.

    The pack given back is complete only if the report does not refuse it.

    :raises PackError: there is no such folder.
    """
    report = Report()
    raw = read_pack(path, report, progress)
    pack = Pack()
    total = len(SCHEMAS) + len(CHECKS)
    for done, part in enumerate(SCHEMAS, 1):
        progress("checking", done, total)
        check_schema(part, raw, pack, report)
    pack.identity = next((item.model for item in pack.of("identity").values()), None)  # type: ignore[assignment]
    for item in raw.of("backtest"):
        pack.add(CheckedItem("backtest", "backtest", item.data, item))
    for done, (_, check) in enumerate(CHECKS, len(SCHEMAS) + 1):
        progress("checking", done, total)
        check(raw, pack, report)
    return pack, report


def check_schema(part: str, raw: RawPack, pack: Pack, report: Report) -> None:
    """Validate each item of a part; keep those that hold and are the first of their key."""
    schema = SCHEMAS[part]
    name = KEYS.get(part, "key")
    for item in raw.of(part):
        if not isinstance(item.data, dict):
            report.error(item.file, item.line, "", "must be a mapping", "Write 'name: value' lines, indented.")
            continue
        key = str(item.data.get(name, part if name == "" else ""))
        try:
            model = schema.model_validate(item.data)
        except ValidationError as error:
            for where, problem, remedy in explain(error, schema):
                report.error(item.file, item.line_of(where), key, problem, remedy)
            continue
        key = str(getattr(model, name)) if name else part
        first = pack.of(part).get(key)
        if first is not None:
            problem = f"the {name} '{key}' is given twice, first in {first.raw.file} line {first.raw.line}"
            report.error(item.file, item.line_of((name,)), key, problem, f"Give each item its own {name}.")
            continue
        content: Any = model.model_dump(mode="json", by_alias=True)
        pack.add(CheckedItem(part, key, content, item, model))
