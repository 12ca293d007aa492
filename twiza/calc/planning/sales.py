"""What is made, kept, sold and paid for, month by month.

A product's season is that of its sales. What is sold in month *n* was made ``stock_months`` = k + f before: the part
1 − f in month n − k, the part f in month n − k − 1. Making begins in the product's first month, so sales begin
``stock_months`` after it. Units are counted as made, losses included, until they are sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from twiza.calc.planning.calendar import calendar_month, grown, lagged, of_year, year_of
from twiza.calc.planning.inputs import Product
from twiza.calc.planning.rounding import HUNDRED, ZERO, cents, units

AHEAD = 16
"""Months after the plan whose sales are looked at, since what they need is made and bought within the plan."""
MADE_AHEAD = 8


@dataclass(frozen=True)
class Sold:
    """One product; lists by month from the first, ``made`` for :data:`MADE_AHEAD` months more."""

    product: Product
    made: list[Decimal]
    taken: list[Decimal]
    """Units taken out of stock, as made."""
    sold: list[Decimal]
    """Units sold: those taken, less losses."""
    stock: list[Decimal]
    """Units in stock at the end of the month, as made."""
    price: list[Decimal]
    sales: list[Decimal]
    receipts: list[Decimal]


def demand(product: Product, first_calendar_month: int, months: int) -> list[Decimal]:
    """Units made for the sales of each month, from month 1 to *months*."""
    volume, season, ramp = product.volume.value, product.season, product.ramp_up
    return [
        units(volume * season[calendar_month(first_calendar_month, m) - 1] * of_year(ramp, year_of(m)) / 1200)
        for m in range(1, months + 1)
    ]


def sell(product: Product, first_calendar_month: int, months: int) -> Sold:
    """The ledger of *product* over *months*."""
    wanted = demand(product, first_calendar_month, months + AHEAD)
    whole, part = split(product.stock_months)
    first, kept = product.first_month, 1 - product.losses.value / HUNDRED
    made = [
        units(wanted[m - 1 + whole] * (1 - part) + wanted[m + whole] * part) if m >= first else Decimal(0)
        for m in range(1, months + MADE_AHEAD + 1)
    ]
    taken = [
        units(wanted[m - 1] * ((1 - part) * (m - whole >= first) + part * (m - whole - 1 >= first)))
        for m in range(1, months + 1)
    ]
    stock, held = [], Decimal(0)
    for m in range(months):
        held = max(Decimal(0), held + made[m] - taken[m])
        stock.append(held)
    sold = [units(quantity * kept) for quantity in taken]
    prices = [grown(product.price.value, product.price_growth, year) for year in range(months // 12)]
    price = [prices[year_of(m)] for m in range(1, months + 1)]
    sales = [cents(quantity * each) for quantity, each in zip(sold, price, strict=True)]
    return Sold(product, made, taken, sold, stock, price, sales, lagged(sales, product.customer_days // 30, ZERO))


def split(stock_months: Decimal) -> tuple[int, Decimal]:
    """Whole months and the rest.

    >>> split(Decimal("1.5"))
    (1, Decimal('0.5'))
    """
    whole = int(stock_months)
    return whole, stock_months - whole
