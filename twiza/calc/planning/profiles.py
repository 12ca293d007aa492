"""Profiles over the months of one unit of each thing in a plan, as floats; see :mod:`twiza.calc.planning.linear`.

Each follows the definition in the module of its ledger (sales, materials, costs, investments, finance), without
roundings. Arrays are ``[months]``.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from twiza.calc.planning.calendar import of_year
from twiza.calc.planning.costs import works
from twiza.calc.planning.finance import lend
from twiza.calc.planning.inputs import Grant, Input, Investment, Loan, Plan, Product, Work
from twiza.calc.planning.investments import cycle
from twiza.calc.planning.sales import AHEAD, MADE_AHEAD, split

Floats = NDArray[np.float64]


def month_growth(growth: Decimal, months: int) -> Floats:
    """(1 + growth) to the power of the month's year."""
    powers = (1 + float(growth) / 100) ** np.arange(months // 12)
    return np.repeat(powers, 12)


def moved(profile: Floats, months: int) -> Floats:
    """*profile* that comes *months* later, cut at the end."""
    late = np.zeros_like(profile)
    late[months:] = profile[: len(profile) - months]
    return late


def demand_profile(plan: Plan, product: Product) -> Floats:
    """Units made for the sales of each month, ``[months + AHEAD]``."""
    months = plan.months + AHEAD
    season = np.array([float(weight) for weight in product.season])
    ramp = np.array([float(of_year(product.ramp_up, year)) for year in range(months // 12 + 1)])
    m = np.arange(months)
    profile: Floats = season[(plan.first_calendar_month - 1 + m) % 12] * ramp[m // 12] / 1200
    return profile


def made_profile(plan: Plan, product: Product) -> Floats:
    """Units made, ``[months + MADE_AHEAD]``."""
    wanted, (whole, rest) = demand_profile(plan, product), split(product.stock_months)
    part, count = float(rest), plan.months + MADE_AHEAD
    made: Floats = wanted[whole : whole + count] * (1 - part) + wanted[whole + 1 : whole + 1 + count] * part
    made[: product.first_month - 1] = 0.0
    return made


def taken_profile(plan: Plan, product: Product) -> Floats:
    """Units taken out of stock, as made: those sold before losses, which are drawn."""
    whole, rest = split(product.stock_months)
    part = float(rest)
    m = np.arange(1, plan.months + 1)
    ready = (1 - part) * (m - whole >= product.first_month) + part * (m - whole - 1 >= product.first_month)
    taken: Floats = demand_profile(plan, product)[: plan.months] * ready
    return taken


def store_profile(made: Floats, item: Input, growth: Floats, months: int) -> tuple[Floats, Floats]:
    """What is bought for one unit of *made* × quantity × price, and the value of what is used."""
    whole, rest = split(item.stock_months)
    part = float(rest)
    if not whole and not part:
        bought = made[:months] * growth
        return bought, bought
    ahead = np.concatenate([[0.0], np.cumsum(made)])
    m = np.arange(1, months + 1)
    keep = ahead[m + whole] - ahead[m] + part * made[m + whole]
    buying = made[:months] + np.diff(keep, prepend=0.0)
    bought = buying * growth
    return bought, bought - np.diff(_averaged(bought, buying, keep), prepend=0.0)


def goods_profile(plan: Plan, product: Product, made: Floats, used: Floats) -> Floats:
    """Value of the goods in stock, *used* being the inputs of what is made."""
    if not product.stock_months:
        return np.zeros(plan.months)
    stock = np.cumsum(made[: plan.months] - taken_profile(plan, product))
    return _averaged(used, made[: plan.months], np.maximum(0.0, stock))


def _averaged(came: Floats, quantity: Floats, stock: Floats) -> Floats:
    """Value of *stock* at weighted average cost when *quantity* worth *came* is added each month."""
    values = np.zeros(len(came))
    value = held = 0.0
    rows = zip(came.tolist(), quantity.tolist(), stock.tolist(), strict=True)
    for m, (worth, more, left) in enumerate(rows):
        value = (value + worth) * left / (held + more) if held + more > 0 else 0.0
        values[m], held = value, left
    return values


def pay_profile(plan: Plan, work: Work) -> Floats:
    """Pay of one person at full pay 1."""
    ramp = np.array([float(of_year(work.pay_ramp, year)) for year in range(plan.months // 12)]) / 100
    at_work = np.array([works(work, plan.first_calendar_month, m) for m in range(1, plan.months + 1)])
    profile: Floats = np.repeat(ramp, 12) * month_growth(work.growth, plan.months) * at_work
    return profile


def purchase_profile(investment: Investment, months: int) -> tuple[Floats, Floats]:
    """Months in which it is bought, and in which it is brought in kind."""
    bought, brought = np.zeros(months), np.zeros(months)
    for m in range(investment.month, months + 1):
        if cycle(m, investment.month, investment.life_months, investment.renewed)[1]:
            in_kind = investment.in_kind and m == investment.month
            (brought if in_kind else bought)[m - 1] = 1.0
    return bought, brought


def written_off_profile(investment: Investment, months: int) -> Floats:
    """Parts of its cost written off."""
    profile, life = np.zeros(months), investment.life_months
    if life:
        end = months if investment.renewed else investment.month - 1 + life
        profile[investment.month - 1 : end] = 1.0 / life
    return profile


def grant_profile(grant: Grant, months: int) -> tuple[Floats, Floats]:
    """When it comes and when it is earned."""
    received, start = np.zeros(months), grant.month - 1
    received[start] = 1.0
    if not grant.life_months:
        return received, received
    earned = np.zeros(months)
    earned[start : start + grant.life_months] = 1.0 / grant.life_months
    return received, earned


def loan_profile(loan: Loan, months: int) -> tuple[Floats, Floats]:
    """Cash in and out, and what it costs (interest, mark-up, fee): of the loan's ledger, as nothing in it is drawn."""
    ledger = lend(loan, months)
    received, fee, interest, principal = (
        np.array([float(amount) for amount in column])
        for column in (ledger.received, ledger.fee, ledger.interest, ledger.principal)
    )
    return received - fee - interest - principal, fee + interest
