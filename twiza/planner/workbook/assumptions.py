"""The sheet on which every input stands once, coloured: all other sheets follow from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from twiza.calc.planning.calendar import of_year
from twiza.calc.planning.inputs import Loan, Plan
from twiza.planner.workbook.grid import (
    CALC,
    GIVEN,
    HEAD,
    KEY,
    MONEY,
    NOTE,
    Book,
    Cell,
    Content,
    Sheet,
    letter,
    quoted,
    text,
)

FORM = "#,##0.######"
HEAD_HEIGHT = 48.0
"""Points: three lines of words."""


@dataclass
class Assumptions:
    """Addresses of the inputs, as formulas of other sheets write them, by path; ranges for what has many."""

    at: dict[str, str] = field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Sheet and cell of each single input, to find it in the file."""

    def __getitem__(self, path: str) -> str:
        return self.at[path]


@dataclass(frozen=True)
class Column:
    """One column, or several beside each other, of a table of inputs."""

    key: str
    head: Sequence[str]
    value: Callable[[int], Sequence[Content]]
    formula: bool = False


class Writer:
    """Writes the sheet and remembers where everything stands."""

    def __init__(self, book: Book, plan: Plan) -> None:
        self.sheet: Sheet = book.sheet(_("Assumptions"))
        self.plan, self.known = plan, Assumptions()
        self.years = plan.months // 12

    def _keep(self, path: str, row: int, column: int, width: int = 1) -> None:
        first, last = f"${letter(column)}${row}", f"${letter(column + width - 1)}${row}"
        place = first if width == 1 else f"{first}:{last}"
        self.known.at[path] = f"{quoted(self.sheet.name)}!{place}"
        self.known.cells[path] = (self.sheet.name, f"{letter(column)}{row}")

    def one(self, path: str, label: str, value: Content) -> None:
        """One input with its label."""
        row = self.sheet.add(Cell(text(label), NOTE), None, Cell(value, GIVEN, FORM))
        self._keep(path, row, 3)

    def table(self, path: str, title: str, names: Sequence[str], columns: Sequence[Column]) -> None:
        """One row for each of *names*; nothing where there are none."""
        if not names:
            return
        self.sheet.title(title)
        heads = [Cell(text(word), HEAD) for column in columns for word in column.head]
        head = self.sheet.add(Cell(text(_("Name")), HEAD), None, *heads)
        self.sheet.heights[head] = HEAD_HEIGHT
        for number, name in enumerate(names):
            row = self.sheet.next
            cells: list[Cell | None] = [Cell(text(name), KEY), None]
            for column in columns:
                values = column.value(number)
                self._keep(f"{path}.{number}.{column.key}", row, len(cells) + 1, len(values))
                look, form = (CALC, MONEY) if column.formula else (GIVEN, FORM)
                cells += [Cell(value, look, form) for value in values]
            self.sheet.add(*cells)


def _one(key: str, head: str, value: Callable[[int], Content]) -> Column:
    return Column(key, [head], lambda number: [value(number)])


def _years(count: int) -> list[str]:
    return [_("Year %(number)s, %%") % {"number": year} for year in range(1, count + 1)]


def write_assumptions(book: Book, plan: Plan, title: str) -> Assumptions:
    """The sheet of inputs of *plan*."""
    w = Writer(book, plan)
    w.sheet.widths = {1: 54.0, 2: 2.0} | dict.fromkeys(range(3, 34), 15.0)
    w.sheet.pages = 3
    w.sheet.frozen = "C1"
    w.sheet.title(title)
    w.sheet.add(Cell(text(_("Change the coloured cells: every other sheet follows.")), NOTE))
    _general(w, plan)
    _products(w, plan)
    _inputs(w, plan)
    _costs(w, plan)
    _money(w, plan)
    return w.known


def _yes(value: bool) -> int:
    return 1 if value else 0


def _general(w: Writer, plan: Plan) -> None:
    w.sheet.title(_("In general"))
    w.one("members", _("Members"), plan.members)
    w.one("first_calendar_month", _("Calendar month of the first month (1 to 12)"), plan.first_calendar_month)
    w.one("discount_rate", _("Discount rate, % a year"), plan.discount_rate)
    w.sheet.title(_("Taxes and charges"))
    w.one("charges.members", _("Social charges on members' pay, %"), plan.charges.members)
    w.one("charges.employer", _("Social charges on employees' pay, %"), plan.charges.employer)
    t = plan.taxes
    w.one("taxes.turnover_percent", _("Tax on turnover, %"), t.turnover_percent)
    w.one(
        "taxes.exempt_below_turnover",
        _("No tax on the result below this turnover of the year"),
        t.exempt_below_turnover,
    )
    w.one("taxes.losses_carried", _("Earlier losses lower the taxable result (1: yes, 0: no)"), _yes(t.losses_carried))
    w.one("taxes.months_after_year", _("Months after the year in which its tax is paid"), t.months_after_year)
    for number, band in enumerate(t.bands):
        w.one(f"taxes.bands.{number}.above", _("Tax on the result: band %(n)s from") % {"n": number + 1}, band.above)
        w.one(f"taxes.bands.{number}.percent", _("Tax on the result: band %(n)s, %%") % {"n": number + 1}, band.percent)
    w.sheet.title(_("Use of the surplus"))
    s = plan.surplus
    w.one("surplus.legal_reserve", _("Legal reserve, %"), s.legal_reserve)
    w.one(
        "surplus.reserve_ceiling", _("Legal reserve is full at this % of the capital (empty: never)"), s.reserve_ceiling
    )
    w.one("surplus.training_reserve", _("Reserve for training, %"), s.training_reserve)
    w.one("surplus.patronage", _("Refund to members by activity, % of the rest"), s.patronage)
    w.one("surplus.paid_month", _("Month of the next year in which the refund is paid"), s.paid_month)


def _products(w: Writer, plan: Plan) -> None:
    p = plan.products
    ramp = max((min(len(one.ramp_up), w.years + 2) for one in p), default=0)
    ramp = max(ramp, w.years)
    w.table("products", _("Products"), [one.name for one in p], [
        _one("unit", _("Unit"), lambda n: text(p[n].unit)),
        _one("price", _("Price"), lambda n: p[n].price.value),
        _one("volume", _("Made in a full year"), lambda n: p[n].volume.value),
        _one("losses", _("Losses, %"), lambda n: p[n].losses.value),
        _one("price_growth", _("Price growth, % a year"), lambda n: p[n].price_growth),
        _one("stock_months", _("Months in stock"), lambda n: p[n].stock_months),
        _one("customer_days", _("Days until customers pay (30, 60 …)"), lambda n: p[n].customer_days),
        _one("first_month", _("First month"), lambda n: p[n].first_month),
        Column("ramp_up", _years(ramp), lambda n: [of_year(p[n].ramp_up, year) for year in range(ramp)]),
        Column("season", [_("Season, month %(n)s") % {"n": n} for n in range(1, 13)], lambda n: p[n].season),
    ])  # fmt: skip


def _inputs(w: Writer, plan: Plan) -> None:
    i = plan.inputs
    w.table("inputs", _("Inputs"), [one.name for one in i], [
        _one("unit", _("Unit"), lambda n: text(i[n].unit)),
        _one("price", _("Price"), lambda n: i[n].price.value),
        _one("quantity", _("For one unit made"), lambda n: i[n].quantity.value),
        _one("price_growth", _("Price growth, % a year"), lambda n: i[n].price_growth),
        _one("stock_months", _("Months in store"), lambda n: i[n].stock_months),
        _one("supplier_days", _("Days until suppliers are paid (30, 60 …)"), lambda n: i[n].supplier_days),
    ])  # fmt: skip


def _costs(w: Writer, plan: Plan) -> None:
    v, f, k = plan.variable_costs, plan.fixed_costs, plan.work
    w.table("variable_costs", _("Costs of each sale"), [one.name for one in v], [
        _one("percent", _("% of the sales"), lambda n: v[n].percent.value),
    ])  # fmt: skip
    w.table("fixed_costs", _("Fixed costs"), [one.name for one in f], [
        _one("yearly", _("A year"), lambda n: f[n].yearly.value),
        _one("growth", _("Growth, % a year"), lambda n: f[n].growth),
        _one("first_month", _("First month"), lambda n: f[n].first_month),
    ])  # fmt: skip
    who = {"members": _("Members"), "employees": _("Employees")}
    w.table("work", _("Work"), [f"{one.name} ({who[one.who]})" for one in k], [
        _one("people", _("How many people"), lambda n: k[n].people.value),
        _one("pay", _("Pay of one, a month"), lambda n: k[n].pay.value),
        _one("first_month", _("First month"), lambda n: k[n].first_month),
        _one("growth", _("Growth, % a year"), lambda n: k[n].growth),
        Column("pay_ramp", _years(w.years), lambda n: [of_year(k[n].pay_ramp, year) for year in range(w.years)]),
        Column("months", [_("At work in month %(n)s") % {"n": n} for n in range(1, 13)],
               lambda n: [_yes(month in k[n].months) for month in range(1, 13)]),
    ])  # fmt: skip


def _money(w: Writer, plan: Plan) -> None:
    e, g, s = plan.investments, plan.grants, plan.shares
    w.table("investments", _("Equipment and buildings"), [one.name for one in e], [
        _one("cost", _("Cost"), lambda n: e[n].cost.value),
        _one("month", _("Month"), lambda n: e[n].month),
        _one("life_months", _("Life in months (0: for ever)"), lambda n: e[n].life_months),
        _one("in_kind", _("Brought by a member (1: yes, 0: no)"), lambda n: _yes(e[n].in_kind)),
        _one("renewed", _("Renewed at the end of its life (1: yes, 0: no)"), lambda n: _yes(e[n].renewed)),
    ])  # fmt: skip
    w.table("shares", _("Members' shares"), [_("Payment %(n)s") % {"n": n + 1} for n in range(len(s))], [
        _one("month", _("Month"), lambda n: s[n].month),
        _one("amount", _("Amount"), lambda n: s[n].amount),
    ])  # fmt: skip
    w.table("grants", _("Grants"), [one.name for one in g], [
        _one("amount", _("Amount"), lambda n: g[n].amount.value),
        _one("month", _("Month"), lambda n: g[n].month),
        _one("life_months", _("Taken into income over so many months (0: at once)"), lambda n: g[n].life_months),
    ])  # fmt: skip
    if plan.loans:
        _loans(w, plan.loans)


def _loans(w: Writer, loans: Sequence[Loan]) -> None:
    kinds = {"interest": _("With interest"), "free": _("Without interest"), "murabaha": _("Murabaha")}
    ways = {"equal_instalments": _("Equal payments"), "equal_capital": _("Equal capital")}
    w.sheet.title(_("Kinds of loan"))
    for path, words in (("kinds", kinds), ("ways", ways)):
        row = w.sheet.add(None, None, *[Cell(text(word), NOTE) for word in words.values()])
        for place, key in enumerate(words):
            w._keep(f"{path}.{key}", row, 3 + place)
        w._keep(path, row, 3, len(words))
    begin = w.sheet.next + 3
    w.table("loans", _("Loans"), [one.name for one in loans], [
        _one("amount", _("Amount"), lambda n: loans[n].amount),
        _one("month", _("Month"), lambda n: loans[n].month),
        _one("term", _("Months in all"), lambda n: loans[n].term),
        _one("grace", _("Of these without repayment"), lambda n: loans[n].grace),
        _one("rate", _("Rate, % a year"), lambda n: loans[n].rate),
        _one("kind", _("Kind"), lambda n: text(kinds[loans[n].kind])),
        _one("repayment", _("Repayment"), lambda n: text(ways[loans[n].repayment])),
        _one("fee", _("Fee"), lambda n: loans[n].fee),
        Column("worked_out",
               [_("Rate used"), _("Equal payment"), _("Equal capital"), _("Mark-up"), _("Mark-up a month")],
               lambda n: worked_out(w.known, begin + n), formula=True),
    ])  # fmt: skip
    for number in range(len(loans)):
        row = begin + number
        for place, key in enumerate(("rate_used", "equal", "capital", "mark_up", "mark_up_part")):
            w._keep(f"loans.{number}.{key}", row, 11 + place)
        w.sheet.choices += [(f"H{row}", _absolute(w, "kinds")), (f"I{row}", _absolute(w, "ways"))]


def _absolute(w: Writer, path: str) -> str:
    return w.known[path].rpartition("!")[2]


def worked_out(known: Assumptions, row: int) -> list[Content]:
    """What a loan's months are made from: amount C, month D, term E, grace F, rate G, kind H, repayment I."""
    parts, interest, murabaha = f"(E{row}-F{row})", known["kinds.interest"], known["kinds.murabaha"]
    equal = f"ROUND(ROUND(C{row},2)*K{row}/1200/(1-(1+K{row}/1200)^-{parts}),2)"
    return [
        f"=IF(H{row}={interest},G{row},0)",
        f"=IF(AND(I{row}={known['ways.equal_instalments']},K{row}>0),{equal},0)",
        f"=ROUND(ROUND(C{row},2)/{parts},2)",
        f"=IF(H{row}={murabaha},ROUND(ROUND(C{row},2)*G{row}*E{row}/1200,2),0)",
        f"=ROUND(N{row}/{parts},2)",
    ]
