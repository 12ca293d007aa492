"""Reads the folder of a country pack into raw items that remember their file and line.

========================================  ==================================================
``pack.yaml``                             the identity of the country
``sources`` ``units`` ``sectors``         lists: ``NAME.yaml`` or any ``NAME/*.yaml``
``facts`` ``project_models``              (a file of project models may hold a single one)
``territories/territories.csv``           one row for each territory
``territories/outlines.geojson``          outlines of territories without children
``indicators/definitions.yaml``           what is measured
``indicators/YEAR.csv``                   values: column ``code``, then one for each indicator
``potential.yaml``                        how general potential is learnt
``backtest.json``                         a result that is shown, kept as it is
``law/PART.yaml`` or ``law/PART/*.yaml``  texts, authorities, terms, rules, rates, steps, papers, questions, examples
``programmes/`` ``authorities/``          rooms for what is to come, empty for now
========================================  ==================================================

CSV and GeoJSON may be compressed (``.gz``). Anything else is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twiza.packs.files import Folder, Unreadable
from twiza.packs.problems import Report
from twiza.packs.schema import TerritoryRow
from twiza.packs.tables import Table, read_csv, read_features, read_json
from twiza.packs.yamltext import read_yaml

LISTS = ("sources", "units", "sectors", "facts", "project_models")
ROOMS = ("programmes", "authorities")
_SIDE_FILES = re.compile(r"(README|LICENSE|NOTICE|CHANGELOG)[\w.\-]*", re.IGNORECASE)
LAW = ("texts", "authorities", "terms", "rules", "rates", "steps", "papers", "questions", "examples")
_LIST = re.compile(rf"(?:({'|'.join(LISTS)})(?:\.yaml|/[^/]+\.yaml))|(indicators)/definitions\.yaml")
_LAW = re.compile(rf"law/({'|'.join(LAW)})(?:\.yaml|/[^/]+\.yaml)")
_SINGLE = {"project_models", "law_papers"}
"""Collections of which a file may hold one item alone."""
_VALUES = re.compile(r"indicators/(\d{4})\.csv(\.gz)?")
_KNOWN = ", ".join(["pack.yaml", *(f"{name}.yaml or {name}/" for name in LISTS), "territories/, indicators/, law/"])

Progress = Callable[[str, int, int], None]
"""Called with the name of the phase, what is done and what there is in all."""


def no_progress(_phase: str, _done: int, _total: int) -> None:
    """For callers that do not show progress."""


@dataclass(frozen=True)
class RawItem:
    """One item as written. ``lines`` maps paths inside the file to lines; ``path`` is the item's own."""

    collection: str
    data: Any
    file: str
    line: int | None
    path: tuple[str | int, ...] = ()
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    def line_of(self, inside: tuple[str | int, ...]) -> int | None:
        """The line of a path within the item, or of the nearest thing around it."""
        for end in range(len(inside), -1, -1):
            if found := self.lines.get((*self.path, *inside[:end])):
                return found
        return self.line


@dataclass(frozen=True)
class RawValues:
    """The table of one year."""

    year: int
    file: str
    table: Table


@dataclass
class RawPack:
    """Everything found in the folder. ``items`` is by collection, in the order of files and lines.

    ``broken`` names the collections of which a file could not be read: whatever refers to them is
    not to be blamed.
    """

    root: Path
    items: dict[str, list[RawItem]] = field(default_factory=dict)
    values: list[RawValues] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def add(self, item: RawItem) -> None:
        self.items.setdefault(item.collection, []).append(item)

    def of(self, collection: str) -> list[RawItem]:
        return self.items.get(collection, [])

    def written(self, collection: str, name: str = "key") -> set[str]:
        """The keys written in a collection, also of items that do not hold: what names them is not wrong too."""
        return {str(item.data.get(name, "")).strip() for item in self.of(collection) if isinstance(item.data, dict)}


def read_pack(path: Path | str, report: Report, progress: Progress = no_progress) -> RawPack:
    """Read all files of the folder *path*; what cannot be read is reported and left out.

    :raises PackError: there is no such folder.
    """
    folder = Folder.open(path, report)
    pack = RawPack(folder.root)
    for done, name in enumerate(folder.names, 1):
        progress("reading", done, len(folder.names))
        reader = _reader_of(name)
        if reader is None:
            if not _SIDE_FILES.fullmatch(name):
                report.error(name, None, "", *_unknown_file(name))
            continue
        try:
            reader(pack, name, folder.text(name), report)
        except Unreadable as error:
            law = _LAW.fullmatch(name)
            pack.broken.add(f"law_{law.group(1)}" if law else re.split(r"[/.]", name)[0])
            report.error(name, error.line, "", error.problem, error.remedy)
    if "pack.yaml" not in folder.names:
        report.error("pack.yaml", None, "", "is missing", "It says which country this is; see packs/example/pack.yaml.")
    return pack


_Reader = Callable[[RawPack, str, str, Report], None]


def _reader_of(name: str) -> _Reader | None:
    if name == "pack.yaml":
        return _read_identity
    if _LIST.fullmatch(name) or _LAW.fullmatch(name):
        return _read_list
    if name in {"potential.yaml", "backtest.json"}:
        return _read_document
    plain = name.removesuffix(".gz")
    if plain == "territories/territories.csv":
        return _read_territories
    if plain == "territories/outlines.geojson":
        return _read_outlines
    return _read_values if _VALUES.fullmatch(name) else None


def _unknown_file(name: str) -> tuple[str, str]:
    if name.partition("/")[0] in ROOMS:
        return "stands in a room kept for later", "Leave this folder empty until its form is decided."
    return "is not a file that packs have", f"Remove or rename it. Known are: {_KNOWN}."


def _read_identity(pack: RawPack, name: str, text: str, _report: Report) -> None:
    data, lines = read_yaml(text)
    pack.add(RawItem("identity", data, name, 1, (), lines))


def _read_list(pack: RawPack, name: str, text: str, report: Report) -> None:
    law = _LAW.fullmatch(name)
    head = f"law_{law.group(1)}" if law else name.partition("/")[0].removesuffix(".yaml")
    data, lines = read_yaml(text)
    if isinstance(data, dict) and head in _SINGLE:
        pack.add(RawItem(head, data, name, 1, (), lines))
    elif isinstance(data, list):
        for place, item in enumerate(data):
            pack.add(RawItem(head, item, name, lines.get((place,)), (place,), lines))
    elif data is None:
        report.warning(name, None, "", "is empty", "Write items into it, or remove it.")
    else:
        report.error(name, 1, "", "must hold a list of items", "Begin each item with '- key: …'.")


def _read_document(pack: RawPack, name: str, text: str, _report: Report) -> None:
    data, lines = read_yaml(text) if name.endswith(".yaml") else (read_json(text), {})
    pack.add(RawItem(name.partition(".")[0], data, name, 1, (), lines))


def _read_territories(pack: RawPack, name: str, text: str, report: Report) -> None:
    table = read_csv(text)
    report_uneven(report, name, table)
    known = [*TerritoryRow.model_fields]
    for column in [column for column in table.columns if column not in known]:
        report.error(name, 1, "", f"has the unknown column '{column}'", f"Known are {', '.join(known)}.")
    missing = [column for column in ("code", "parent", "level", "name_ar") if column not in table.columns]
    if missing:
        report.error(name, 1, "", f"has no column '{missing[0]}'", "Add it to the first line and to every row.")
    if missing or not set(table.columns) <= set(known):
        pack.broken.add("territories")
        return
    for line, row in table.rows:
        pack.add(RawItem("territories", dict(zip(table.columns, row, strict=True)), name, line))


def _read_outlines(pack: RawPack, name: str, text: str, _report: Report) -> None:
    for code, geometry in read_features(text):
        pack.add(RawItem("outlines", {"code": code, "geometry": geometry}, name, None))


def _read_values(pack: RawPack, name: str, text: str, report: Report) -> None:
    table = read_csv(text)
    report_uneven(report, name, table)
    found = _VALUES.fullmatch(name)
    assert found is not None
    pack.values.append(RawValues(int(found.group(1)), name, table))


def report_uneven(report: Report, name: str, table: Table) -> None:
    """Rows with more or fewer fields than columns."""
    for line, count in table.uneven:
        problem = f"has {count} fields where the header has {len(table.columns)}"
        report.error(name, line, "", problem, "Give one field for each column; put texts with commas between quotes.")
