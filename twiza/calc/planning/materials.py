"""Inputs: needed, kept in store, bought, used, paid; and the goods in stock that they are in.

Stocks are valued at weighted average cost, of inputs alone: work and fixed costs are never in a stock's value, so
that making for the store shows no gain. The store at a month's end holds what the next ``stock_months`` need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from twiza.calc.planning.calendar import grown, lagged, year_of
from twiza.calc.planning.inputs import Input, Plan
from twiza.calc.planning.rounding import ZERO, cents, units
from twiza.calc.planning.sales import MADE_AHEAD, Sold, split

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Usage:
    """One input as one product uses it; lists by month."""

    input: Input
    product: int
    """Position of the product."""
    price: list[Decimal]
    bought: list[Decimal]
    """Money."""
    store: list[Decimal]
    """Value at the month's end."""
    used: list[Decimal]
    """Money."""
    paid: list[Decimal]


def averaged(value: Decimal, quantity: Decimal, of: Decimal) -> Decimal:
    """Value of *quantity* out of *of* units that are worth *value* together."""
    return cents(value * quantity / of) if of > 0 else ZERO


def stored(needs: Sequence[Decimal], stock_months: Decimal, month: int) -> Decimal:
    """Units that the months after *month* need, *stock_months* of them; ``needs[0]`` is month 1."""
    whole, part = split(stock_months)
    return units(sum(needs[month : month + whole], NOTHING) + needs[month + whole] * part)


def use(item: Input, product: int, made: Sequence[Decimal], months: int) -> Usage:
    """The ledger of *item* for one product of which *made* units are made a month."""
    needs = [units(quantity * item.quantity.value) for quantity in made[: months + MADE_AHEAD]]
    prices = [grown(item.price.value, item.price_growth, year) for year in range(months // 12)]
    price, bought, store, used = [], [], [], []
    kept, value = NOTHING, ZERO
    for m in range(1, months + 1):
        keep = stored(needs, item.stock_months, m) if item.stock_months else NOTHING
        buying = max(NOTHING, needs[m - 1] + keep - kept)
        price.append(prices[year_of(m)])
        bought.append(cents(buying * price[-1]))
        store.append(averaged(value + bought[-1], keep, kept + buying))
        used.append(value + bought[-1] - store[-1])
        kept, value = keep, store[-1]
    return Usage(item, product, price, bought, store, used, lagged(bought, item.supplier_days // 30, ZERO))


def usages(plan: Plan, sold: Sequence[Sold]) -> list[Usage]:
    """Every input with every product that uses it, inputs first."""
    return [
        use(item, number, ledger.made, plan.months)
        for item in plan.inputs
        for number, ledger in enumerate(sold)
        if item.product in ("", ledger.product.key)
    ]


def goods(ledger: Sold, used: Sequence[Decimal]) -> list[Decimal]:
    """Value of one product's goods in stock at each month's end, *used* being the inputs of what is made."""
    values, value, held = [], ZERO, NOTHING
    for made, stock, cost in zip(ledger.made, ledger.stock, used, strict=False):
        value = averaged(value + cost, stock, held + made)
        values.append(value)
        held = stock
    return values
