"""Word documents read right from both sides, and the same content gives the same file."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx as reader
import pytest
from docx.oxml.ns import qn

from twiza.papers.typesetting import docx

DAY = datetime.date(2026, 11, 22)


def arabic() -> bytes:
    made = docx.document(title="وثيقة", language="ar", day=DAY)
    docx.heading(made, "عنوان", 1, rtl=True)
    docx.paragraph(made, "المبلغ \u20667\u202f000\u2069 درهم لفائدة \u2068Fatima <b>&\u2069.", rtl=True)
    cells = docx.side_by_side(made, rtl=True, widths=(85, 85)).rows[0].cells
    docx.write(cells[0].paragraphs[0], "يمين", rtl=True)
    docx.write(cells[1].paragraphs[0], "gauche", rtl=False)
    docx.table(
        made, ["الاسم\nNom", "حصص"], [["a", "1"], ["b", "2"]], rtl=True, widths=(100, 70), figures=(1,), total=["", "3"]
    )
    docx.footer(made, "أسفل", rtl=True, page="صفحة {page} من {pages}")
    return docx.content(made)


def opened() -> reader.document.Document:
    return reader.Document(io.BytesIO(arabic()))


def test_paragraphs_and_tables_are_written_from_the_right() -> None:
    body = opened().element.body
    paragraphs = [one for one in body.iter(qn("w:p")) if one.find(qn("w:r")) is not None]
    directions = [one.find(qn("w:pPr")).find(qn("w:bidi")).get(qn("w:val")) for one in paragraphs]
    assert directions.count("0") == 1
    assert set(directions) == {"0", "1"}
    assert [one.tblPr.find(qn("w:bidiVisual")) is not None for one in body.iter(qn("w:tbl"))] == [True, True]
    assert body.sectPr.find(qn("w:bidi")) is not None


def test_every_style_has_fonts_and_sizes_for_arabic() -> None:
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Footer"):
        marks = opened().styles[name].element.rPr
        assert marks.rFonts.get(qn("w:cs")) == docx.FONT
        assert marks.find(qn("w:szCs")) is not None
        assert marks.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"


def test_what_was_isolated_has_its_own_direction_and_no_mark_is_left() -> None:
    line = opened().paragraphs[1]
    runs = [(run.text, run._r.rPr.find(qn("w:rtl")) is not None) for run in line.runs]
    assert runs == [
        ("المبلغ ", True), ("7\u202f000", False), (" درهم لفائدة ", True), ("Fatima <b>&", False), (".", True),
    ]  # fmt: skip


def test_a_table_says_its_rows_in_order_and_repeats_its_head() -> None:
    table = opened().tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["الاسم\nNom", "حصص"], ["a", "1"], ["b", "2"], ["", "3"],
    ]  # fmt: skip
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False, False]


def test_pages_are_numbered_by_fields() -> None:
    foot = opened().sections[0].footer._element
    assert [one.text for one in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_same_content_gives_the_same_file_without_what_nobody_uses() -> None:
    assert arabic() == arabic()
    names = zipfile.ZipFile(io.BytesIO(arabic())).namelist()
    assert [name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name] == []
    assert len(arabic()) < 25_000


@pytest.mark.parametrize("text", ["\x00\x0b", "\u202etxt", "a\u2069b", "]]>", "</w:t>", "\ud7ff"])
def test_hostile_text_is_only_text(text: str) -> None:
    made = docx.document(title=text, language="fr", day=DAY)
    docx.paragraph(made, f"a{text}z", rtl=False)
    held = reader.Document(io.BytesIO(docx.content(made)))
    assert held.paragraphs[0].text.startswith("a")
    assert held.paragraphs[0].text.endswith("z")
    assert "\u202e" not in held.paragraphs[0].text
