"""Months of a plan, years of a plan, months of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from twiza.calc.planning.rounding import HUNDRED, yearly


def year_of(month: int) -> int:
    """Position of the year (from 0) of *month* (from 1)."""
    return (month - 1) // 12


def calendar_month(first: int, month: int) -> int:
    """Month of the calendar (1–12) of *month* of a plan that begins in calendar month *first*.

    >>> calendar_month(11, 1), calendar_month(11, 3)
    (11, 1)
    """
    return (first + month - 2) % 12 + 1


def of_year(percents: Sequence[Decimal], year: int) -> Decimal:
    """The percentage of *year* (from 0); the last one holds for all later years."""
    return percents[min(year, len(percents) - 1)]


def grown(amount: Decimal, growth: Decimal, year: int) -> Decimal:
    """*amount* after *year* years of *growth* % a year, to a ten-thousandth.

    >>> grown(Decimal(100), Decimal(10), 2)
    Decimal('121.0000')
    """
    return yearly(amount * (1 + growth / HUNDRED) ** year)


def lagged(amounts: Sequence[Decimal], months: int, nothing: Decimal) -> list[Decimal]:
    """*amounts* that arrive *months* later; what comes after the end is not there."""
    return [nothing] * min(months, len(amounts)) + list(amounts[: max(0, len(amounts) - months)])
