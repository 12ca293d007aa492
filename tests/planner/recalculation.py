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

from twiza.planner.workbook.grid import Book

CENT = Decimal("0.01")
Shown = dict[tuple[str, str], Any]


def office() -> str:
    """LibreOffice, or a test skipped without it (failed where everything must be there)."""
    found = shutil.which("soffice")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("LibreOffice is not installed")
    return str(found)


def recalculated(folder: Path, files: dict[str, bytes]) -> dict[str, Shown]:
    """What each file shows once LibreOffice has opened and saved it; one start for all of them."""
    source, target = folder / "given", folder / "shown"
    source.mkdir()
    for name, content in files.items():
        (source / f"{name}.xlsx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(target), *[str(path) for path in sorted(source.glob("*.xlsx"))]],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: shown(target / f"{name}.xlsx") for name in files}


def shown(path: Path) -> Shown:
    """Every cell of a file by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
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
