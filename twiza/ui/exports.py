"""Tables to take away: CSV for machines, XLSX for people, the same rows in both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.text import slugify

Cell = str | int | float | bool | None

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell:
    """*cell*, with an apostrophe before text that a spreadsheet would run as a formula.

    >>> harmless("=1+1"), harmless("Fès"), harmless(-3.5)
    ("'=1+1", 'Fès', -3.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read Arabic; unknown is an empty cell."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([["" if cell is None else harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def as_xlsx(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str, rtl: bool, notes: Sequence[str] = ()
) -> bytes:
    """One sheet with a frozen, filtered head, and the notes (source, licence, date) on a second one."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=False)
    sheet = book.active
    sheet.title = (slugify(title, allow_unicode=True) or "data")[:31]
    sheet.sheet_view.rightToLeft = rtl
    sheet.append(list(columns))
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for number, name in enumerate(columns, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(10, min(40, len(name) + 4))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    if notes:
        about = book.create_sheet("about")
        about.sheet_view.rightToLeft = rtl
        for note in notes:
            about.append([harmless(note)])
        about.column_dimensions["A"].width = 100
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
