"""What a year's result becomes: tax, carried loss, reserves, members' refund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from twiza.calc.planning.inputs import BadPlan, Band, Surplus, Taxes
from twiza.calc.planning.rounding import CENT, HUNDRED, ZERO, cents


@dataclass(frozen=True)
class Closing:
    """The end of one year."""

    tax: Decimal
    result: Decimal
    loss_absorbed: Decimal
    legal_reserve: Decimal
    training_reserve: Decimal
    patronage: Decimal
    free_reserve: Decimal


class Year(NamedTuple):
    """One year before its surplus is used: losses and reserves as earlier years left them."""

    tax: Decimal
    result: Decimal
    loss_carried: Decimal
    legal_held: Decimal
    capital: Decimal


def progressive(amount: Decimal, bands: Sequence[Band]) -> Decimal:
    """Tax on *amount*: each band's percentage of what lies between it and the next.

    >>> progressive(Decimal(150), [Band(Decimal(0), Decimal(10)), Band(Decimal(100), Decimal(20))])
    Decimal('20.00')
    """
    tax = Decimal(0)
    for number, band in enumerate(bands):
        top = bands[number + 1].above if number + 1 < len(bands) else amount
        tax += max(Decimal(0), min(amount, top) - band.above) * band.percent / HUNDRED
    return cents(tax)


def tax_of(taxes: Taxes, turnover: Decimal, taxable: Decimal) -> Decimal:
    """Tax of one year on its turnover and on what of its result is taxable."""
    limit = taxes.exempt_below_turnover
    exempt = limit is not None and turnover < limit
    on_result = ZERO if exempt else progressive(max(ZERO, taxable), taxes.bands)
    return on_result + cents(turnover * taxes.turnover_percent / HUNDRED)


def close_years(
    taxes: Taxes,
    rule: Surplus,
    turnover: Sequence[Decimal],
    before_tax: Sequence[Decimal],
    capital: Sequence[Decimal],
) -> list[Closing]:
    """The closings of all years from their turnover, result before tax and capital at the end."""
    closings = []
    tax_loss = carried = legal_held = ZERO
    for sales, profit, shares in zip(turnover, before_tax, capital, strict=True):
        tax = tax_of(taxes, sales, profit - tax_loss)
        tax_loss = max(ZERO, tax_loss - profit) if taxes.losses_carried else ZERO
        closing = _close(rule, Year(tax, profit - tax, carried, legal_held, shares))
        carried += max(ZERO, -closing.result) - closing.loss_absorbed
        legal_held += closing.legal_reserve
        closings.append(closing)
    return closings


def _close(rule: Surplus, year: Year) -> Closing:
    if year.result <= 0:
        return Closing(year.tax, year.result, ZERO, ZERO, ZERO, ZERO, ZERO)
    absorbed = min(year.result, year.loss_carried)
    left = year.result - absorbed
    legal = cents(left * rule.legal_reserve / HUNDRED)
    if rule.reserve_ceiling is not None:
        room = cents(year.capital * rule.reserve_ceiling / HUNDRED) - year.legal_held
        legal = min(legal, max(ZERO, room))
    training = min(cents(left * rule.training_reserve / HUNDRED), left - legal)
    rest = left - legal - training
    patronage = cents(rest * rule.patronage / HUNDRED)
    return Closing(year.tax, year.result, absorbed, legal, training, patronage, rest - patronage)


def share_out(amount: Decimal, activity: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """*amount* among members by their *activity* with the cooperative (sales brought, hours, purchases), to the cent.

    What rounding leaves goes cent by cent to the largest remainders, the earlier member first, so that the parts
    add up. :class:`BadPlan` if nobody was active or an activity is negative.

    >>> share_out(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    (Decimal('33.34'), Decimal('33.33'), Decimal('33.33'))
    """
    total = sum(activity, Decimal(0))
    for number, one in enumerate(activity):
        if one < 0:
            raise BadPlan(f"activity.{number}", "must not be negative")
    if total <= 0:
        raise BadPlan("activity", "nobody was active, so nothing can be shared by activity")
    cents_in_all = int(cents(amount) / CENT)
    exact = [cents_in_all * one / total for one in activity]
    whole = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: cents_in_all - sum(whole)]:
        whole[i] += 1
    return tuple(part * CENT for part in whole)
