"""How sheets become a file: looks, paper, and the value of each formula beside it.

openpyxl writes formulas without what they come to; a reader that reckons fills that in when it opens the file, but a
phone's viewer or a mail's preview would show empty cells. So the values are put into the sheets as they are packed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from twiza.planner.workbook.formulas import Value
from twiza.planner.workbook.grid import GIVEN, HEAD, KEY, NOTE, PLAIN, SUM, TITLE, Book, Cell, Sheet, letter
from twiza.planner.workbook.values import Values

_FILLS = {GIVEN: "FFF2CC", HEAD: "DDE7E3", SUM: "F2F5F4"}
_BOLD = frozenset({TITLE, HEAD, SUM})
_EMPTY = re.compile(rb"><f>([^<]*)</f><v ?/?>(?:</v>)?</c>")


def saved(book: Book, *, rtl: bool) -> bytes:
    """The file of *book*, its sheets running from the right where *rtl*; whoever opens it may recalculate."""
    made = Workbook(write_only=True)
    for one in book.sheets:
        _write(made.create_sheet(one.name), one, rtl)
    made.calculation.fullCalcOnLoad = True
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(made, archive).save()
    return _with_values(held, book)


def _with_values(stored: io.BytesIO, book: Book) -> bytes:
    values, packed = Values(book), io.BytesIO()
    of = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(book.sheets, start=1)}
    with (
        zipfile.ZipFile(stored) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for name in given.namelist():
            content = given.read(name)
            archive.writestr(name, filled(content, values.of_formulas(of[name])) if name in of else content)
    return packed.getvalue()


def filled(xml: bytes, values: Iterator[Value]) -> bytes:
    """A sheet as the file holds it, with *values* beside its formulas in their order."""
    return _EMPTY.sub(lambda found: _beside(found[1], next(values)), xml)


def _beside(formula: bytes, value: Value) -> bytes:
    kind, told = b"", "" if value is None else repr(value)
    if isinstance(value, bool):
        kind, told = b' t="b"', str(int(value))
    elif isinstance(value, str):
        kind, told = b' t="str"', escape(value, quote=False)
    elif isinstance(value, float) and value.is_integer():
        told = str(int(value))
    return b"%s><f>%s</f><v>%s</v></c>" % (kind, formula, told.encode())


class Pens:
    """One reusable cell for each look; a row is written as soon as it is made, so a pen may be used again."""

    def __init__(self, sheet: Any, rtl: bool) -> None:
        self._sheet, self._rtl = sheet, rtl
        self._pens: dict[tuple[str, str], Any] = {}

    def write(self, cell: Cell) -> Any:
        """*cell* as openpyxl takes it."""
        pen = self._pens.get((cell.look, cell.form))
        if pen is None:
            pen = self._pens[cell.look, cell.form] = self._new(cell.look, cell.form)
        pen.value = cell.content
        return pen

    def _new(self, look: str, form: str) -> Any:
        pen = WriteOnlyCell(self._sheet)
        pen.number_format = form
        pen.font = Font(name="Calibri", size=14 if look == TITLE else 11, bold=look in _BOLD)
        if look in _FILLS:
            pen.fill = PatternFill("solid", start_color=_FILLS[look])
        if look in (NOTE, TITLE, HEAD, KEY) and form == PLAIN:
            side = "right" if self._rtl else "left"
            order = 2 if self._rtl else 1
            pen.alignment = Alignment(side, "center", readingOrder=order, wrap_text=look in (HEAD, NOTE))
        return pen


def _write(sheet: Any, one: Sheet, rtl: bool) -> None:
    sheet.sheet_view.rightToLeft = rtl
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = one.pages, 0
    if one.pages > 1:
        sheet.print_title_cols = "A:B"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if one.frozen:
        sheet.freeze_panes = one.frozen
    for column, width in one.widths.items():
        sheet.column_dimensions[letter(column)].width = width
    for number, height in one.heights.items():
        sheet.row_dimensions[number].height = height
    pens = Pens(sheet, rtl)

    def written(row: Sequence[Cell | None]) -> Iterator[Any]:
        for cell in row:
            yield None if cell is None else pens.write(cell)

    for row in one.rows:
        sheet.append(written(row))
    for address, words in one.choices:
        rule = DataValidation(type="list", formula1=words, allow_blank=False)
        rule.add(address)
        sheet.data_validations.append(rule)
