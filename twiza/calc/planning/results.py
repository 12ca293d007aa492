"""What a plan gives back: statements by month and year, indicators, conditions and warnings.

Money is Decimal in cents of the country's currency, percentages are 0–100, months count from 1 and years from 1.
Costs and payments are positive numbers under their own name; only results, changes and balances have a sign.
Keys are stable: screens, papers, the workbook and the API name lines by them. No words here: who shows a line or
a warning has its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = Decimal | int | str

INCOME_LINES = (
    "sales",
    "stock_change",
    "grant_income",
    "income",
    "materials",
    "variable_costs",
    "gross_margin",
    "member_pay",
    "employee_pay",
    "charges",
    "fixed_costs",
    "operating_surplus",
    "depreciation",
    "operating_result",
    "interest",
    "loan_fees",
    "result_before_tax",
    "tax",
    "result",
    "loss_absorbed",
    "legal_reserve",
    "training_reserve",
    "patronage",
    "free_reserve",
)
"""The income statement, then what the year's result becomes (posted in the last month of each year).

``income`` = sales + stock_change + grant_income; ``gross_margin`` = income − materials − variable_costs;
``operating_surplus`` = gross_margin − pay − charges − fixed_costs; ``operating_result`` = that − depreciation;
``result_before_tax`` = operating_result − interest − loan_fees; ``result`` = result_before_tax − tax.
In profit: ``result`` = loss_absorbed + legal_reserve + training_reserve + patronage + free_reserve.
"""

CASH_LINES = (
    "from_customers",
    "to_suppliers",
    "variable_costs",
    "member_pay",
    "employee_pay",
    "charges",
    "fixed_costs",
    "tax_paid",
    "operating_cash",
    "investments",
    "shares",
    "grants",
    "loans_received",
    "loan_fees",
    "interest_paid",
    "principal_paid",
    "patronage_paid",
    "financing_cash",
    "cash_change",
    "opening_cash",
    "closing_cash",
)
"""``cash_change`` = operating_cash − investments + financing_cash. In a year, opening and closing are its two ends."""

BALANCE_LINES = (
    "fixed_assets",
    "finished_stock",
    "input_stock",
    "receivables",
    "cash",
    "assets",
    "capital",
    "legal_reserve",
    "training_reserve",
    "free_reserve",
    "loss_carried",
    "year_result",
    "own_funds",
    "deferred_grants",
    "loans",
    "payables",
    "tax_due",
    "patronage_due",
    "funds",
)
"""Month ends; a year shows its last month. ``assets`` = ``funds`` in every month.

``loss_carried`` is negative or zero. ``year_result`` is the result since the year began; in the year's last month it
has become reserves, refund or carried loss, and is zero.
"""


@dataclass(frozen=True)
class Line:
    """One line: a figure for each month and for each year (of a balance: its last month)."""

    key: str
    months: tuple[Decimal, ...]
    years: tuple[Decimal, ...]


@dataclass(frozen=True)
class Statement:
    """Lines in the order in which they are read."""

    lines: tuple[Line, ...]

    def __getitem__(self, key: str) -> Line:
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)


@dataclass(frozen=True)
class ProductFlow:
    """One product by month and year: units made and sold, price of one, sales."""

    key: str
    name: str
    made: Line
    sold: Line
    price: Line
    sales: Line
    unit_materials: Decimal
    """Inputs of one unit made, at the prices of the first year."""
    unit_margin: Decimal
    """What one unit made leaves after losses, inputs and variable costs, at the prices of the first year."""


@dataclass(frozen=True)
class LoanFlow:
    """One loan by month and year: received, interest or mark-up, capital repaid, what is still owed."""

    name: str
    kind: Literal["interest", "free", "murabaha"]
    received: Line
    interest: Line
    principal: Line
    payment: Line
    balance: Line


@dataclass(frozen=True)
class BreakEven:
    """Of one year. None where no volume would do, or where nothing is sold."""

    turnover: Decimal | None
    percent: Decimal | None
    """% of the year's planned sales at which the result before tax is zero."""
    units: tuple[Decimal | None, ...]
    """For each product in order, at the planned mix."""


@dataclass(frozen=True)
class YearFigures:
    """What one year comes to."""

    year: int
    break_even: BreakEven
    debt_cover: Decimal | None
    """Operating cash / (interest + capital repaid); None: no loan is served in the year."""
    member_income: Decimal
    """Pay and patronage refund of one member and month, on average."""
    member_income_sustained: Decimal
    """The same less the year's loss: what the year really carries. Draws and tornado speak of this one."""
    jobs: Decimal
    """Full-time posts: people × months worked / 12."""
    lowest_cash: Decimal
    lowest_cash_month: int


NoRate = Literal["no_outlay", "never_recovered", "several", "beyond"]
"""Why there is no internal rate: nothing was laid out; it never comes back; several rates fit; it is beyond
792 % a year, where it means nothing."""


@dataclass(frozen=True)
class Condition:
    """One thing that must be true for the plan to live, all else the same.

    ========================= ================================================================================
    key                       values
    ========================= ================================================================================
    lowest_price              product (key), name, planned, needed (price of the first year, None-like "" if
                              no price up to three times the planned one would do), margin (% below the
                              planned price; negative: above it)
    lowest_volume             needed (% of all planned volumes, "" if none up to three times), margin
    highest_input_prices      bearable (% of the planned input prices, "" if more than three times)
    start_money               amount that is missing at the worst month (0 if none), month
    without_grant             name, condition, amount, lowest_cash, month (as if it never came)
    latest_payment            bearable (the longest delay in days of all customers, -1: not even at once)
    ========================= ================================================================================
    """

    key: str
    values: dict[str, Value]


@dataclass(frozen=True)
class Caution:
    """A thing that readers must be told, with its figures; ``grave`` where the plan cannot live as it is.

    ====================== ================================================================================
    key                    values
    ====================== ================================================================================
    cash_negative          month (first), lowest, lowest_month, months (how many)
    loss_year              year, amount
    own_funds_negative     month (first), amount
    price_below_cost       product, name, price, cost (inputs of one unit sold)
    full_pay_month         month of the members' first full pay; only if it is after the first pay
    full_pay_never         percent of the last year
    no_member_pay          (none)
    debt_cover_low         year, cover (below 1.2; grave below 1)
    never_pays_back        (none)
    value_negative         npv, rate
    tax_unknown            (none): the pack does not know the tax; the plan counts none
    charges_unknown        (none): the same for social charges
    pay_below_minimum      who (members or employees), name (of the work), pay (of one person and month of work, at
                           the last year's part of it), minimum (its name), amount, confirmed (1 or 0)
    minimum_wage_unknown   minimum (its name): somebody is paid, and nothing is known to compare the pay with
    conditional_grant      name, condition, amount, month
    loan_beyond_plan       name, months that are left to pay at the end
    grant_beyond_cost      grants, investments
    ====================== ================================================================================
    """

    key: str
    values: dict[str, Value]
    grave: bool = False


@dataclass(frozen=True)
class Indicators:
    """The plan in a few figures."""

    investment: Decimal
    """All first purchases, brought in kind or bought; renewals apart."""
    capital: Decimal
    """Members' shares in money and in kind by the end."""
    npv: Decimal
    """Of the project before any financing: operating cash − investments, in-kind ones too, with the book value of
    equipment and the working capital got back at the end; months discounted at the yearly rate."""
    irr: Decimal | None
    """% a year of the same flows; None with ``no_irr``."""
    no_irr: NoRate | None
    payback_month: int | None
    """First month from which the cumulated flows, without the end value, are never negative again."""
    break_even_year: int | None
    """First year whose result is not a loss."""
    break_even_month: int | None
    """First month from which the cumulated result before tax is never negative again."""
    lowest_cash: Decimal
    lowest_cash_month: int
    jobs: Decimal
    """Full-time posts in the last year."""
    job_cost: Decimal | None
    """Investment / jobs; None without jobs."""
    full_pay_month: int | None
    """First month in which every member at work then has full pay."""


@dataclass(frozen=True)
class Result:
    """All that follows from one plan."""

    method: str
    members: int
    months: int
    income: Statement
    cash: Statement
    balance: Statement
    products: tuple[ProductFlow, ...]
    loans: tuple[LoanFlow, ...]
    project_flows: tuple[Decimal, ...]
    """By month: what NPV and IRR are made of, end value in the last month."""
    years: tuple[YearFigures, ...]
    indicators: Indicators
    conditions: tuple[Condition, ...]
    warnings: tuple[Caution, ...]


@dataclass(frozen=True)
class Drawn:
    """What the ranges of the plan come to, drawn at random."""

    draws: int
    seed: int
    drawn: tuple[str, ...]
    """Paths of the inputs that have a range, as in ``products.0.price``."""
    cash_never_negative: Decimal
    """% of the draws in which cash is never below zero."""
    lowest_cash: tuple[Decimal, Decimal, Decimal]
    """5, 50 and 95 % of the lowest cash."""
    lowest_cash_bins: tuple[tuple[Decimal, Decimal, int], ...]
    """From, to, number of draws: a histogram."""
    member_income: tuple[tuple[Decimal, Decimal, Decimal], ...]
    """For each year, 5, 50 and 95 % of ``member_income_sustained``."""
    member_income_bins: tuple[tuple[Decimal, Decimal, int], ...]
    """The last year's."""
    loss_last_year: Decimal
    """% of the draws whose last year ends in a loss."""


@dataclass(frozen=True)
class Swing:
    """What one input's range alone does, at its low and its high end."""

    path: str
    low: Decimal
    high: Decimal
    """The input's own ends."""
    lowest_cash: tuple[Decimal, Decimal]
    """Lowest cash with the input at its low end, at its high end."""
    member_income: tuple[Decimal, Decimal]
    """``member_income_sustained`` of the last year, likewise."""
