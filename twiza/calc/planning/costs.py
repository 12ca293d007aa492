"""Costs that follow sales, costs that stand, and people's work, month by month; all paid in their month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from twiza.calc.planning.calendar import calendar_month, grown, of_year, year_of
from twiza.calc.planning.inputs import Charges, FixedCost, VariableCost, Work
from twiza.calc.planning.rounding import HUNDRED, TWELVE, ZERO, cents, yearly
from twiza.calc.planning.sales import Sold


def variable(cost: VariableCost, sold: Sequence[Sold], months: int) -> list[Decimal]:
    """Its part of the sales of its product, or of all."""
    of = [ledger.sales for ledger in sold if cost.product in ("", ledger.product.key)]
    return [cents(sum((sales[m] for sales in of), ZERO) * cost.percent.value / HUNDRED) for m in range(months)]


def fixed(cost: FixedCost, months: int) -> list[Decimal]:
    """A twelfth of the year's amount in each month from its first."""
    monthly = [cents(grown(cost.yearly.value, cost.growth, year) / TWELVE) for year in range(months // 12)]
    return [monthly[year_of(m)] if m >= cost.first_month else ZERO for m in range(1, months + 1)]


def works(work: Work, first_calendar_month: int, month: int) -> bool:
    """Whether they work in *month* of the plan."""
    return month >= work.first_month and calendar_month(first_calendar_month, month) in work.months


def pay(work: Work, first_calendar_month: int, months: int) -> list[Decimal]:
    """Gross pay of all of them together."""
    monthly = []
    for year in range(months // 12):
        one = yearly(
            work.pay.value * of_year(work.pay_ramp, year) / HUNDRED * (1 + work.growth / HUNDRED) ** year,
        )
        monthly.append(cents(work.people.value * one))
    return [monthly[year_of(m)] if works(work, first_calendar_month, m) else ZERO for m in range(1, months + 1)]


def charge_percent(work: Work, charges: Charges) -> Decimal:
    """Social charges on top of this work's pay, %."""
    return charges.members if work.who == "members" else charges.employer


def charged(paid: Sequence[Decimal], percent: Decimal) -> list[Decimal]:
    """Social charges on *paid*."""
    return [cents(amount * percent / HUNDRED) for amount in paid]
