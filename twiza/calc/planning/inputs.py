"""What a plan starts from. Money is Decimal in the country's currency; percentages are 0–100; month 1 is the first.

Everything is frozen and plain, so that it can be written as JSON, hashed, drawn at random and compared.
A quantity that the model knows as a range keeps it (:class:`Spread`): the plan computes with ``value``,
the draws with the triangle low–value–high.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

MONTHS = 60
YEARS = 5
ZERO = Decimal(0)
FLAT_YEAR = (Decimal(1),) * 12


class BadPlan(ValueError):
    """Inputs that no plan can be made of. ``where`` is the path of the input, as in ``products.0.price``."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where, self.problem = where, problem


@dataclass(frozen=True)
class Spread:
    """A quantity and, where it is known as a range, its low and high end (low ≤ value ≤ high)."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Product:
    """Something sold. Units sold in month m = volume / 12 × season[m] × ramp_up[year] × (1 − losses).

    What is lost is made and paid for: inputs are bought for the units made, losses included.
    """

    key: str
    name: str
    unit: str
    price: Spread
    volume: Spread
    """Units made in a full year at cruising speed, before losses."""
    losses: Spread = Spread(ZERO)
    """% of the units made."""
    season: tuple[Decimal, ...] = FLAT_YEAR
    """Twelve weights from January on, with mean 1: the season of sales."""
    ramp_up: tuple[Decimal, ...] = (Decimal(100),) * YEARS
    """% of the volume in each year."""
    price_growth: Decimal = ZERO
    """% a year."""
    stock_months: Decimal = ZERO
    """Months of finished goods kept before they are sold (0–6)."""
    customer_days: int = 0
    """Days until customers pay (0, 30, 60, 90, 120, 150, 180)."""
    first_month: int = 1
    """First month in which it is made; it is sold ``stock_months`` later."""


@dataclass(frozen=True)
class Input:
    """Something bought for each unit made of one product (empty ``product``: of each of them)."""

    name: str
    unit: str
    price: Spread
    quantity: Spread
    """Units of input for one unit made."""
    product: str = ""
    price_growth: Decimal = ZERO
    supplier_days: int = 0
    stock_months: Decimal = ZERO
    """Months of input kept in store."""


@dataclass(frozen=True)
class VariableCost:
    """A part of each sale that goes out in the same month: commission, transport, stall (empty ``product``: of all)."""

    name: str
    percent: Spread
    """% of the sales."""
    product: str = ""


@dataclass(frozen=True)
class FixedCost:
    name: str
    yearly: Spread
    growth: Decimal = ZERO
    first_month: int = 1


@dataclass(frozen=True)
class Work:
    """People at work. Members may begin at a part of their pay; employees are paid in full.

    ``people`` may be fractional (half a post). Pay is gross for one person and month.
    """

    name: str
    who: Literal["members", "employees"]
    people: Spread
    pay: Spread
    months: tuple[int, ...] = tuple(range(1, 13))
    """Months of the calendar in which they work."""
    pay_ramp: tuple[Decimal, ...] = (Decimal(100),) * YEARS
    """% of the pay in each year."""
    first_month: int = 1
    growth: Decimal = ZERO


@dataclass(frozen=True)
class Investment:
    """Bought in ``month``, written off in equal parts over ``life_months``, renewed then if asked.

    ``life_months`` 0: not written off (land). ``in_kind``: brought by a member for shares, no cash leaves.
    """

    name: str
    cost: Spread
    month: int = 1
    life_months: int = 60
    in_kind: bool = False
    """Renewals are bought."""
    renewed: bool = True


@dataclass(frozen=True)
class ShareCall:
    """Money that members pay for shares in one month."""

    month: int
    amount: Decimal


@dataclass(frozen=True)
class Grant:
    """Money given. With a ``condition`` it counts as expected, and the plan says what happens without it.

    A grant for equipment is taken into income over ``life_months``; 0: at once.
    """

    name: str
    amount: Spread
    month: int
    life_months: int = 0
    condition: str = ""


@dataclass(frozen=True)
class Loan:
    """Money lent. ``kind``: interest on the balance; none; or murabaha, a price fixed at the start.

    ``rate`` is % a year (nominal, monthly compounding of a twelfth); for murabaha the mark-up is
    amount × rate × term / 12 / 100, paid in equal parts. During ``grace`` months only interest is paid.
    Equal capital or equal instalments after the grace.
    """

    name: str
    amount: Decimal
    month: int
    term: int
    """Months in all, grace included."""
    rate: Decimal = ZERO
    grace: int = 0
    kind: Literal["interest", "free", "murabaha"] = "interest"
    repayment: Literal["equal_capital", "equal_instalments"] = "equal_instalments"
    fee: Decimal = ZERO


@dataclass(frozen=True)
class Band:
    above: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Taxes:
    """The pack's dated rules as they hold for this plan; an empty tuple of bands: no such tax.

    ``known``: False where the pack does not know the rule; the plan then computes none and says so.
    """

    bands: tuple[Band, ...] = ()
    """On the yearly result, progressive."""
    turnover_percent: Decimal = ZERO
    exempt_below_turnover: Decimal | None = None
    """A year whose turnover is below it pays no tax on its result (the tax on turnover stays)."""
    losses_carried: bool = True
    """Losses of earlier years lower the taxable result."""
    months_after_year: int = 3
    """The tax of a year is paid so many months after its end."""
    known: bool = True


@dataclass(frozen=True)
class Charges:
    """Social charges that the cooperative pays on top of gross pay, % of it."""

    employer: Decimal = ZERO
    members: Decimal = ZERO
    known: bool = True


@dataclass(frozen=True)
class MinimumWage:
    """The lowest gross pay of one person for a month of full work, by law or decree. No figure depends on it.

    ``amount`` None: there may be one, and the pack does not know it. ``confirmed`` False: nobody confirmed the figure.
    """

    name: str
    amount: Decimal | None = None
    confirmed: bool = True


@dataclass(frozen=True)
class Surplus:
    """How the yearly surplus after tax is used, in this order. A loss carried from earlier years is made good first.

    ``legal_reserve`` and ``training_reserve`` are % of what is then left; of the rest, ``patronage`` % goes to
    members by their activity with the cooperative in the month ``paid_month`` of the next year; what remains
    stays as free reserve.
    """

    legal_reserve: Decimal = ZERO
    reserve_ceiling: Decimal | None = None
    """% of the capital at which the legal reserve is full."""
    training_reserve: Decimal = ZERO
    patronage: Decimal = ZERO
    paid_month: int = 4


@dataclass(frozen=True)
class Plan:
    """All of it."""

    members: int
    first_calendar_month: int = 1
    """January = 1: the season of sales follows the calendar."""
    products: tuple[Product, ...] = ()
    inputs: tuple[Input, ...] = ()
    variable_costs: tuple[VariableCost, ...] = ()
    fixed_costs: tuple[FixedCost, ...] = ()
    work: tuple[Work, ...] = ()
    investments: tuple[Investment, ...] = ()
    shares: tuple[ShareCall, ...] = ()
    grants: tuple[Grant, ...] = ()
    loans: tuple[Loan, ...] = ()
    taxes: Taxes = field(default_factory=Taxes)
    charges: Charges = field(default_factory=Charges)
    minimum_wages: tuple[MinimumWage, ...] = ()
    """Pay is compared with each; none: with nothing."""
    surplus: Surplus = field(default_factory=Surplus)
    discount_rate: Decimal = Decimal(10)
    """% a year, for the net present value."""
    months: int = MONTHS
    """A whole number of years, up to twenty; yearly percentages beyond their last keep it."""
