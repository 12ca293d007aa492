"""Recalculates a workbook with LibreOffice and reads what it shows."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.results import Result
from twiza.planner.workbook.grid import Book

CENT = Decimal("0.01")
WHOLE_PLAN = (
    "investment", "capital", "npv", "irr", "payback_month", "break_even_year", "break_even_month", "lowest_cash",
    "lowest_cash_month", "jobs", "job_cost", "full_pay_month",
)  # fmt: skip
EACH_YEAR = ("debt_cover", "member_income", "member_income_sustained", "jobs", "lowest_cash", "lowest_cash_month")
Shown = dict[tuple[str, str], Any]


def office() -> str:
    """LibreOffice, or a test skipped without it (failed where everything must be there)."""
    found = shutil.which("soffice")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("LibreOffice is not installed")
    return str(found)


def recalculated(folder: Path, files: dict[str, bytes]) -> dict[str, Shown]:
    """What each file shows once LibreOffice has opened and saved it; one start for all of them.

    It would believe the values that a file brings beside its formulas, so these are taken out first.
    """
    source, target = folder / "given", folder / "shown"
    source.mkdir()
    for name, content in files.items():
        (source / f"{name}.xlsx").write_bytes(changed(content, {}))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(target), *[str(path) for path in sorted(source.glob("*.xlsx"))]],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: shown((target / f"{name}.xlsx").read_bytes()) for name in files}


def shown(content: bytes) -> Shown:
    """What every cell of a file shows, by sheet and address, without being recalculated."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def differences(cells: Shown, book: Book, expected: dict[str, list[Any]]) -> list[str]:
    """Cells that do not show what is expected to a cent; texts must be there where no number is."""
    found = []
    for key, values in expected.items():
        sheet, addresses = book.places[key]
        assert len(addresses) == len(values), key
        for address, value in zip(addresses, values, strict=True):
            cell = cells.get((sheet, address))
            if value is None:
                same = isinstance(cell, str) and not cell.startswith("#")
            else:
                same = isinstance(cell, int | float) and abs(Decimal(repr(cell)) - value) < CENT
            if not same:
                found.append(f"{key} {sheet}!{address}: shows {cell!r}, expected {value}")
    return found


def formulas(content: bytes) -> set[tuple[str, str]]:
    """Where formulas stand in a file."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def unlike(content: bytes, after: Shown) -> list[str]:
    """Formulas whose value in the file as we give it is not what they show *after* a recalculation, to a cent."""
    before, found = shown(content), []
    for place in sorted(formulas(content)):
        ours, theirs = before.get(place), after.get(place)
        if isinstance(ours, int | float) and isinstance(theirs, int | float):
            same = abs(Decimal(repr(ours)) - Decimal(repr(theirs))) < CENT
        else:
            same = ours is not None and ours == theirs
        if not same:
            found.append(f"{place}: given as {ours!r}, recalculated {theirs!r}")
    return found


def expected(plan: Plan, result: Result) -> dict[str, list[Any]]:
    """Every figure of *result* under the key that the workbook's book keeps its place by."""
    found: dict[str, list[Any]] = {"project_flows": list(result.project_flows)}
    for name, statement in (("income", result.income), ("cash", result.cash), ("balance", result.balance)):
        for line in statement.lines:
            found[f"{name}.{line.key}.months"] = list(line.months)
            found[f"{name}.{line.key}.years"] = list(line.years)
    for key in WHOLE_PLAN:
        found[f"indicators.{key}"] = [getattr(result.indicators, key)]
    for key in EACH_YEAR:
        found[f"years.{key}"] = [getattr(year, key) for year in result.years]
    for key in ("turnover", "percent"):
        found[f"years.{key}"] = [getattr(year.break_even, key) for year in result.years]
    for number, product in enumerate(result.products):
        found[f"years.units.{number}"] = [year.break_even.units[number] for year in result.years]
        for key in ("made", "sold", "price", "sales"):
            found[f"products.{number}.{key}"] = list(getattr(product, key).months)
    for number, loan in enumerate(result.loans):
        for key in ("received", "interest", "principal", "balance"):
            found[f"loans.{number}.{key}"] = list(getattr(loan, key).months)
    return found


def changed(content: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """The file as a reader would save it after typing other values into *cells*; its formulas have no values then."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, address), value in cells.items():
        book[sheet][address].value = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
