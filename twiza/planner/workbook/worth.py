"""The sheet of indicators: the whole plan and its years, beside the figures as first computed."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from twiza.calc.planning import worth
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.results import Indicators, Result
from twiza.planner.workbook.assumptions import Assumptions
from twiza.planner.workbook.grid import (
    CALC,
    HEAD,
    KEY,
    MONEY,
    NOTE,
    UNITS,
    WHOLE,
    Book,
    Cell,
    Content,
    Row,
    Sheet,
    said,
    text,
)
from twiza.planner.workbook.statements import Places
from twiza.planner.workbook.working import MONTH, Ledgers


def reasons() -> dict[str, str]:
    """Why there is no internal rate, in the few words that fit a cell."""
    return {
        "no_outlay": _("None: nothing is laid out"),
        "never_recovered": _("None: it never comes back"),
        "several": _("None: several rates would fit"),
        "beyond": _("None: beyond 792 % a year"),
    }


def never() -> str:
    """What stands where a month or year never comes, or a ratio has no meaning."""
    return _("None")


class Worth:
    """Rows of flows on the working sheet, then the sheet of indicators."""

    def __init__(self, book: Book, held: Ledgers, plan: Plan, known: Assumptions, by: tuple[Places, Places]) -> None:
        self.book, self.held, self.plan, self.known = book, held, plan, known
        self.by_month, self.by_year = by

    def month(self, statement: str, key: str) -> str:
        """A line of the monthly statements in the same month."""
        return self.by_month.row(statement, key).far_now

    def year(self, statement: str, key: str) -> str:
        """A line of the yearly statements in the same year."""
        return self.by_year.row(statement, key).far_now

    def flows(self) -> dict[str, Row]:
        """Flows of the project and what is looked for in them, on the working sheet."""
        sheet, months = self.held.sheet, self.plan.months
        brought = "".join(f"-{row.now}" for row in self.held.brought)
        ends = [self.month("balance", key) for key in ("fixed_assets", "finished_stock", "input_stock", "receivables")]
        owed = [self.month("balance", key) for key in ("payables", "tax_due")]
        end = "+".join(ends) + "".join(f"-{one}" for one in owed)
        sheet.title(_("Flows of the project"))
        flow = sheet.line(
            _("Before any financing"),
            f"=ROUND({self.month('cash', 'operating_cash')}-{self.month('cash', 'investments')}{brought},2)",
            months)  # fmt: skip
        whole = sheet.line(
            _("With the end value"), f"=IF({MONTH}={months},ROUND({flow.now}+{end},2),{flow.now})", months)  # fmt: skip
        return {
            "whole": self.book.mark("project_flows", whole),
            **self._rates(sheet, whole),
            "payback": self._negative(sheet, _("Month in which it is not yet paid back"), flow.now),
            "break_even": self._negative(
                sheet, _("Month in which the result so far is a loss"), self.month("income", "result_before_tax")),
        }  # fmt: skip

    def _rates(self, sheet: Sheet, whole: Row) -> dict[str, Row]:
        """What the flows are worth at each rate a month, and where that changes its sign."""
        lowest, step = Decimal(str(worth.LOWEST)), Decimal(str(worth.STEP))
        rates = sheet.values(
            _("Rate a month, to find the internal rate"), [lowest + place * step for place in range(worth.RATES)],
            KEY, "0.0%")  # fmt: skip
        formula = f"=SUMPRODUCT({whole.all}/(1+{rates.now})^({Row('', 2, self.plan.months).all}-1))"
        values = sheet.line(_("Value at this rate"), formula, worth.RATES)
        changed = f"=IF(ISNUMBER({values.before}),IF(({values.now}>0)<>({values.before}>0),1,0),0)"
        return {"rates": rates, "values": values, "changes": sheet.line(_("It changes its sign"), changed, worth.RATES,
                                                                         form=WHOLE)}  # fmt: skip

    def _negative(self, sheet: Sheet, label: str, amount: str) -> Row:
        place = sheet.next
        held = sheet.line(_("So far"), f"=ROUND(~{place}+{amount},2)", self.plan.months)
        return sheet.line(label, f"=IF({held.now}<0,{MONTH},0)", self.plan.months, form=WHOLE)

    def _after(self, row: Row) -> str:
        last = f"MAX({row.far})"
        return f"=IF({last}={self.plan.months},{said(never())},{last}+1)"

    def write(self, sheet: Sheet, result: Result, title: str) -> None:
        """The sheet of indicators, which is in the book already."""
        rows = self.flows()
        sheet.widths = {1: 52.0, 2: 2.0} | {3 + place: 18.0 for place in range(max(6, self.plan.months // 12))}
        sheet.title(title)
        sheet.add(Cell(text(_("Every figure follows from the sheet of assumptions.")), NOTE))
        self._whole(sheet, result.indicators, rows)
        self._years(sheet)

    def _whole(self, sheet: Sheet, figures: Indicators, rows: dict[str, Row]) -> None:
        sheet.title(_("The whole plan"))
        sheet.add(
            Cell(text(_("Figure")), HEAD), None, Cell(text(_("Now")), HEAD), Cell(text(_("As first computed")), HEAD)
        )
        formulas = self._formulas(rows)
        for key, (label, form) in _labels().items():
            row = sheet.add(
                Cell(text(label), NOTE), None, Cell(formulas[key], CALC, form), Cell(first(figures, key), KEY, form)
            )
            self.book.places[f"indicators.{key}"] = (sheet.name, [f"C{row}"])

    def _formulas(self, rows: dict[str, Row]) -> dict[str, Content]:
        cash = self.by_month.row("cash", "closing_cash").far
        result = self.by_year.row("income", "result").far
        count, known = self.plan.months // 12, self.known
        last_jobs = f"INDEX({Row('', self._head + 1 + _year_keys(self.plan).index('jobs'), count).all},{count})"
        investment = "+".join(f"ROUND({known[f'investments.{n}.cost']},2)" for n in range(len(self.plan.investments)))
        whole, powers = rows["whole"].far, f"({self._month_row()}-1)"
        monthly = f"(1+{known['discount_rate']}/100)^(1/12)"
        first_good = "".join(f"IF(INDEX({result},{year})>=0,{year}," for year in range(1, count + 1))
        full = self.held.full_pay
        assert full is not None
        return {
            "investment": f"={investment or 0}",
            "capital": f"=INDEX({self.by_month.row('balance', 'capital').far},{self.plan.months})",
            "npv": f"=ROUND(SUMPRODUCT({whole}/{monthly}^{powers}),2)",
            "irr": self._irr(rows),
            "payback_month": self._after(rows["payback"]),
            "break_even_year": f"={first_good}{said(never())}" + ")" * count,
            "break_even_month": self._after(rows["break_even"]),
            "lowest_cash": f"=MIN({cash})",
            "lowest_cash_month": f"=MATCH(MIN({cash}),{cash},0)",
            "jobs": f"={last_jobs}",
            "job_cost": f"=IF({last_jobs}>0,ROUND(({investment or 0})/{last_jobs},2),{said(never())})",
            "full_pay_month": f"=IFERROR(MATCH(1,{full.far},0),{said(never())})",
        }

    def _month_row(self) -> str:
        return Row(self.held.sheet.name, 2, self.plan.months).far

    def _irr(self, rows: dict[str, Row]) -> str:
        """The rate near the one change of sign, or in words why there is none."""
        words = {key: said(value) for key, value in reasons().items()}
        whole, rate, change = (rows[key].far for key in ("whole", "rates", "changes"))
        guess = f"INDEX({rate},MATCH(1,{change},0))-{worth.STEP / 2}"
        found = f"ROUND(((1+IRR({whole},{guess}))^12-1)*100,2)"
        return (
            f'=IF(COUNTIF({whole},"<0")=0,{words["no_outlay"]},IF(SUM({change})>1,{words["several"]},'
            f"IF(SUM({change})=0,IF(INDEX({rows['values'].far},1)>0,{words['beyond']},{words['never_recovered']}),{found})))"
        )

    def _years(self, sheet: Sheet) -> None:
        count = self.plan.months // 12
        sheet.title(_("Year by year"))
        sheet.values(_("Year"), range(1, count + 1), HEAD, WHOLE)
        named = _year_labels(self.plan)
        for key in _year_keys(self.plan):
            label, form = named[key]
            row = sheet.line(label, self._year_formula(key), count, form=form)
            self.book.mark(f"years.{key}", row)

    def _months_of(self, row: Row) -> str:
        number = f"@${self._head}"
        return f"INDEX({row.far},12*{number}-11):INDEX({row.far},12*{number})"

    @property
    def _head(self) -> int:
        """Row of the years, below the figures of the whole plan."""
        return 4 + 1 + len(_labels()) + 3

    def _year_formula(self, key: str) -> str:
        y, none = self.year, said(never())
        sales, before = y("income", "sales"), y("income", "result_before_tax")
        follows = f"({y('income', 'materials')}-{y('income', 'stock_change')}+{y('income', 'variable_costs')})"
        margin = f"({sales}-{follows})"
        share, none_at = f"MAX(0,({margin}-{before})/{margin})", f"OR({sales}<=0,ROUND({margin},2)<=0)"
        span = self._months_of(self.by_month.row("cash", "closing_cash"))
        served = f"({y('cash', 'interest_paid')}+{y('cash', 'principal_paid')})"
        earned = f"({y('income', 'member_pay')}+{y('income', 'patronage')})"
        share_of = f"(12*{self.known['members']})"
        if key.startswith("units."):
            sold = self._months_of(self.held.sold[int(key.partition(".")[2])])
            return f"=IF({none_at},{none},ROUND(SUM({sold})*{share},2))"
        posts = "+".join(f"SUM({self._months_of(row)})" for row in self.held.posts) or "0"
        return {
            "turnover": f"=IF({none_at},{none},ROUND({sales}*{share},2))",
            "percent": f"=IF({none_at},{none},ROUND(100*{share},2))",
            "debt_cover": f"=IF({served}>0,ROUND({y('cash', 'operating_cash')}/{served},2),{none})",
            "member_income": f"=ROUND({earned}/{share_of},2)",
            "member_income_sustained": f"=ROUND(({earned}+MIN(0,{y('income', 'result')}))/{share_of},2)",
            "jobs": f"=ROUND(({posts})/12,2)",
            "lowest_cash": f"=MIN({span})",
            "lowest_cash_month": f"=MATCH(MIN({span}),{span},0)+12*(@${self._head}-1)",
        }[key]


def first(figures: Indicators, key: str) -> Content:
    """One figure as first computed."""
    value: Decimal | int | None = getattr(figures, key)
    if value is None and key == "irr":
        return text(reasons()[figures.no_irr or "several"])
    return text(never()) if value is None else value


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "investment": (_("Investment"), MONEY),
        "capital": (_("Members' capital"), MONEY),
        "npv": (_("Net present value"), MONEY),
        "irr": (_("Internal rate of return, % a year"), UNITS),
        "payback_month": (_("Paid back from month"), WHOLE),
        "break_even_year": (_("First year without a loss"), WHOLE),
        "break_even_month": (_("Result so far is no loss from month"), WHOLE),
        "lowest_cash": (_("Lowest cash"), MONEY),
        "lowest_cash_month": (_("Month of the lowest cash"), WHOLE),
        "jobs": (_("Full-time jobs in the last year"), UNITS),
        "job_cost": (_("Investment for one job"), MONEY),
        "full_pay_month": (_("Members' first full pay in month"), WHOLE),
    }


def _year_keys(plan: Plan) -> list[str]:
    units = [f"units.{number}" for number in range(len(plan.products))]
    return [
        "turnover", "percent", *units, "debt_cover", "member_income", "member_income_sustained", "jobs",
        "lowest_cash", "lowest_cash_month",
    ]  # fmt: skip


def _year_labels(plan: Plan) -> dict[str, tuple[str, str]]:
    units = {
        f"units.{number}": (_("Break-even: %(product)s sold (%(unit)s)") % {"product": p.name, "unit": p.unit}, MONEY)
        for number, p in enumerate(plan.products)
    }
    return units | {
        "turnover": (_("Break-even: turnover"), MONEY),
        "percent": (_("Break-even: % of the planned sales"), MONEY),
        "debt_cover": (_("Cash from work for 1 of debt service"), MONEY),
        "member_income": (_("Income of one member a month"), MONEY),
        "member_income_sustained": (_("The same less the year's loss"), MONEY),
        "jobs": (_("Full-time jobs"), MONEY),
        "lowest_cash": (_("Lowest cash"), MONEY),
        "lowest_cash_month": (_("Month of the lowest cash"), WHOLE),
    }
