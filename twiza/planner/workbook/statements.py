"""The statements by month and by year, tax and the use of the surplus.

The rows of both sheets stand in a known order, so that each may speak of the other: the tax of a month is that of its
year, the year's result the sum of its months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.results import BALANCE_LINES, CASH_LINES, INCOME_LINES
from twiza.planner import lines
from twiza.planner.workbook.assumptions import Assumptions
from twiza.planner.workbook.grid import CALC, FIRST, HEAD, SUM, WHOLE, Book, Row, Sheet
from twiza.planner.workbook.working import HEADER, MONTH, YEAR, Ledgers, header

STATEMENTS = (("income", INCOME_LINES), ("cash", CASH_LINES), ("balance", BALANCE_LINES))
CLOSING = ("tax", "loss_absorbed", "legal_reserve", "training_reserve", "patronage", "free_reserve")
YEAR_HEADER = 2

Formulas = dict[str, str]


@dataclass(frozen=True)
class Places:
    """Where each line of the three statements stands, on a sheet whose first title is in row *top*."""

    sheet: str
    columns: int
    top: int

    def row(self, statement: str, key: str) -> Row:
        """The row of a line."""
        number = self.top
        for name, keys in STATEMENTS:
            if name == statement:
                return Row(self.sheet, number + 2 + keys.index(key), self.columns)
            number += len(keys) + 2
        raise KeyError(statement)


def words() -> dict[str, dict[str, str]]:
    """Names of all lines."""
    return {"income": lines.income_lines(), "cash": lines.cash_lines(), "balance": lines.balance_lines()}


def write_statements(
    book: Book, sheets: tuple[Sheet, Sheet], held: Ledgers, plan: Plan, known: Assumptions
) -> tuple[Places, Places]:
    """Fills the sheets of months and of years, which are in the book already; where their lines stand."""
    months, years = sheets
    count = plan.months // 12
    header(months, _("Month by month"), known, plan.months)
    by_month = Places(months.name, plan.months, HEADER + 1)
    by_year = Places(years.name, count, YEAR_HEADER + 1)
    closing = {key: Row(years.name, _closing_top(by_year) + place, count) for place, key in enumerate(_CLOSING_ROWS)}
    formulas = {
        "income": _income(held, closing),
        "cash": _cash(held, closing, known, by_month),
        "balance": _balance(held, by_month),
    }
    _fill(book, months, plan.months, "months", lambda statement, key: formulas[statement][key])
    years.widths = {1: 44.0, 2: 2.0} | {FIRST + place: 16.0 for place in range(count)}
    years.frozen = "C3"
    years.title(_("Year by year"))
    years.values(_("Year"), range(1, count + 1), HEAD, WHOLE)
    _fill(book, years, count, "years", lambda statement, key: _year(by_month.row(statement, key), statement, key))
    _close(years, by_year, closing, known, plan)
    return by_month, by_year


def _fill(book: Book, sheet: Sheet, columns: int, part: str, formula: Callable[[str, str], str]) -> None:
    named, titles = words(), lines.titles()
    for statement, keys in STATEMENTS:
        sheet.title(titles[statement])
        for key in keys:
            look = SUM if key in lines.SUMS else CALC
            row = sheet.line(named[statement][key], formula(statement, key), columns, look)
            book.mark(f"{statement}.{key}.{part}", row)


def _sum(rows: Sequence[Row]) -> str:
    return "=ROUND(" + ("+".join(row.far_now for row in rows) or "0") + ",2)"


class _Here:
    """The lines of one statement in the same month, as its own formulas write them."""

    def __init__(self, places: Places, statement: str) -> None:
        self._places, self._statement = places, statement

    def __call__(self, *keys: str) -> str:
        return "+".join(self._places.row(self._statement, key).now for key in keys)

    def minus(self, first: str, *keys: str) -> str:
        """The first line less all others."""
        return f"=ROUND({self(first)}-" + "-".join(self(key) for key in keys) + ",2)"


def _income(held: Ledgers, closing: dict[str, Row]) -> Formulas:
    here = _Here(Places("", 0, HEADER + 1), "income")
    goods = "+".join(f"{row.far_now}-{row.far_now.replace('@', '~')}" for row in held.goods)
    return {
        "sales": _sum(held.sales),
        "stock_change": f"=ROUND({goods or '0'},2)",
        "grant_income": _sum(held.earned),
        "income": f"=ROUND({here('sales', 'stock_change', 'grant_income')},2)",
        "materials": _sum(held.used),
        "variable_costs": _sum(held.variable),
        "gross_margin": here.minus("income", "materials", "variable_costs"),
        "member_pay": _sum(held.member_pay),
        "employee_pay": _sum(held.employee_pay),
        "charges": _sum(held.charges),
        "fixed_costs": _sum(held.fixed),
        "operating_surplus": here.minus("gross_margin", "member_pay", "employee_pay", "charges", "fixed_costs"),
        "depreciation": _sum(held.written_off),
        "operating_result": here.minus("operating_surplus", "depreciation"),
        "interest": _sum(held.interest),
        "loan_fees": _sum(held.fees),
        "result_before_tax": here.minus("operating_result", "interest", "loan_fees"),
        "result": here.minus("result_before_tax", "tax"),
        **{key: f"=IF(MOD({MONTH},12)=0,INDEX({closing[key].far},{YEAR}),0)" for key in CLOSING},
    }


def _after(row: Row, delay: str) -> str:
    month = f"({MONTH}-{delay})"
    return f"=IF({month}>=12,IF(MOD({month},12)=0,INDEX({row.far},{month}/12),0),0)"


def _cash(held: Ledgers, closing: dict[str, Row], known: Assumptions, places: Places) -> Formulas:
    here, income = _Here(places, "cash"), _Here(places, "income")
    same = ("variable_costs", "member_pay", "employee_pay", "charges", "fixed_costs", "loan_fees")
    change = places.row("cash", "closing_cash").before
    return {
        "from_customers": _sum(held.receipts),
        "to_suppliers": _sum(held.paid),
        **{key: "=" + income(key) for key in same},
        "tax_paid": _after(closing["tax"], known["taxes.months_after_year"]),
        "operating_cash": here.minus("from_customers", *CASH_LINES[1:8]),
        "investments": _sum(held.purchases),
        "shares": _sum(held.shares),
        "grants": _sum(held.grants),
        "loans_received": _sum(held.lent),
        "interest_paid": "=" + income("interest"),
        "principal_paid": _sum(held.principal),
        "patronage_paid": _after(closing["patronage"], known["surplus.paid_month"]),
        "financing_cash": f"=ROUND({here('shares', 'grants', 'loans_received')}"
        f"-({here('loan_fees', 'interest_paid', 'principal_paid', 'patronage_paid')}),2)",
        "cash_change": f"=ROUND({here('operating_cash', 'financing_cash')}-{here('investments')},2)",
        "opening_cash": f"=ROUND({change}+0,2)",
        "closing_cash": f"=ROUND({here('opening_cash', 'cash_change')},2)",
    }


def _kept(own: str, came: str, went: str) -> str:
    return f"=ROUND({own}+{came}-({went}),2)"


def _balance(held: Ledgers, places: Places) -> Formulas:
    here, income, cash = (_Here(places, name) for name in ("balance", "income", "cash"))

    def before(key: str) -> str:
        return places.row("balance", key).before

    last = f"MOD({MONTH},12)=0"
    bought = "+".join(row.far_now for row in held.bought) or "0"
    brought = "+".join(row.far_now for row in held.brought) or "0"
    to_date = f"IF(MOD({MONTH},12)=1,0,{before('year_result')})+{income('result')}"
    return {
        "fixed_assets": _sum(held.book_values),
        "finished_stock": _sum(held.goods),
        "input_stock": _sum(held.stores),
        "receivables": _kept(before("receivables"), income("sales"), cash("from_customers")),
        "cash": "=" + cash("closing_cash"),
        "assets": f"=ROUND({here(*BALANCE_LINES[:5])},2)",
        "capital": _kept(before("capital"), f"{cash('shares')}+{brought}", "0"),
        **{key: _kept(before(key), income(key), "0") for key in ("legal_reserve", "training_reserve", "free_reserve")},
        "loss_carried": f"=ROUND({before('loss_carried')}+{income('loss_absorbed')}"
        f"+IF({last},MIN(0,ROUND({to_date},2)),0),2)",
        "year_result": f"=IF({last},0,ROUND({to_date},2))",
        "own_funds": f"=ROUND({here(*BALANCE_LINES[6:12])},2)",
        "deferred_grants": _sum(held.deferred),
        "loans": _sum(held.owed),
        "payables": _kept(before("payables"), bought, cash("to_suppliers")),
        "tax_due": _kept(before("tax_due"), income("tax"), cash("tax_paid")),
        "patronage_due": _kept(before("patronage_due"), income("patronage"), cash("patronage_paid")),
        "funds": f"=ROUND({here(*BALANCE_LINES[12:18])},2)",
    }


def _year(row: Row, statement: str, key: str) -> str:
    number, first, last = "@$2", "12*(@$2-1)+1", "12*@$2"
    if statement == "balance" or key == "closing_cash":
        return f"=INDEX({row.far},12*{number})"
    if key == "opening_cash":
        return f"=INDEX({row.far},{first})"
    return f"=ROUND(SUM(INDEX({row.far},{first}):INDEX({row.far},{last})),2)"


_CLOSING_ROWS = (
    "taxable", "tax_on_result", "tax", "tax_loss", "profit", "loss_absorbed", "left",
    "legal_reserve", "legal_held", "training_reserve", "patronage", "free_reserve", "carried",
)  # fmt: skip


def _closing_top(by_year: Places) -> int:
    return by_year.row("balance", "funds").number + 3


def _names() -> dict[str, str]:
    income = lines.income_lines()
    return {
        "taxable": _("Taxable result"),
        "tax_on_result": _("Tax on the result"),
        "tax": income["tax"],
        "tax_loss": _("Losses that will lower later taxable results"),
        "profit": _("Result after tax"),
        "left": _("Surplus left to use"),
        "legal_held": _("Legal reserve held"),
        "carried": _("Losses carried forward"),
        **{key: income[key] for key in CLOSING[1:]},
    }


def _close(years: Sheet, by_year: Places, closing: dict[str, Row], known: Assumptions, plan: Plan) -> None:
    years.title(_("Tax and use of the surplus"))
    named, count = _names(), plan.months // 12
    formulas = dict(_closing(by_year, closing, known, len(plan.taxes.bands)))
    for key in _CLOSING_ROWS:
        row = years.line(named[key], formulas[key], count)
        assert row.number == closing[key].number


def _closing(by_year: Places, at: dict[str, Row], known: Assumptions, bands: int) -> Iterator[tuple[str, str]]:
    sales, before = by_year.row("income", "sales").now, by_year.row("income", "result_before_tax").now
    limit, ceiling = known["taxes.exempt_below_turnover"], known["surplus.reserve_ceiling"]
    left, capital = at["left"].now, by_year.row("balance", "capital").now
    legal = f"ROUND({left}*{known['surplus.legal_reserve']}/100,2)"
    room = f"MAX(0,ROUND({capital}*{ceiling}/100,2)-{at['legal_held'].before})"
    rest = f"({left}-{at['legal_reserve'].now}-{at['training_reserve'].now})"
    yield "taxable", f"=MAX(0,ROUND({before}-{at['tax_loss'].before},2))"
    exempt = f"AND(ISNUMBER({limit}),{sales}<{limit})"
    yield "tax_on_result", f"=IF({exempt},0,ROUND({_bands(at['taxable'].now, known, bands)},2))"
    yield "tax", f"=ROUND({at['tax_on_result'].now}+ROUND({sales}*{known['taxes.turnover_percent']}/100,2),2)"
    lower = f"MAX(0,ROUND({at['tax_loss'].before}-{before},2))"
    yield "tax_loss", f"=IF({known['taxes.losses_carried']}=1,{lower},0)"
    yield "profit", f"=ROUND({before}-{at['tax'].now},2)"
    yield "loss_absorbed", f"=MAX(0,MIN({at['profit'].now},0+{at['carried'].before}))"
    yield "left", f"=MAX(0,ROUND({at['profit'].now}-{at['loss_absorbed'].now},2))"
    yield "legal_reserve", f"=IF(ISNUMBER({ceiling}),MIN({legal},{room}),{legal})"
    yield "legal_held", f"=ROUND({at['legal_held'].before}+{at['legal_reserve'].now},2)"
    training = f"ROUND({left}*{known['surplus.training_reserve']}/100,2)"
    yield "training_reserve", f"=ROUND(MIN({training},{left}-{at['legal_reserve'].now}),2)"
    yield "patronage", f"=ROUND({rest}*{known['surplus.patronage']}/100,2)"
    yield "free_reserve", f"=ROUND({rest}-{at['patronage'].now},2)"
    yield "carried", f"=ROUND({at['carried'].before}+MAX(0,-{at['profit'].now})-{at['loss_absorbed'].now},2)"


def _bands(taxable: str, known: Assumptions, bands: int) -> str:
    parts = []
    for number in range(bands):
        top = taxable if number + 1 == bands else f"MIN({taxable},{known[f'taxes.bands.{number + 1}.above']})"
        above, percent = known[f"taxes.bands.{number}.above"], known[f"taxes.bands.{number}.percent"]
        parts.append(f"MAX(0,{top}-{above})*{percent}/100")
    return "+".join(parts) or "0"
