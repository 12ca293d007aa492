"""What people typed stays what they typed: on pages, in tables, in papers, in answers for machines."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.portal.poisoned import NASTY, Seen, visits
from tests.portal.test_every_address import world  # noqa: F401

pytestmark = pytest.mark.same_on_each

RAW = ("<script>alert(1)", "\"'{{7*7}}")
"""What stands in HTML only where it was not escaped."""
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;{{7*7}}#eval(&quot;x&quot;)"
_SEEN: list[Seen] = []


@pytest.fixture
def seen(request: pytest.FixtureRequest, db: None) -> list[Seen]:
    """Everything that everybody may open, opened once for all tests of this module."""
    if not _SEEN:
        _SEEN.extend(list(visits(request.getfixturevalue("world"))))
    return _SEEN


def test_what_people_typed_is_text_on_every_page(seen):
    pages = [one for one in seen if one.kind == "text/html"]

    broken = [f"{one.who}: {one.name}: {mark}" for one in pages for mark in RAW if mark in one.text]

    assert broken == []
    shown = {one.name for one in pages if ESCAPED in one.text}
    assert len(shown) > 40, sorted(shown)
    for name in ("projects:project", "projects:notes", "dossier:home", "dossier:desk-filing", "planner:overview",
                 "registry:cooperative", "registry:cooperatives", "accounts:account", "privacy:my-data"):  # fmt: skip
        assert name in shown


def test_machines_get_it_as_a_value(seen):
    told = {one.name: json.loads(one.text) for one in seen if one.kind == "application/json"}

    assert NASTY in json.dumps(told["privacy:my-data-file"], ensure_ascii=False).replace('\\"', '"')


def test_no_formula_of_theirs_runs_in_a_table(seen):
    tables = {(one.name, one.kind): one.body for one in seen if one.kind == "text/csv" or "spreadsheetml" in one.kind}
    shown = set()
    for (name, kind), body in tables.items():
        read = _cells_of_csv if kind == "text/csv" else _cells_of_xlsx
        words, formulas = read(body)
        # The workbook of a plan runs formulas of its own; nobody's words stand in them.
        assert [f for f in formulas if name != "planner:download" or "alert" in f] == [], (name, kind)
        shown |= {name} if any(f"'{NASTY}" in word for word in words) else set()

    assert shown >= {"registry:members-table", "projects:overview-table", "planner:download"}


def _cells_of_csv(body: bytes) -> tuple[list[str], list[str]]:
    words = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")) for cell in row]
    return words, [word for word in words if word.startswith("=")]


def _cells_of_xlsx(body: bytes) -> tuple[list[str], list[str]]:
    cells = [cell for sheet in load_workbook(io.BytesIO(body)) for row in sheet.iter_rows() for cell in row]
    return [str(cell.value) for cell in cells], [str(cell.value) for cell in cells if cell.data_type == "f"]


def test_papers_print_it_letter_by_letter(seen):
    books = {(one.name, one.kind): one.body for one in seen if one.kind == "application/pdf" or "wordproc" in one.kind}
    told = {}
    for key, body in books.items():
        if key[1] == "application/pdf":
            told[key] = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        else:
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                told[key] = book.read("word/document.xml").decode()
                assert "<script" not in told[key]
    flat = {key: "".join(text.split()).replace("&quot;", '"') for key, text in told.items()}
    assert {name for (name, _kind), text in flat.items() if "{{7*7}}" in text} >= {
        "planner:download",
        "registry:extract",
    }


def test_private_answers_are_kept_by_nobody_and_framed_by_nobody(seen):
    private = [one for one in seen if one.private]
    assert len({one.name for one in private}) > 60
    for one in private:
        of = f"{one.who}: {one.name}"
        assert "no-store" in one.headers["Cache-Control"], of
        assert "private" in one.headers["Cache-Control"], of
        assert one.headers["X-Content-Type-Options"] == "nosniff", of
        assert one.headers["X-Frame-Options"] == "DENY", of
        policy = one.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy or "sandbox" in policy, of
        assert "unsafe" not in policy, of


def test_what_is_no_page_is_handed_over_as_a_file(seen):
    shown = {"text/html", "image/svg+xml", "application/ld+json", "application/json"}
    for one in seen:
        if one.private and one.kind not in shown:
            assert one.headers["Content-Disposition"].startswith(("attachment", "inline")), one.name
            if one.headers["Content-Disposition"].startswith("inline"):
                assert one.kind in {"application/pdf", "image/png", "image/jpeg"}, one.name
            assert "\n" not in one.headers["Content-Disposition"]
