"""From the bytes that somebody sent to rows of text. Strict: what is strange is refused, with what to do."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from twiza.accounts.commands import Refused

LARGEST = 12_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
MOST_PARTS = 300
LARGEST_UNPACKED = 150_000_000
MOST_TIMES_SMALLER = 150
"""How many times smaller than its content a part of a workbook may be: real tables are 5 to 20 times smaller."""
SEPARATORS = ",;\t|"
FORMULA = "\x02"
"""Stands before the text of a formula: a spreadsheet would show its value, which we do not work out."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ARABIC_RUN = re.compile(r"[ء-ي]{2,}")
_ROOT = re.compile(rb"<[A-Za-z]")
PROLOGUE = 65_536
"""Bytes within which the first element of a part begins; what stands before could declare entities."""

Row = tuple[int, list[str]]
"""The number of the line in the file, from 1, and its cells."""


class Unreadable(Refused):
    """A file that is not read; the message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """What a file holds: its filled lines, and how it was read."""

    rows: list[Row]
    form: str


def read(content: bytes) -> Table:
    """The filled lines of a CSV or XLSX file. :raises Unreadable: it is neither, damaged, dangerous or too large."""
    if len(content) > LARGEST:
        raise Unreadable(
            _("The file is larger than %(most)s MB. Cut it into smaller ones.") % {"most": LARGEST // 1_000_000}
        )
    if not content.strip():
        raise Unreadable(_("The file is empty. Choose the file that holds the register."))
    if content.startswith(b"PK\x03\x04"):
        form, lines = "xlsx", _of_workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old or a locked workbook. Open it, and save it as XLSX without a password."))
    else:
        form, lines = "csv", _of_text(content)
    rows = [(number, cells) for number, cells in lines if any(cells)]
    if len(rows) < 2:
        raise Unreadable(_("The table holds no line below its headings. Choose the file that holds the register."))
    return Table(rows, form)


def _bounded(lines: Iterator[list[str]]) -> Iterator[Row]:
    """Lines with their numbers, as long as there are not too many, too wide or too long."""
    filled = 0
    for number, cells in enumerate(lines, start=1):
        while cells and not cells[-1]:
            cells.pop()
        filled += bool(cells)
        if filled > MOST_ROWS + 20 or number > 10 * MOST_ROWS:
            raise Unreadable(
                _("The table holds more than %(most)s lines. Cut it into several files.") % {"most": MOST_ROWS}
            )
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Line %(line)s has more than %(most)s columns. Remove those that are not needed.")
                % {"line": number, "most": MOST_COLUMNS}
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Unreadable(
                _("Line %(line)s holds a text of more than %(most)s letters. Is a quotation mark missing?")
                % {"line": number, "most": LONGEST_CELL}
            )
        yield number, cells


def _of_text(content: bytes) -> Iterator[Row]:
    text = decoded(content)
    if _CONTROL.search(text):
        raise Unreadable(_("This is neither a CSV nor an XLSX file. Save the table in one of these forms."))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=False)
    try:
        yield from _bounded([_marked(cell.strip()) for cell in row] for row in reader)
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)s cannot be read. Is a quotation mark missing?") % {"line": reader.line_num}
        ) from error


def _marked(cell: str) -> str:
    """*cell*, known for a formula where it is one."""
    return f"{FORMULA}{cell}" if cell.startswith("=") else cell


def decoded(content: bytes) -> str:
    """The text of *content*: UTF-8 or UTF-16 where it is, else the code page of Windows in which it reads.

    >>> decoded("تعاونية".encode("cp1256")), decoded("Coopérative".encode("latin-1"))
    ('تعاونية', 'Coopérative')
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    arabic = content.decode("cp1256", errors="replace")
    latin = content.decode("cp1252", errors="replace")
    high = sum(byte >= 0x80 for byte in content)
    in_runs = sum(len(run) for run in _ARABIC_RUN.findall(arabic))
    return arabic if in_runs * 2 > high else latin


def separator(text: str) -> str:
    """Which mark parts the cells: the one that gives most lines the same number of cells, above one.

    >>> separator("a;b;c\\n1,5;2;3\\n")
    ';'
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:40]

    def worth(mark: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1]
        alike = max(map(widths.count, set(widths)), default=0)
        return alike, max(widths, default=0)

    try:
        return max(SEPARATORS, key=worth)
    except csv.Error:
        return ","


def _of_workbook(content: bytes) -> Iterator[Row]:
    _must_be_harmless(content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = _fullest(book)
        if sheet is None:
            raise Unreadable(_("The workbook holds no sheet with a table."))
        sheet.reset_dimensions()
        lines = ([_cell(cell) for cell in row] for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1))
        yield from _bounded(lines)
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl lets whatever its parts raise come through: a damaged file ends in any of them.
        raise Unreadable(_("The workbook is damaged. Open it, and save it again as XLSX.")) from error


def _fullest(book: Any) -> Any:
    """The first visible sheet that holds two lines at least."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            filled = sum(any(cell.value is not None for cell in row) for row in sheet.iter_rows(max_row=40))
            if filled > 1:
                return sheet
    return None


def _must_be_harmless(content: bytes) -> None:
    """:raises Unreadable: the archive is no workbook, locked, unpacks to too much, or brings programs or entities."""
    refused = Unreadable(_("This workbook cannot be opened safely. Save the table alone as a new XLSX or CSV file."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or any(part.flag_bits & 1 for part in parts):
                raise refused
            if any(part.file_size > MOST_TIMES_SMALLER * max(part.compress_size, 1_000) for part in parts):
                raise refused
            if "xl/workbook.xml" not in names or any(name.endswith(".bin") and "vba" in name.lower() for name in names):
                raise refused
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if not _declares_nothing(opened.read(PROLOGUE)):
                            raise refused
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(_("The workbook is damaged. Open it, and save it again as XLSX.")) from error


def _declares_nothing(start: bytes) -> bool:
    """Whether the beginning of an XML part comes to its first element without a declaration of types or entities."""
    root = _ROOT.search(start)
    return root is not None and b"<!D" not in start[: root.start()].upper() and b"\x00" not in start


def _cell(cell: Any) -> str:
    """The content of a cell as one writes it: dates as 2026-03-14, whole numbers without a fraction."""
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        return f"{FORMULA}{value}"[:LONGEST_CELL]
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
    return str(value).strip()
