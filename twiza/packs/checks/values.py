"""Values of indicators: known codes, known columns, numbers that can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from twiza.packs.content import CheckedItem, Pack
from twiza.packs.problems import Report
from twiza.packs.reader import RawItem, RawPack, RawValues
from twiza.packs.schema import Indicator

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,17})?([eE][-+]?[0-9]{1,2})?")
_ABSURD = 1e13
"""No count, area or amount of a country is larger."""


@dataclass(frozen=True)
class Column:
    """One indicator of a table and the values that it can take."""

    key: str
    low: float
    high: float

    def wrong(self, text: str) -> str:
        """What is wrong with a value, or an empty text."""
        if not _NUMBER.fullmatch(text):
            return f"'{text[:40]}' is not a number"
        value = float(text)
        if not self.low <= value <= self.high:
            return f"{text} is absurd: it must be between {self.low:g} and {self.high:g}"
        return ""


def check(raw: RawPack, pack: Pack, report: Report) -> None:
    """Turn the tables into items ``YEAR/CODE`` and report what cannot be."""
    years: dict[str, set[int]] = {}
    for values in raw.values:
        columns = _columns(raw, values, pack, report, years)
        if columns is not None:
            _check_rows(raw, values, columns, pack, report)
    for key, item in pack.of("indicators").items():
        for year in sorted(set(cast(Indicator, item.model).years) - years.get(key, set())):
            remedy = f"Add the column to indicators/{year}.csv, or take the year out of 'years'."
            line = item.raw.line_of(("years",))
            report.warning(item.raw.file, line, key, f"is declared for {year} but has no values", remedy)


def _columns(
    raw: RawPack, values: RawValues, pack: Pack, report: Report, years: dict[str, set[int]]
) -> list[Column | None] | None:
    names = values.table.columns
    if names[0] != "code":
        report.error(values.file, 1, "", f"begins with the column '{names[0]}'", "The first column is 'code'.")
        return None
    columns: list[Column | None] = []
    written = raw.written("indicators")
    for name in names[1:]:
        item = pack.of("indicators").get(name)
        if item is None:
            columns.append(None)
            if name in written or "indicators" in raw.broken:
                continue
            remedy = "Describe it in indicators/definitions.yaml, or remove the column."
            report.error(values.file, 1, name, f"'{name}' is not a known indicator", remedy)
            continue
        indicator = cast(Indicator, item.model)
        years.setdefault(name, set()).add(values.year)
        if values.year not in indicator.years:
            remedy = f"Add {values.year} to its 'years', or remove the column."
            report.error(values.file, 1, name, f"has values for {values.year}, a year not declared", remedy)
        columns.append(Column(name, *_bounds(indicator)))
    return columns


def _bounds(indicator: Indicator) -> tuple[float, float]:
    """Declared bounds; a percentage that declares none lies between 0 and 100."""
    low, high = indicator.minimum, indicator.maximum
    if indicator.unit == "percent" and low is None and high is None:
        return 0, 100
    return (-_ABSURD if low is None else low), (_ABSURD if high is None else high)


def _check_rows(raw: RawPack, values: RawValues, columns: list[Column | None], pack: Pack, report: Report) -> None:
    seen: dict[str, int] = {}
    blamed = "territories" not in raw.broken
    written = raw.written("territories", "code")
    for line, (code, *texts) in values.table.rows:
        if code in seen:
            problem = f"the code '{code}' has two rows, first on line {seen[code]}"
            report.error(values.file, line, code, problem, "Keep one of the two.")
            continue
        seen[code] = line
        if code not in pack.of("territories"):
            if blamed and code not in written:
                remedy = "Correct the code, or add the territory."
                report.error(values.file, line, code, f"'{code}' is not a known territory", remedy)
            continue
        found: dict[str, float] = {}
        for column, text in zip(columns, texts, strict=True):
            if column is None or text == "":
                continue
            if wrong := column.wrong(text):
                remedy = "Correct it, or leave it empty if it is unknown."
                report.error(values.file, line, f"{code} {column.key}", wrong, remedy)
            else:
                found[column.key] = float(text)
        place = RawItem("values", None, values.file, line)
        pack.add(CheckedItem("values", f"{values.year}/{code}", found, place))
