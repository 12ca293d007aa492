"""Equipment: bought or brought, written off in equal parts, renewed at the end of its life."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from twiza.calc.planning.inputs import Investment
from twiza.calc.planning.rounding import ZERO, cents


@dataclass(frozen=True)
class Equipment:
    """One investment; lists by month."""

    investment: Investment
    bought: list[Decimal]
    brought: list[Decimal]
    """In kind, for shares."""
    written_off: list[Decimal]
    book_value: list[Decimal]


def cycle(month: int, start: int, life: int, renewed: bool) -> tuple[int, bool]:
    """Months of use up to *month* included (0: not yet; *life*: written off), and whether *month* buys it.

    The month of purchase counts as the first of use.
    """
    if month < start:
        return 0, False
    since = month - start
    if life == 0:
        return 0, since == 0
    if renewed:
        return since % life + 1, since % life == 0
    return min(since + 1, life), since == 0


def equip(investment: Investment, months: int) -> Equipment:
    """The ledger of *investment* over *months*."""
    cost, life = cents(investment.cost.value), investment.life_months
    bought, brought, written_off, book_value = [], [], [], []
    value = ZERO
    for m in range(1, months + 1):
        age, buys = cycle(m, investment.month, life, investment.renewed)
        in_kind = buys and investment.in_kind and m == investment.month
        brought.append(cost if in_kind else ZERO)
        bought.append(cost if buys and not in_kind else ZERO)
        if buys:
            value = cost
        left = cost - cents(cost * age / life) if life and age else value
        written_off.append(value - left)
        value = left
        book_value.append(value)
    return Equipment(investment, bought, brought, written_off, book_value)
