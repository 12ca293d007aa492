"""What each formula of a book comes to, so that a viewer that cannot reckon shows figures and not empty cells.

The formulas themselves are worked out, in floats as spreadsheets do; that they give the plan's own figures, and those
of LibreOffice, is what the tests compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from twiza.planner.workbook.formulas import NoValue, Reader, Run, Value
from twiza.planner.workbook.grid import Book, Cell, Sheet


class Values:
    """The values of all cells of *book*, worked out once."""

    def __init__(self, book: Book) -> None:
        self._readers = {sheet.name: Reader(self, sheet.name) for sheet in book.sheets}
        self._read: dict[tuple[str, str], Run] = {}
        self._cells: dict[str, list[list[Value | Cell | NoValue]]] = {
            sheet.name: [[_plain(cell) for cell in row] for row in sheet.rows] for sheet in book.sheets
        }
        # Month after month, the long sheets first: each month then finds the one before it worked out already.
        widths = {sheet.name: max((len(row) for row in sheet.rows), default=0) for sheet in book.sheets}
        for name in sorted(widths, key=lambda one: -widths[one]):
            for column in range(1, widths[name] + 1):
                for row in range(1, len(self._cells[name]) + 1):
                    self.shown(name, row, column)

    def at(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell; None: it is empty."""
        try:
            held = self._cells[sheet][row - 1]
            value = held[column - 1]
        except IndexError:
            return None
        if value.__class__ is Cell:
            value = held[column - 1] = self._worked_out(sheet, value, column)
        if value.__class__ is NoValue:
            raise value
        return value  # type: ignore[return-value]

    def shown(self, sheet: str, row: int, column: int) -> Value:
        """The same, None also where a spreadsheet would show an error: nothing is then written beside the formula."""
        try:
            return self.at(sheet, row, column)
        except NoValue:
            return None

    def _worked_out(self, sheet: str, cell: Cell, column: int) -> Value | NoValue:
        formula = cell.formula
        run = self._read.get((sheet, formula))
        if run is None:
            run = self._read[sheet, formula] = self._readers[sheet].read(formula)
        try:
            return run(column)  # type: ignore[no-any-return]
        except (ArithmeticError, TypeError) as error:
            return NoValue(*error.args)

    def of_formulas(self, sheet: Sheet) -> Iterator[Value]:
        """The values of the formulas of *sheet*, row by row."""
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell is not None and cell.formula:
                    yield self.shown(sheet.name, number, column)


def _plain(cell: Cell | None) -> Value | Cell:
    if cell is None or cell.formula:
        return cell
    content = cell.content
    return float(content) if isinstance(content, int | Decimal) else content
