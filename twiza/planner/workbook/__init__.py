"""A plan as a workbook that recalculates: inputs typed once, everything else a formula."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.results import Result
from twiza.planner.workbook.assumptions import Assumptions, write_assumptions
from twiza.planner.workbook.file import saved
from twiza.planner.workbook.funding import write_funding
from twiza.planner.workbook.grid import Book
from twiza.planner.workbook.statements import write_statements
from twiza.planner.workbook.working import write_working
from twiza.planner.workbook.worth import Worth


def workbook(plan: Plan, result: Result, *, language: str, title: str) -> bytes:
    """The XLSX file of *plan*, in the words of *language*; sheets run from the right where it does.

    *result* is what :func:`~twiza.calc.planning.compute` gave for the same plan: its indicators stand beside the
    live ones, so that a reader sees what a change has done.
    """
    with translation.override(language):
        book, _known = lay(plan, result, title)
        return saved(book, rtl=translation.get_language_bidi())


def lay(plan: Plan, result: Result, title: str) -> tuple[Book, Assumptions]:
    """The sheets in the active language, and where inputs and figures stand in them."""
    book = Book()
    known = write_assumptions(book, plan, title)
    indicators = book.sheet(_("Indicators"))
    years = book.sheet(_("By year"))
    months = book.sheet(_("By month"))
    held = write_working(book, plan, known)
    write_funding(book, held, plan, known)
    by = write_statements(book, (months, years), held, plan, known)
    Worth(book, held, plan, known, by).write(indicators, result, title)
    return book, known
