"""What follows from a plan: figures, statements, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.accounts.access import needs
from twiza.planner import charts, lines, naming, reckoning, wording
from twiza.planner.access import Asked, plan_subject
from twiza.planner.charts import Drawing
from twiza.planner.presenting import presented
from twiza.planner.schema import PlanSchema
from twiza.planner.views.shared import address, language, page
from twiza.ui.components.data import Column, Download
from twiza.ui.components.navigation import Link, Tabs

YEARS = range(1, 6)
MOST_SWINGS = 10


@require_GET
@needs("plan.see", plan_subject)
def results(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The plan's results at a glance, its warnings and conditions, and its files."""
    shown = presented(asked.inputs, language=language())
    context = {
        "shown": shown,
        "year_columns": [Column(_("Figure")), *(Column(name, numeric=True) for name in shown.year_names)],
        "downloads": downloads(asked),
    }
    return page(request, "results", asked, "results", context)


def downloads(asked: Asked) -> list[Download]:
    """The plan's files."""
    forms = [
        ("pdf", _("The plan to print"), "PDF"),
        ("docx", _("The plan to correct"), "DOCX"),
        ("xlsx", _("Workbook with live formulas"), "XLSX"),
        ("json", _("Its inputs for machines"), "JSON"),
    ]
    return [Download(label, address("download", asked.plan, form), kind) for form, label, kind in forms]


@require_GET
@needs("plan.see", plan_subject)
def statement(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One of the three statements, by the five years or by the months of one."""
    if asked.statement not in lines.STATEMENTS:
        raise Http404
    shown = presented(asked.inputs, language=language())
    told = request.GET.get("year", "")
    year = int(told) if told in {str(one) for one in YEARS} else None
    sheet = lines.by_month(shown.result, asked.statement, year, shown.inputs) if year else shown.sheet(asked.statement)
    here = address("statement", asked.plan, asked.statement)
    titles = lines.titles()
    context = {
        "sheet": sheet,
        "columns": [Column(_("Line")), *(Column(name, numeric=True) for name in sheet.columns)],
        "statements": Tabs(
            label=_("Statements"),
            items=[
                Link(titles[key], address("statement", asked.plan, key), key == asked.statement)
                for key in lines.STATEMENTS
            ],
        ),
        "periods": [
            Link(_("All five years"), here, year is None),
            *(Link(wording.year_words(one), f"{here}?year={one}", one == year) for one in YEARS),
        ],
        "unconfirmed": shown.unconfirmed,
    }
    return page(request, "statement", asked, "statement", context)


@dataclass(frozen=True)
class Bar:
    """One bar of the tornado."""

    name: str
    low: str
    high: str
    at_low: str
    at_high: str
    drawing: Drawing


@require_GET
@needs("plan.see", plan_subject)
def certainty(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The draws and the tornado."""
    inputs = asked.inputs
    shown = presented(inputs, language=language())
    drawn = reckoning.drawn(inputs)
    rtl = shown.rtl
    context = {
        "shown": shown,
        "drawn": drawn,
        "ranges": len(drawn.drawn),
        "low_cash": [wording.money(one) for one in drawn.lowest_cash],
        "incomes": [
            (name, *(wording.money(end) for end in ends))
            for name, ends in zip(shown.year_names, drawn.member_income, strict=False)
        ],
        "income_columns": [
            Column(_("Year")),
            Column(_("Low (5 %)"), numeric=True),
            Column(_("Middle"), numeric=True),
            Column(_("High (95 %)"), numeric=True),
        ],
        "income_chart": charts.bands(drawn.member_income[:5], rtl=rtl) if drawn.drawn else None,
        "cash_chart": charts.histogram(drawn.lowest_cash_bins, rtl=rtl) if drawn.drawn else None,
        "cash_ends": bin_ends(drawn.lowest_cash_bins),
        "bars": tornado(inputs, shown.result.years[-1].member_income_sustained, rtl=rtl),
        "bar_columns": [
            Column(_("What changes")),
            Column(_("Lowest value"), numeric=True),
            Column(_("Highest value"), numeric=True),
            Column(_("Income at its low end"), numeric=True),
            Column(_("Income at its high end"), numeric=True),
        ],
    }
    return page(request, "certainty", asked, "certainty", context)


def bin_ends(bins: tuple[tuple[Decimal, Decimal, int], ...]) -> tuple[str, str]:
    """The lowest and the highest end, in words."""
    return (wording.money(bins[0][0]), wording.money(bins[-1][1])) if bins else ("", "")


def tornado(inputs: PlanSchema, middle: Decimal, *, rtl: bool) -> list[Bar]:
    """What matters most for the members' income, the widest bar first."""
    swings = sorted(
        reckoning.swings(inputs), key=lambda one: abs(one.member_income[1] - one.member_income[0]), reverse=True
    )
    held = [one for one in swings if one.member_income[0] != one.member_income[1]][:MOST_SWINGS]
    values = [middle, *(value for one in held for value in one.member_income)]
    ends = min(values), max(values)
    names = naming.positions(inputs, language())
    return [
        Bar(
            names.get(one.path, one.path),
            wording.count(one.low),
            wording.count(one.high),
            wording.money(one.member_income[0]),
            wording.money(one.member_income[1]),
            charts.span(*one.member_income, middle, ends, rtl=rtl),
        )
        for one in held
    ]
