"""Everything that happens in a plan, item by item and month by month, before it is put into statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from twiza.calc.planning.costs import charge_percent, charged, fixed, pay, variable
from twiza.calc.planning.finance import Given, Lent, called, give, lend
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.investments import Equipment, equip
from twiza.calc.planning.materials import Usage, goods, usages
from twiza.calc.planning.rounding import ZERO
from twiza.calc.planning.sales import Sold, sell


@dataclass(frozen=True)
class Ledgers:
    """The items of a plan in its own order; every list has one amount a month."""

    sold: list[Sold]
    usages: list[Usage]
    goods: list[list[Decimal]]
    """Value of each product's stock."""
    variable: list[list[Decimal]]
    fixed: list[list[Decimal]]
    pay: list[list[Decimal]]
    charges: list[list[Decimal]]
    equipment: list[Equipment]
    shares: list[Decimal]
    grants: list[Given]
    loans: list[Lent]


def total(columns: Iterable[Sequence[Decimal]], months: int) -> list[Decimal]:
    """Sum of several lists, month by month; zeros if there are none."""
    held = list(columns)
    if not held:
        return [ZERO] * months
    return [sum(month, ZERO) for month in zip(*held, strict=True)]


def keep_ledgers(plan: Plan) -> Ledgers:
    """All the postings of *plan*, each rounded to the cent where it is made."""
    months, first = plan.months, plan.first_calendar_month
    sold = [sell(product, first, months) for product in plan.products]
    used = usages(plan, sold)
    pays = [pay(work, first, months) for work in plan.work]
    return Ledgers(
        sold=sold,
        usages=used,
        goods=[
            goods(ledger, total((usage.used for usage in used if usage.product == number), months))
            for number, ledger in enumerate(sold)
        ],
        variable=[variable(cost, sold, months) for cost in plan.variable_costs],
        fixed=[fixed(cost, months) for cost in plan.fixed_costs],
        pay=pays,
        charges=[charged(paid, charge_percent(work, plan.charges)) for work, paid in zip(plan.work, pays, strict=True)],
        equipment=[equip(investment, months) for investment in plan.investments],
        shares=called(plan.shares, months),
        grants=[give(grant, months) for grant in plan.grants],
        loans=[lend(loan, months) for loan in plan.loans],
    )
