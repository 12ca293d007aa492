"""Refuses inputs that no plan can be made of, with the path of the first one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from twiza.calc.planning.inputs import (
    BadPlan,
    FixedCost,
    Grant,
    Input,
    Investment,
    Loan,
    Plan,
    Product,
    Spread,
    Surplus,
    Taxes,
    VariableCost,
    Work,
)

LARGEST = Decimal(10) ** 12
LONGEST = 240
DAYS = (0, 30, 60, 90, 120, 150, 180)
STOCK_LIMIT = Decimal(6)
STEEPEST = Decimal(100)
"""% a year beyond which growth is a slip of the hand."""


def check(plan: Plan) -> None:
    """Raise :class:`BadPlan` for the first input of *plan* that makes no sense."""
    if not 12 <= plan.months <= LONGEST or plan.months % 12:
        raise BadPlan("months", f"must be whole years, from 12 to {LONGEST} months")
    _between("members", Decimal(plan.members), 1, LARGEST)
    _between("first_calendar_month", Decimal(plan.first_calendar_month), 1, 12)
    _between("discount_rate", plan.discount_rate, 0, 1000)
    keys = [product.key for product in plan.products]
    if len(set(keys)) < len(keys) or "" in keys:
        raise BadPlan("products", "each product needs a key of its own")
    for number, product in enumerate(plan.products):
        _product(f"products.{number}", product, plan.months)
    for number, item in enumerate(plan.inputs):
        _input(f"inputs.{number}", item, keys)
    for number, cost in enumerate(plan.variable_costs):
        _variable(f"variable_costs.{number}", cost, keys)
    for number, fixed in enumerate(plan.fixed_costs):
        _fixed(f"fixed_costs.{number}", fixed, plan.months)
    for number, work in enumerate(plan.work):
        _work(f"work.{number}", work, plan.months)
    _check_money(plan)
    _taxes("taxes", plan.taxes)
    _between("charges.employer", plan.charges.employer, 0, 200)
    _between("charges.members", plan.charges.members, 0, 200)
    _surplus("surplus", plan.surplus)
    for number, minimum in enumerate(plan.minimum_wages):
        if minimum.amount is not None:
            _between(f"minimum_wages.{number}.amount", minimum.amount, 0, LARGEST)


def _check_money(plan: Plan) -> None:
    for number, investment in enumerate(plan.investments):
        _investment(f"investments.{number}", investment, plan.months)
    for number, call in enumerate(plan.shares):
        _month(f"shares.{number}.month", call.month, plan.months)
        _between(f"shares.{number}.amount", call.amount, 0, LARGEST)
    for number, grant in enumerate(plan.grants):
        _grant(f"grants.{number}", grant, plan.months)
    for number, loan in enumerate(plan.loans):
        _loan(f"loans.{number}", loan, plan.months)


def _between(where: str, value: Decimal, low: Decimal | int, high: Decimal | int) -> None:
    if not value.is_finite() or value < low or value > high:
        raise BadPlan(where, f"must be between {low} and {high:f}, not {value}")


def _month(where: str, month: int, months: int) -> None:
    _between(where, Decimal(month), 1, months)


def _spread(where: str, spread: Spread, high: Decimal | int = LARGEST) -> None:
    _between(where, spread.value, 0, high)
    low, top = spread.low, spread.high
    if low is not None:
        _between(f"{where}.low", low, 0, high)
        if low > spread.value:
            raise BadPlan(f"{where}.low", f"must not be above the value, {spread.value}")
    if top is not None:
        _between(f"{where}.high", top, 0, high)
        if top < spread.value:
            raise BadPlan(f"{where}.high", f"must not be below the value, {spread.value}")


def _percents(where: str, percents: Sequence[Decimal], high: int) -> None:
    if not percents:
        raise BadPlan(where, "needs at least the first year")
    for number, percent in enumerate(percents):
        _between(f"{where}.{number}", percent, 0, high)


def _growth(where: str, growth: Decimal) -> None:
    _between(where, growth, -STEEPEST, STEEPEST)


def _days(where: str, days: int) -> None:
    if days not in DAYS:
        raise BadPlan(where, "must be whole months: " + ", ".join(map(str, DAYS)))


def _stock(where: str, months: Decimal) -> None:
    _between(where, months, 0, STOCK_LIMIT)
    if months != round(months, 2):
        raise BadPlan(where, "has at most two decimals")


def _product(where: str, product: Product, months: int) -> None:
    _spread(f"{where}.price", product.price)
    _spread(f"{where}.volume", product.volume)
    _spread(f"{where}.losses", product.losses, 100)
    if len(product.season) != 12:
        raise BadPlan(f"{where}.season", "needs twelve weights, from January on")
    for number, weight in enumerate(product.season):
        _between(f"{where}.season.{number}", weight, 0, 12)
    if abs(sum(product.season, Decimal(-12))) > Decimal("0.06"):
        raise BadPlan(f"{where}.season", "the twelve weights must have the mean 1")
    _percents(f"{where}.ramp_up", product.ramp_up, 1000)
    _growth(f"{where}.price_growth", product.price_growth)
    _stock(f"{where}.stock_months", product.stock_months)
    _days(f"{where}.customer_days", product.customer_days)
    _month(f"{where}.first_month", product.first_month, months)


def _known(where: str, product: str, keys: Sequence[str]) -> None:
    if product and product not in keys:
        raise BadPlan(f"{where}.product", f"there is no product {product!r}")


def _input(where: str, item: Input, keys: Sequence[str]) -> None:
    _known(where, item.product, keys)
    _spread(f"{where}.price", item.price)
    _spread(f"{where}.quantity", item.quantity)
    _growth(f"{where}.price_growth", item.price_growth)
    _days(f"{where}.supplier_days", item.supplier_days)
    _stock(f"{where}.stock_months", item.stock_months)


def _variable(where: str, cost: VariableCost, keys: Sequence[str]) -> None:
    _known(where, cost.product, keys)
    _spread(f"{where}.percent", cost.percent, 100)


def _fixed(where: str, cost: FixedCost, months: int) -> None:
    _spread(f"{where}.yearly", cost.yearly)
    _growth(f"{where}.growth", cost.growth)
    _month(f"{where}.first_month", cost.first_month, months)


def _work(where: str, work: Work, months: int) -> None:
    if work.who not in ("members", "employees"):
        raise BadPlan(f"{where}.who", "must be members or employees")
    _spread(f"{where}.people", work.people)
    _spread(f"{where}.pay", work.pay)
    if len(set(work.months)) < len(work.months) or not set(work.months) <= set(range(1, 13)):
        raise BadPlan(f"{where}.months", "must be different months of the calendar, 1 to 12")
    _percents(f"{where}.pay_ramp", work.pay_ramp, 100)
    if work.who == "employees" and any(percent != 100 for percent in work.pay_ramp):
        raise BadPlan(f"{where}.pay_ramp", "employees are paid in full")
    _growth(f"{where}.growth", work.growth)
    _month(f"{where}.first_month", work.first_month, months)


def _investment(where: str, investment: Investment, months: int) -> None:
    _spread(f"{where}.cost", investment.cost)
    _month(f"{where}.month", investment.month, months)
    _between(f"{where}.life_months", Decimal(investment.life_months), 0, 1200)


def _grant(where: str, grant: Grant, months: int) -> None:
    _spread(f"{where}.amount", grant.amount)
    _month(f"{where}.month", grant.month, months)
    _between(f"{where}.life_months", Decimal(grant.life_months), 0, 1200)


def _loan(where: str, loan: Loan, months: int) -> None:
    if loan.kind not in ("interest", "free", "murabaha"):
        raise BadPlan(f"{where}.kind", "must be interest, free or murabaha")
    if loan.repayment not in ("equal_capital", "equal_instalments"):
        raise BadPlan(f"{where}.repayment", "must be equal_capital or equal_instalments")
    _between(f"{where}.amount", loan.amount, 0, LARGEST)
    _month(f"{where}.month", loan.month, months)
    _between(f"{where}.term", Decimal(loan.term), 1, 480)
    _between(f"{where}.grace", Decimal(loan.grace), 0, loan.term - 1)
    _between(f"{where}.rate", loan.rate, 0, 200)
    _between(f"{where}.fee", loan.fee, 0, LARGEST)


def _taxes(where: str, taxes: Taxes) -> None:
    floor = Decimal(-1)
    for number, band in enumerate(taxes.bands):
        _between(f"{where}.bands.{number}.above", band.above, 0, LARGEST)
        _between(f"{where}.bands.{number}.percent", band.percent, 0, 100)
        if band.above <= floor:
            raise BadPlan(f"{where}.bands.{number}.above", "bands must rise")
        floor = band.above
    _between(f"{where}.turnover_percent", taxes.turnover_percent, 0, 100)
    if taxes.exempt_below_turnover is not None:
        _between(f"{where}.exempt_below_turnover", taxes.exempt_below_turnover, 0, LARGEST)
    _between(f"{where}.months_after_year", Decimal(taxes.months_after_year), 0, 12)


def _surplus(where: str, surplus: Surplus) -> None:
    for name in ("legal_reserve", "training_reserve", "patronage"):
        _between(f"{where}.{name}", getattr(surplus, name), 0, 100)
    if surplus.legal_reserve + surplus.training_reserve > 100:
        raise BadPlan(f"{where}.training_reserve", "the reserves together take more than the whole surplus")
    if surplus.reserve_ceiling is not None:
        _between(f"{where}.reserve_ceiling", surplus.reserve_ceiling, 0, LARGEST)
    _between(f"{where}.paid_month", Decimal(surplus.paid_month), 1, 12)
