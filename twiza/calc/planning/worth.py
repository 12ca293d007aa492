"""What flows of money are worth: net present value, internal rate of return, payback.

A yearly rate *r* is (1 + r)^(1/12) − 1 a month. The first flow is now; the flow *t* steps later is divided by
(1 + rate)^t (Brealey, Myers and Allen, *Principles of Corporate Finance*, chapters 2 and 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from twiza.calc.planning.results import NoRate
from twiza.calc.planning.rounding import CENT, HUNDRED, ZERO, cents

LOWEST, STEP, RATES = -0.10, 0.005, 61
"""Monthly rates between which an internal rate is looked for: −10 % to 20 %, half a point apart."""


def monthly_rate(percent: Decimal) -> Decimal:
    """The rate a month that is *percent* a year."""
    return (1 + percent / HUNDRED) ** (Decimal(1) / 12) - 1


def present_value(rate: Decimal, flows: Sequence[Decimal]) -> Decimal:
    """Net present value of *flows*, the first undiscounted, at *rate* (a fraction) a step, to the cent.

    >>> present_value(Decimal("0.1"), [Decimal(-100), Decimal(60), Decimal(60)])
    Decimal('4.13')
    """
    factor, divisor, value = 1 + rate, Decimal(1), Decimal(0)
    for flow in flows:
        value += flow / divisor
        divisor *= factor
    return cents(value)


def internal_rate(flows: Sequence[Decimal]) -> tuple[float | None, NoRate | None]:
    """The rate a step at which *flows* are worth nothing, or why there is none.

    The value is taken at :data:`RATES` rates; where its sign changes once, the rate is found there by bisection
    to 1e-12. No change or more than one is said, not guessed.

    >>> rate, _ = internal_rate([Decimal(-100), Decimal(60), Decimal(60)])
    >>> round(rate, 6)
    0.130662
    """
    amounts = np.array([float(flow) for flow in flows])
    if not (amounts < 0).any():
        return None, "no_outlay"
    powers = np.arange(len(amounts))
    rates = LOWEST + STEP * np.arange(RATES)
    values = ((1 + rates[:, None]) ** -powers) @ amounts
    positive = values > 0
    (changes,) = np.nonzero(positive[1:] != positive[:-1])
    if len(changes) > 1:
        return None, "several"
    if not len(changes):
        return None, "beyond" if positive[0] else "never_recovered"
    low, high = float(rates[changes[0]]), float(rates[changes[0] + 1])
    rising = bool(positive[changes[0] + 1])
    while high - low > 1e-12:
        middle = (low + high) / 2
        above = bool(((1 + middle) ** -powers) @ amounts > 0)
        low, high = (low, middle) if above == rising else (middle, high)
    return (low + high) / 2, None


def yearly_percent(rate: float) -> Decimal:
    """A rate a month as % a year, to two decimals."""
    return Decimal(((1 + rate) ** 12 - 1) * 100).quantize(CENT)


def recovered(flows: Sequence[Decimal]) -> int | None:
    """First step (from 1) from which the cumulated *flows* are never negative again.

    >>> recovered([Decimal(-10), Decimal(6), Decimal(6)]), recovered([Decimal(-10), Decimal(6)])
    (3, None)
    """
    held, last_negative = ZERO, 0
    for step, flow in enumerate(flows, start=1):
        held += flow
        if held < 0:
            last_negative = step
    return None if last_negative == len(flows) else last_negative + 1
