"""What the ranges of a plan come to: every input with a range drawn at once, thousands of times.

Each is drawn from the triangle low–value–high, independently of the others; a missing end is the value itself. The
same plan, number and seed give the same figures.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from twiza.calc.planning.checks import check
from twiza.calc.planning.inputs import Plan, Spread
from twiza.calc.planning.linear import linear, spreads
from twiza.calc.planning.results import Drawn
from twiza.calc.planning.rounding import CENT

Floats = NDArray[np.float64]
DRAWS, SEED, BINS = 10_000, 2024, 20
_QUANTILES = (0.05, 0.5, 0.95)
_AT_ONCE = 2_000
"""Variants held at once, which bounds memory and keeps them in the processor's cache."""


def ends(spread: Spread) -> tuple[float, float, float]:
    """Low end, value, high end."""
    value = float(spread.value)
    low = value if spread.low is None else float(spread.low)
    high = value if spread.high is None else float(spread.high)
    return low, value, high


def ranged(plan: Plan) -> dict[str, Spread]:
    """The inputs that have a range, by path."""
    return {path: spread for path, spread in spreads(plan).items() if ends(spread)[0] < ends(spread)[2]}


def draw(plan: Plan, *, draws: int = DRAWS, seed: int = SEED) -> Drawn:
    """*draws* variants of *plan*. :class:`~twiza.calc.planning.inputs.BadPlan` as for ``compute``."""
    check(plan)
    generator = np.random.default_rng(seed)
    drawn = {path: generator.triangular(*ends(spread), size=draws) for path, spread in ranged(plan).items()}
    ready = linear(plan)
    least, incomes, last = np.empty(draws), np.empty((draws, plan.months // 12)), np.empty(draws)
    for start in range(0, draws, _AT_ONCE):
        part = slice(start, min(start + _AT_ONCE, draws))
        outcome = ready.outcome({path: values[part] for path, values in drawn.items()})
        least[part] = outcome.cash.min(axis=1)
        incomes[part] = outcome.member_income
        last[part] = outcome.result[:, -1]
    return Drawn(
        draws=draws,
        seed=seed,
        drawn=tuple(drawn),
        cash_never_negative=_percent(least > -0.005),
        lowest_cash=_quantiles(least),
        lowest_cash_bins=_bins(least),
        member_income=tuple(_quantiles(incomes[:, year]) for year in range(incomes.shape[1])),
        member_income_bins=_bins(incomes[:, -1]),
        loss_last_year=_percent(last < -0.005),
    )


def money(value: float) -> Decimal:
    """A float as money to the cent."""
    return Decimal(float(value)).quantize(CENT)


def _percent(true: NDArray[np.bool_]) -> Decimal:
    return money(100 * float(true.mean()))


def _quantiles(values: Floats) -> tuple[Decimal, Decimal, Decimal]:
    low, middle, high = np.quantile(values, _QUANTILES)
    return money(low), money(middle), money(high)


def _bins(values: Floats) -> tuple[tuple[Decimal, Decimal, int], ...]:
    counts, edges = np.histogram(values, bins=BINS)
    return tuple((money(edges[i]), money(edges[i + 1]), int(counts[i])) for i in range(len(counts)))
