"""Tables to take away: CSV for machines, XLSX for people, the same rows in both."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.urls.converters import StringConverter
from django.utils.text import slugify

Cell = str | int | float | bool | None

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What begins a formula, also behind spaces and marks that spreadsheets drop, and in the wide forms."""


class TableForm(StringConverter):
    """In an address, ``<table:form>``: a form in which tables are handed over. In any other, nothing is found."""

    regex = "|".join(FORMATS)


def harmless(cell: Cell) -> Cell:
    """*cell* without control characters, and with an apostrophe before what a spreadsheet would run as a formula.

    In this order: a control character before the sign would otherwise hide a formula until it is dropped.

    >>> harmless("=1+1"), harmless("\\x01=1+1"), harmless("Fès"), harmless(-3.5)
    ("'=1+1", "'=1+1", 'Fès', -3.5)
    """
    if not isinstance(cell, str):
        return cell
    bare = _CONTROL.sub("", cell)
    return f"'{bare}" if _FORMULA.match(bare) else bare


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read Arabic; unknown is an empty cell."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([["" if cell is None else harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def as_xlsx(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str, rtl: bool, notes: Sequence[str] = ()
) -> bytes:
    """One sheet with a frozen, filtered head, and the notes (source, licence, date) on a second one."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    # Written row by row: a table of 200,000 cells would otherwise take 60 MB while it is made.
    book = Workbook(write_only=True)
    sheet = book.create_sheet((slugify(title, allow_unicode=True) or "data")[:31])
    sheet.sheet_view.rightToLeft = rtl
    sheet.freeze_panes = "B2"
    head = [WriteOnlyCell(sheet, value=harmless(name)) for name in columns]
    for number, cell in enumerate(head, start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(10, min(40, len(columns[number - 1]) + 4))
    sheet.append(head)
    count = 1
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{count}"
    if notes:
        about = book.create_sheet("about")
        about.sheet_view.rightToLeft = rtl
        about.column_dimensions["A"].width = 100
        for note in notes:
            about.append([harmless(note)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def table(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    form: str,
    rtl: bool = False,
    notes: Sequence[str] = (),
) -> HttpResponse:
    """The answer that hands *rows* over as ``name.csv`` or ``name.xlsx``. ValueError for another form."""
    if form not in FORMATS:
        raise ValueError(f"a table is handed over as {' or '.join(FORMATS)}, not {form!r}")
    body = as_csv(columns, rows) if form == "csv" else as_xlsx(columns, rows, title=name, rtl=rtl, notes=notes)
    response = HttpResponse(body, content_type=CSV if form == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
