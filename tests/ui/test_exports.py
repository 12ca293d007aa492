"""What people typed stays text in every spreadsheet."""

import csv
import io

import pytest
from openpyxl import load_workbook

from twiza.ui.exports import as_csv, as_xlsx, harmless

FORMULAS = [
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\x01=1+1", "\x00=1+1", "\x1f\x0b@x", " =1+1",
    "\u200f=1+1", "\u00a0-1", "\ufeff=1+1", "＝1+1", '=HYPERLINK("https://evil.example";"x")', "=cmd|'/C calc'!A0",
]  # fmt: skip


def csv_cells(columns, rows):
    read = csv.reader(io.StringIO(as_csv(columns, rows).decode("utf-8-sig"), newline=""))
    return [cell for row in read for cell in row]


def xlsx_cells(columns, rows):
    book = load_workbook(io.BytesIO(as_xlsx(columns, rows, title="x", rtl=False, notes=columns)))
    return [cell for sheet in book for row in sheet for cell in row]


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_is_text_in_head_body_and_notes(typed):
    assert all(cell.startswith("'") for cell in csv_cells([typed], [[typed]]))
    read = xlsx_cells([typed], [[typed]])
    assert len(read) == 3
    assert {cell.data_type for cell in read} == {"s"}
    assert all(cell.value.startswith("'") for cell in read)


@pytest.mark.parametrize("typed", ["Fès", "تعاونية", "a=b", "50 %", "(x)", "06 12", "a\nb", "", "'x"])
def test_plain_text_stays_as_it_is(typed):
    assert harmless(typed) == typed


def test_numbers_and_truth_stay_what_they_are():
    assert [harmless(cell) for cell in (-3.5, 0, True, None)] == [-3.5, 0, True, None]


def test_control_characters_leave_neither_table_unreadable():
    typed = "a\x00b\x07c\ud800d\ufffe"

    assert csv_cells(["x"], [[typed]]) == ["x", "abcd"]
    assert [cell.value for cell in xlsx_cells(["x"], [[typed]])] == ["x", "abcd", "x"]


def test_a_quote_or_a_line_end_does_not_leave_its_cell():
    typed = 'a","=1+1\r\n=2+2'

    assert csv_cells(["x", "y"], [[typed, "z"]]) == ["x", "y", typed, "z"]
