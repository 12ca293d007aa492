"""Territories: one country at the top, parents that exist, no cycles, levels that go down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from twiza.packs.content import CheckedItem, Pack
from twiza.packs.problems import Report
from twiza.packs.reader import RawPack
from twiza.packs.schema import Identity, TerritoryRow

LONGEST_PATH = 200


def row_of(item: CheckedItem) -> TerritoryRow:
    """The schema object of a territory's item."""
    return cast(TerritoryRow, item.model)


def check(raw: RawPack, pack: Pack, report: Report) -> None:
    """All rules on the hierarchy, and the words of kinds and attributes."""
    territories = pack.of("territories")
    if "territories" in raw.broken:
        return
    if not raw.of("territories"):
        remedy = "Add one row for each territory, the country first."
        report.error("territories/territories.csv", None, "", "has no territory", remedy)
        return
    written = raw.written("territories", "code")
    _check_parents(territories, written, report)
    if not _check_cycles(territories, report):
        _check_paths(territories, report)
    if pack.identity is not None:
        _check_country(territories, pack.identity, report)
        _check_levels(territories, pack.identity, report)
        _check_words(territories, pack.identity, report)


def _error(report: Report, item: CheckedItem, problem: str, remedy: str) -> None:
    report.error(item.raw.file, item.raw.line, item.key, problem, remedy)


def _check_parents(territories: Mapping[str, CheckedItem], written: set[str], report: Report) -> None:
    for item in territories.values():
        parent = row_of(item).parent
        if parent is not None and parent not in written:
            _error(report, item, f"its parent '{parent}' does not exist", "Correct the code, or add the parent.")


def _check_cycles(territories: Mapping[str, CheckedItem], report: Report) -> bool:
    """Report each cycle once, at its first member; whether there is any."""
    any_found = False
    settled: set[str] = set()
    for start in territories:
        trail: dict[str, None] = {}
        current: str | None = start
        while current is not None and current in territories and current not in settled:
            if current in trail:
                walked = [*trail]
                cycle = walked[walked.index(current) :]
                way = " → ".join([*cycle, current])
                any_found = True
                _error(report, territories[min(cycle)], f"lies within itself: {way}", "Correct one of these parents.")
                break
            trail[current] = None
            current = row_of(territories[current]).parent
        settled.update(trail)
    return any_found


def _check_paths(territories: Mapping[str, CheckedItem], report: Report) -> None:
    """The codes from the country down to a place fit into its path."""
    for item in territories.values():
        length, current = 0, territories.get(item.key)
        while current is not None and length <= LONGEST_PATH:
            length += len(current.key) + 1
            current = territories.get(row_of(current).parent or "")
        if length > LONGEST_PATH:
            remedy = "Use shorter codes or fewer levels."
            _error(report, item, f"has codes above it of more than {LONGEST_PATH} letters together", remedy)


def _check_country(territories: Mapping[str, CheckedItem], identity: Identity, report: Report) -> None:
    code, level = identity.country.upper(), identity.levels[0].key
    tops = [item for item in territories.values() if row_of(item).parent is None]
    if code not in territories:
        file = next(iter(territories.values())).raw.file if territories else "territories/territories.csv"
        report.error(file, None, code, "the country itself has no row", f"Add one with the code '{code}'.")
    for item in tops:
        if item.key != code:
            _error(report, item, "has no parent", f"Only the country ('{code}') may be without one.")
        elif row_of(item).level != level:
            _error(report, item, f"is the country but has the level '{row_of(item).level}'", f"Write '{level}'.")


def _check_levels(territories: Mapping[str, CheckedItem], identity: Identity, report: Report) -> None:
    order = {level.key: place for place, level in enumerate(identity.levels)}
    for item in territories.values():
        row = row_of(item)
        if row.level not in order:
            _error(report, item, f"has the unknown level '{row.level}'", f"Known are {', '.join(order)}.")
            continue
        parent = territories.get(row.parent or "")
        if parent is None:
            continue
        above = row_of(parent).level
        if order.get(above, -1) >= order[row.level]:
            problem = f"of level '{row.level}' lies in '{parent.key}' of level '{above}'"
            _error(report, item, problem, f"Levels go down in this order: {', '.join(order)}.")


def _check_words(territories: Mapping[str, CheckedItem], identity: Identity, report: Report) -> None:
    for item in territories.values():
        row = row_of(item)
        if row.kind is not None and row.kind not in identity.kinds:
            _error(report, item, f"has the unknown kind '{row.kind}'", "Describe it under kinds in pack.yaml.")
        for name, values in row.attributes.items():
            known = identity.attributes.get(name)
            if known is None:
                remedy = "Describe it under attributes in pack.yaml."
                _error(report, item, f"has the unknown attribute '{name}'", remedy)
                continue
            for value in values:
                if value not in known:
                    remedy = f"Describe it under attributes › {name} in pack.yaml, or use {', '.join(known)}."
                    _error(report, item, f"has the unknown value '{value}' of '{name}'", remedy)
