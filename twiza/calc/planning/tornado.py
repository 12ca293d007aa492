"""What matters most: each input's range alone, everything else as planned."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from twiza.calc.planning.checks import check
from twiza.calc.planning.draws import ends, money, ranged
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.linear import linear
from twiza.calc.planning.results import Swing


def tornado(plan: Plan) -> list[Swing]:
    """The swings of *plan*, the widest of lowest cash first, then of members' income, then by path.

    :class:`~twiza.calc.planning.inputs.BadPlan` as for ``compute``.
    """
    check(plan)
    moving, ready = ranged(plan), linear(plan)
    if not moving:
        return []
    drawn = {path: np.full(2 * len(moving), ready.central[path]) for path in moving}
    for row, (path, spread) in enumerate(moving.items()):
        low, _, high = ends(spread)
        drawn[path][2 * row], drawn[path][2 * row + 1] = low, high
    outcome = ready.outcome(drawn)
    least, income = outcome.cash.min(axis=1), outcome.member_income[:, -1]
    swings = []
    for row, (path, spread) in enumerate(moving.items()):
        at = (2 * row, 2 * row + 1)
        swings.append(
            Swing(
                path=path,
                low=spread.value if spread.low is None else spread.low,
                high=spread.value if spread.high is None else spread.high,
                lowest_cash=(money(least[at[0]]), money(least[at[1]])),
                member_income=(money(income[at[0]]), money(income[at[1]])),
            )
        )
    return sorted(swings, key=lambda swing: (-_width(swing.lowest_cash), -_width(swing.member_income), swing.path))


def _width(two: tuple[Decimal, Decimal]) -> Decimal:
    return abs(two[1] - two[0])
