"""Two things that spreadsheets do in a way of their own: round, and look for an internal rate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import copysign, floor

_STEPS = 60
_CLOSE = 1e-13


def rounded(value: float, digits: float) -> float:
    """*value* half up, away from zero, as a reader of its fifteen digits expects.

    >>> rounded(1.005, 2), rounded(-2.675, 2), rounded(0.285 * 100, 0)
    (1.01, -2.68, 29.0)
    """
    power = 10 ** int(digits)
    scaled = abs(value) * power
    whole = floor(scaled)
    part = scaled - whole
    if abs(part - 0.5) <= 1e-6 + scaled * 1e-14:
        exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
        return float(exact)
    return copysign((whole + (part > 0.5)) / power, value)


def internal_rate(flows: Sequence[float], guess: float) -> float:
    """The rate a step at which *flows* are worth nothing, by Newton's steps from *guess*.

    >>> round(internal_rate([-100.0, 60.0, 60.0], 0.1), 6)
    0.130662
    """
    rate = guess
    for _step in range(_STEPS):
        value = slope = 0.0
        factor = 1.0
        for place, flow in enumerate(flows):
            value += flow * factor
            factor /= 1 + rate
            slope -= place * flow * factor
        change = value / slope
        rate -= change
        if abs(change) < _CLOSE:
            return rate
    raise ArithmeticError("no rate was found near the guess")
