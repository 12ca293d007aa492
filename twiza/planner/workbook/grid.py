"""Sheets made of rows. A row of months is one formula, written once for all of them.

In the formula of a row of months ``@`` stands for the month's column and ``~`` for the column before it; the column
before the first month is empty, so that what was there before the plan counts as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from twiza.ui.exports import harmless

Content = str | int | Decimal | None
FIRST = 3
"""Column of the first month or year; the first holds labels, the second stays empty."""

MONEY, UNITS, WHOLE, PLAIN = "#,##0.00;[Red]-#,##0.00", "#,##0.00####", "#,##0", "General"
GIVEN, KEY, TITLE, HEAD, SUM, NOTE, CALC = "given", "key", "title", "head", "sum", "note", "calc"


def text(words: str) -> str:
    """*words* as a cell may hold them: without what XML forbids, and never run as a formula.

    >>> text("\\x01=1+1"), text("-5 %"), text("Figs")
    ("'=1+1", "'-5 %", 'Figs')
    """
    return str(harmless(ILLEGAL_CHARACTERS_RE.sub("", words)))


def letter(column: int) -> str:
    """Letter of a column counted from 1."""
    return str(get_column_letter(column))


@dataclass(frozen=True)
class Cell:
    """What one cell holds and how it looks. A formula begins with ``=``; words have gone through :func:`text`."""

    content: Content
    look: str = CALC
    form: str = PLAIN
    row_formula: str = ""
    """The formula as written for its whole row of months."""

    @property
    def formula(self) -> str:
        """The formula, or nothing where it holds a value."""
        if self.row_formula:
            return self.row_formula
        return self.content if isinstance(self.content, str) and self.content.startswith("=") else ""


@dataclass(frozen=True)
class Row:
    """A row of months or years that other formulas speak of."""

    sheet: str
    number: int
    columns: int

    @property
    def now(self) -> str:
        """The same month."""
        return f"@{self.number}"

    @property
    def before(self) -> str:
        """The month before."""
        return f"~{self.number}"

    @property
    def all(self) -> str:
        """Every month, from its own sheet."""
        return f"$C${self.number}:${letter(FIRST + self.columns - 1)}${self.number}"

    def months(self, count: int) -> str:
        """The first *count* months, from its own sheet."""
        return f"$C${self.number}:${letter(FIRST + count - 1)}${self.number}"

    @property
    def far_now(self) -> str:
        """The same month, from another sheet."""
        return f"{quoted(self.sheet)}!@{self.number}"

    @property
    def far(self) -> str:
        """Every month, from another sheet."""
        return f"{quoted(self.sheet)}!{self.all}"

    def cells(self) -> list[str]:
        """Addresses of its cells."""
        return [f"{letter(FIRST + place)}{self.number}" for place in range(self.columns)]


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def said(words: str) -> str:
    """*words* as a text within a formula."""
    return '"' + text(words).replace('"', '""') + '"'


@dataclass
class Sheet:
    """One sheet while it is filled, from the top down."""

    name: str
    rows: list[list[Cell | None]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frozen: str = ""
    pages: int = 1
    """Pages side by side on paper; the labels stand on each."""
    choices: list[tuple[str, str]] = field(default_factory=list)
    """Cells that take one of a range of words: address, range."""

    @property
    def next(self) -> int:
        """Number of the row that comes next."""
        return len(self.rows) + 1

    def add(self, *cells: Cell | None) -> int:
        """One row; its number."""
        self.rows.append(list(cells))
        return len(self.rows)

    def title(self, words: str) -> int:
        """A title above what follows, after an empty row."""
        if self.rows:
            self.add()
        return self.add(Cell(text(words), TITLE))

    def line(self, label: str, formula: str, columns: int, look: str = CALC, form: str = MONEY) -> Row:
        """A row of *columns* months or years, *formula* in each."""
        letters = [letter(FIRST - 1 + place) for place in range(columns + 1)]
        cells: list[Cell | None] = [Cell(text(label), SUM if look == SUM else NOTE), None]
        for place in range(columns):
            content = formula.replace("@", letters[place + 1]).replace("~", letters[place])
            cells.append(Cell(content, look, form, formula))
        return Row(self.name, self.add(*cells), columns)

    def values(self, label: str, values: Sequence[Content], look: str = HEAD, form: str = PLAIN) -> Row:
        """A row of plain values."""
        cells: list[Cell | None] = [Cell(text(label), look), None]
        cells += [Cell(value, look, form) for value in values]
        return Row(self.name, self.add(*cells), len(values))


@dataclass
class Book:
    """The sheets in order, and where the figures stand: key → sheet and address of each cell."""

    sheets: list[Sheet] = field(default_factory=list)
    places: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """A new sheet after the others, with a name that files and formulas can bear."""
        short = re.sub(r"[\\\[\]*?:/@~']", " ", name).strip()[:28]
        taken = {one.name.casefold() for one in self.sheets}
        one = Sheet(f"{short} {len(taken) + 1}" if not short or short.casefold() in taken else short)
        self.sheets.append(one)
        return one

    def mark(self, key: str, row: Row, columns: int = 0) -> Row:
        """Remember where *row* stands (only its first *columns*, if given)."""
        cells = row.cells()
        self.places[key] = (row.sheet, cells[:columns] if columns else cells)
        return row
