"""The sheet of ledgers by month: the formulas of sales, inputs, costs and work.

Each is the formula of the module of the same thing in :mod:`twiza.calc.planning`, rounded in the same places.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from twiza.calc.planning.inputs import Input, Plan, Product, Work
from twiza.calc.planning.sales import AHEAD, MADE_AHEAD
from twiza.planner.workbook.assumptions import Assumptions
from twiza.planner.workbook.grid import HEAD, UNITS, WHOLE, Book, Row, Sheet

HEADER = 4
"""Rows of title, month, year and calendar month above the first row of figures."""
MONTH, YEAR, CALENDAR = "@$2", "@$3", "@$4"


@dataclass
class Ledgers:
    """Rows of the working sheet that statements add up, item by item."""

    sheet: Sheet
    months: int
    sales: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    sold: list[Row] = field(default_factory=list)
    bought: list[Row] = field(default_factory=list)
    used: list[Row] = field(default_factory=list)
    paid: list[Row] = field(default_factory=list)
    stores: list[Row] = field(default_factory=list)
    goods: list[Row] = field(default_factory=list)
    variable: list[Row] = field(default_factory=list)
    fixed: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    member_pay: list[Row] = field(default_factory=list)
    employee_pay: list[Row] = field(default_factory=list)
    charges: list[Row] = field(default_factory=list)
    purchases: list[Row] = field(default_factory=list)
    brought: list[Row] = field(default_factory=list)
    written_off: list[Row] = field(default_factory=list)
    book_values: list[Row] = field(default_factory=list)
    shares: list[Row] = field(default_factory=list)
    grants: list[Row] = field(default_factory=list)
    earned: list[Row] = field(default_factory=list)
    deferred: list[Row] = field(default_factory=list)
    lent: list[Row] = field(default_factory=list)
    fees: list[Row] = field(default_factory=list)
    interest: list[Row] = field(default_factory=list)
    principal: list[Row] = field(default_factory=list)
    owed: list[Row] = field(default_factory=list)
    full_pay: Row | None = None


def header(sheet: Sheet, title: str, known: Assumptions, months: int) -> None:
    """Title, months, years of the plan and months of the calendar."""
    sheet.widths = {1: 44.0, 2: 2.0} | {3 + place: 13.0 for place in range(months)}
    sheet.frozen = "C5"
    sheet.pages = -(-months // 12)
    sheet.title(title)
    sheet.values(_("Month"), range(1, months + 1), HEAD, WHOLE)
    sheet.values(_("Year"), [place // 12 + 1 for place in range(months)], HEAD, WHOLE)
    sheet.line(_("Month of the calendar"), f"=MOD({known['first_calendar_month']}+{MONTH}-2,12)+1", months, form=WHOLE)


def write_working(book: Book, plan: Plan, known: Assumptions) -> Ledgers:
    """The first half of the sheet: what is made, sold, bought and paid for."""
    sheet = book.sheet(_("Working"))
    header(sheet, _("Working, month by month"), known, plan.months + AHEAD)
    held = Ledgers(sheet, plan.months)
    used: list[list[Row]] = [[] for _product in plan.products]
    made: list[Row] = []
    stocks: list[Row] = []
    for number, product in enumerate(plan.products):
        one, stock = _product(book, held, known, number, product)
        made.append(one)
        stocks.append(stock)
    for position, item in enumerate(plan.inputs):
        for number, product in enumerate(plan.products):
            if item.product in ("", product.key):
                used[number].append(_input(held, known, position, item, (product.name, made[number])))
    for number, product in enumerate(plan.products):
        _goods(held, product, made[number], stocks[number], used[number])
    _costs(held, known, plan)
    _works(held, known, plan)
    return held


def _growth(known: Assumptions, path: str, growth: str) -> str:
    return f"ROUND({known[path]}*(1+{known[growth]}/100)^({YEAR}-1),4)"


def _late(row: Row, days: str) -> str:
    return f"=IF({MONTH}>ROUND({days}/30,0),INDEX({row.all},{MONTH}-ROUND({days}/30,0)),0)"


def _product(book: Book, held: Ledgers, known: Assumptions, number: int, product: Product) -> tuple[Row, Row]:
    sheet, months, path = held.sheet, held.months, f"products.{number}"
    at = {
        key: known[f"{path}.{key}"] for key in ("volume", "season", "ramp_up", "stock_months", "first_month", "losses")
    }
    whole, part = f"INT({at['stock_months']})", f"MOD({at['stock_months']},1)"
    sheet.title(f"{product.name} ({product.unit})")
    wanted = sheet.line(
        _("Made for the sales of the month"),
        f"=ROUND({at['volume']}*INDEX({at['season']},{CALENDAR})"
        f"*INDEX({at['ramp_up']},MIN({YEAR},COLUMNS({at['ramp_up']})))/1200,6)",
        months + AHEAD, form=UNITS)  # fmt: skip
    made = sheet.line(
        _("Made"),
        f"=IF({MONTH}>={at['first_month']},ROUND((1-{part})*INDEX({wanted.all},{MONTH}+{whole})"
        f"+{part}*INDEX({wanted.all},{MONTH}+{whole}+1),6),0)",
        months + MADE_AHEAD, form=UNITS)  # fmt: skip
    ready = f"(1-{part})*({MONTH}-{whole}>={at['first_month']})+{part}*({MONTH}-{whole}-1>={at['first_month']})"
    taken = sheet.line(_("Taken from stock"), f"=ROUND({wanted.now}*({ready}),6)", months, form=UNITS)
    place = sheet.next
    stock = sheet.line(
        _("In stock"), f"=MAX(0,ROUND(~{place}+{made.now}-{taken.now},6))", months, form=UNITS)  # fmt: skip
    sold = sheet.line(_("Sold"), f"=ROUND({taken.now}*(1-{at['losses']}/100),6)", months, form=UNITS)
    price = sheet.line(_("Price"), "=" + _growth(known, f"{path}.price", f"{path}.price_growth"), months, form=UNITS)
    sales = sheet.line(_("Sales"), f"=ROUND({sold.now}*{price.now},2)", months)
    receipts = sheet.line(_("Paid by customers"), _late(sales, known[f"{path}.customer_days"]), months)
    book.mark(f"{path}.made", made, months)
    for key, row in (("sold", sold), ("price", price), ("sales", sales)):
        book.mark(f"{path}.{key}", row)
    held.sold.append(sold)
    held.sales.append(sales)
    held.receipts.append(receipts)
    return made, stock


def _input(held: Ledgers, known: Assumptions, position: int, item: Input, of: tuple[str, Row]) -> Row:
    product, made = of
    sheet, months, path = held.sheet, held.months, f"inputs.{position}"
    kept = known[f"{path}.stock_months"]
    sheet.title(f"{item.name}: {product} ({item.unit})")
    needs = sheet.line(
        _("Needed"), f"=ROUND({made.now}*{known[f'{path}.quantity']},6)", months + MADE_AHEAD, form=UNITS)  # fmt: skip
    head = Row(sheet.name, 2, needs.columns).all
    ahead = f'SUMIFS({needs.all},{head},">"&{MONTH},{head},"<="&({MONTH}+INT({kept})))'
    keep = sheet.line(
        _("Kept in store"), f"=ROUND({ahead}+MOD({kept},1)*INDEX({needs.all},{MONTH}+INT({kept})+1),6)",
        months, form=UNITS)  # fmt: skip
    buying = sheet.line(
        _("Bought"), f"=MAX(0,ROUND({needs.now}+{keep.now}-{keep.before},6))", months, form=UNITS)  # fmt: skip
    bought = sheet.line(
        _("Cost of what is bought"),
        f"=ROUND({buying.now}*{_growth(known, f'{path}.price', f'{path}.price_growth')},2)", months)  # fmt: skip
    place = sheet.next
    store = sheet.line(
        _("Value in store"),
        f"=IF({keep.before}+{buying.now}>0,ROUND((~{place}+{bought.now})*{keep.now}"
        f"/({keep.before}+{buying.now}),2),0)", months)  # fmt: skip
    used = sheet.line(_("Cost of what is used"), f"=ROUND({store.before}+{bought.now}-{store.now},2)", months)
    held.paid.append(sheet.line(_("Paid to suppliers"), _late(bought, known[f"{path}.supplier_days"]), months))
    held.bought.append(bought)
    held.stores.append(store)
    held.used.append(used)
    return used


def added(rows: list[Row]) -> str:
    """Sum of *rows* in a month."""
    return "+".join(row.now for row in rows) or "0"


def _goods(held: Ledgers, product: Product, made: Row, stock: Row, used: list[Row]) -> None:
    sheet = held.sheet
    number = sheet.next
    held.goods.append(
        sheet.line(
            _("%(product)s: value of goods in stock") % {"product": product.name},
            f"=IF({stock.before}+{made.now}>0,ROUND((~{number}+{added(used)})*{stock.now}"
            f"/({stock.before}+{made.now}),2),0)",
            held.months,
        )
    )


def _costs(held: Ledgers, known: Assumptions, plan: Plan) -> None:
    sheet, months = held.sheet, held.months
    if plan.variable_costs or plan.fixed_costs:
        sheet.title(_("Costs"))
    for number, cost in enumerate(plan.variable_costs):
        of = [row for row, one in zip(held.sales, plan.products, strict=True) if cost.product in ("", one.key)]
        formula = f"=ROUND(({added(of)})*{known[f'variable_costs.{number}.percent']}/100,2)"
        held.variable.append(sheet.line(cost.name, formula, months))
    for number, fixed in enumerate(plan.fixed_costs):
        path = f"fixed_costs.{number}"
        year = _growth(known, f"{path}.yearly", f"{path}.growth")
        formula = f"=IF({MONTH}>={known[f'{path}.first_month']},ROUND({year}/12,2),0)"
        held.fixed.append(sheet.line(fixed.name, formula, months))


def _works(held: Ledgers, known: Assumptions, plan: Plan) -> None:
    if plan.work:
        held.sheet.title(_("Work"))
    at_work, in_full = ["0"], ["0"]
    for number, work in enumerate(plan.work):
        posts = _work(held, known, number, work)
        if work.who == "members":
            path = f"work.{number}"
            here = f"({posts.now}>0)*({known[f'{path}.pay']}>0)"
            at_work.append(here)
            in_full.append(f"{here}*(INDEX({known[f'{path}.pay_ramp']},{YEAR})>=100)")
    here, full = "+".join(at_work), "+".join(in_full)
    held.full_pay = held.sheet.line(
        _("All members at work have full pay (1: yes)"),
        f"=IF(AND({here}>0,{here}={full}),1,0)", held.months, form=WHOLE)  # fmt: skip


def _work(held: Ledgers, known: Assumptions, number: int, work: Work) -> Row:
    sheet, months, path = held.sheet, held.months, f"work.{number}"
    now = f"AND({MONTH}>={known[f'{path}.first_month']},INDEX({known[f'{path}.months']},{CALENDAR})=1)"
    posts = sheet.line(
        _("%(work)s: people at work") % {"work": work.name}, f"=IF({now},{known[f'{path}.people']},0)",
        months, form=UNITS)  # fmt: skip
    one = (
        f"ROUND({known[f'{path}.pay']}*INDEX({known[f'{path}.pay_ramp']},{YEAR})/100"
        f"*(1+{known[f'{path}.growth']}/100)^({YEAR}-1),4)"
    )
    pay = sheet.line(_("%(work)s: pay") % {"work": work.name}, f"=ROUND({posts.now}*{one},2)", months)
    percent = known["charges.members" if work.who == "members" else "charges.employer"]
    charges = sheet.line(
        _("%(work)s: social charges") % {"work": work.name}, f"=ROUND({pay.now}*{percent}/100,2)", months)  # fmt: skip
    held.posts.append(posts)
    (held.member_pay if work.who == "members" else held.employee_pay).append(pay)
    held.charges.append(charges)
    return posts
