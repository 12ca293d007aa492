"""The plan's papers: read back, in three languages, from the right where it is read so."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import docx
import pytest
from django.utils import translation
from pypdf import PdfReader

from tests.planner.factories import a_plan, inputs_of
from tests.projects.factories import a_group
from twiza.planner import commands, document
from twiza.planner.document.content import content
from twiza.planner.document.parts import Chart, Table
from twiza.planner.models import Plan
from twiza.planner.reckoning import results

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
DAY = datetime.date(2026, 11, 22)
HOSTILE = 'A #eval("1+1") $x^2$ *b* _c_ ] } \\ "d" <e> `f` @g //h \u202etxt\u2069 = + - /'


@pytest.fixture
def plan() -> Plan:
    return a_plan(a_group(5, name="تعاونية العسل"))


def texts(made: bytes) -> str:
    read = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_it_is_set_as_pdf_with_title_language_and_pages(plan: Plan, language: str) -> None:
    read = PdfReader(io.BytesIO(document.made(plan, "pdf", language=language, day=DAY)))

    assert 4 <= len(read.pages) <= 9
    assert read.root_object["/Lang"] == language
    assert read.metadata is not None
    assert "تعاونية العسل" in str(read.metadata.title)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_it_is_set_in_word_with_the_same_figures(plan: Plan, language: str) -> None:
    told = texts(document.made(plan, "docx", language=language, day=DAY))
    sales = results(inputs_of(plan)).income["sales"].years[4]

    assert sales == Decimal(180000)
    assert any(written in told for written in ("180\u202f000", "180,000"))
    assert {"ar": "عسل", "fr": "Miel", "en": "Honey"}[language] in told


def test_in_arabic_word_reads_from_the_right_and_signs_stay_before_their_figures(plan: Plan) -> None:
    read = docx.Document(io.BytesIO(document.made(plan, "docx", language="ar", day=DAY)))

    assert all(
        one._p.pPr is not None and one._p.pPr.find(docx.oxml.ns.qn("w:bidi")) is not None for one in read.paragraphs
    )
    assert all(table._tbl.tblPr.find(docx.oxml.ns.qn("w:bidiVisual")) is not None for table in read.tables)
    runs = [
        run.text for table in read.tables for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs
    ]
    negative = [text for text in runs if "\u2212" in text]
    assert negative
    assert all(text.startswith("\u200e\u2212") for text in negative)


def test_the_same_plan_and_day_give_the_same_paper(plan: Plan) -> None:
    for form in ("pdf", "docx"):
        assert document.made(plan, form, language="ar", day=DAY) == document.made(plan, form, language="ar", day=DAY)


def test_it_has_what_a_bank_reads(plan: Plan) -> None:
    with translation.override("en"):
        told = content(plan, "en", DAY)
    titles = [section.title for section in told.sections]
    blocks = [block for section in told.sections for block in section.blocks]

    assert titles == [
        "Summary", "The group", "Market", "Production", "Investment and financing", "Five years in statements",
        "Indicators", "Risk", "Sources and assumptions",
    ]  # fmt: skip
    assert [one.title for one in blocks if isinstance(one, Chart)] == [
        "Cash at the end of each month", "Sales (first bar) and result (second bar)"
    ]  # fmt: skip
    statements = [
        one
        for one in blocks
        if isinstance(one, Table) and one.title in {"Income statement", "Cash flow", "Balance sheet"}
    ]
    assert [len(one.columns) for one in statements] == [6, 6, 6]
    assert any("to be confirmed by a jurist" in str(block) for block in blocks)


def test_text_from_people_is_only_ever_text(plan: Plan) -> None:
    commands.answer(
        plan=plan, by="command-line", seen_version=1, changes={"products.honey.name": HOSTILE[:120], "members": 6}
    )
    held = Plan.objects.get()
    made = document.made(held, "pdf", language="en", day=DAY)
    assert len(PdfReader(io.BytesIO(made)).pages) >= 4
    assert '#eval("1+1")' in texts(document.made(held, "docx", language="en", day=DAY))


def test_an_empty_plan_has_its_paper_too() -> None:
    plan = a_plan(model=None, name="Bread", idea="We bake.")
    for form in ("pdf", "docx"):
        assert document.made(plan, form, language="fr", day=DAY)


def test_pay_below_the_minimum_wage_stands_in_both_papers(plan: Plan) -> None:
    work = inputs_of(plan).work[0].key
    commands.answer(plan=plan, by="command-line", seen_version=1, changes={f"work.{work}.pay": "1200"})
    held = Plan.objects.get()
    pdf = PdfReader(io.BytesIO(document.made(held, "pdf", language="en", day=DAY)))
    assert "less than a minimum wage" in " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "less than a minimum wage" in texts(document.made(held, "docx", language="en", day=DAY))
