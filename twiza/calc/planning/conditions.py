"""What must be true for a plan to live: how far one thing may go, all else as planned.

Found on the variants of :mod:`twiza.calc.planning.linear`: a scale from nothing to three times the plan, looked at
in 33 steps, then twice more within the step where cash first stays above zero.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np
from numpy.typing import NDArray

from twiza.calc.planning.checks import DAYS
from twiza.calc.planning.draws import money
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.linear import Drawn, Linear, linear
from twiza.calc.planning.results import Condition, Indicators, Value
from twiza.calc.planning.rounding import CENT, HUNDRED

Floats = NDArray[np.float64]
MOST = 3.0
"""Times the planned value beyond which nobody would look."""
_STEPS, _ROUNDS = 33, 3
_HALF_A_UNIT = -0.5
"""Cash above which it counts as not below zero: variants are not rounded to the cent."""

Scale = Callable[[Linear, Floats], Drawn]


def conditions(plan: Plan, figures: Indicators) -> tuple[Condition, ...]:
    """The conditions of *plan*, whose main *figures* are known already."""
    ready = linear(plan)
    missing = max(Decimal(0), -figures.lowest_cash)
    found = [Condition("start_money", {"amount": missing, "month": figures.lowest_cash_month})]
    if any(product.volume.value > 0 and product.price.value > 0 for product in plan.products):
        found += _prices(ready)
        found.append(_volume(ready))
        found.append(_payment(plan))
    if any(item.price.value > 0 for item in plan.inputs):
        found.append(_inputs(ready))
    found += _without_grants(ready)
    return tuple(found)


def _alive(ready: Linear, drawn: Drawn) -> NDArray[np.bool_]:
    alive: NDArray[np.bool_] = ready.outcome(drawn).cash.min(axis=1) >= _HALF_A_UNIT
    return alive


def _bounds(ready: Linear, scale: Scale, rising: bool) -> tuple[float, float] | None:
    """Two neighbouring factors, of which only the better one lets the plan live; None where none does.

    *rising*: the plan lives from some factor up; else up to some factor.
    """
    low, high = 0.0, MOST
    for _ in range(_ROUNDS):
        factors = np.linspace(low, high, _STEPS)
        alive = _alive(ready, scale(ready, factors))
        order = np.arange(_STEPS) if rising else np.arange(_STEPS)[::-1]
        dead = np.flatnonzero(~alive[order])
        if not len(dead):
            best = order[0]
            return float(factors[best]), float(factors[best])
        last = int(dead[-1])
        if last == _STEPS - 1:
            return None
        worse, better = float(factors[order[last]]), float(factors[order[last + 1]])
        low, high = min(worse, better), max(worse, better)
    return (low, high) if rising else (high, low)


def _one(path: str) -> Scale:
    return lambda ready, factors: {path: factors * ready.central[path]}


def _all(prefix: str, field: str) -> Scale:
    def scale(ready: Linear, factors: Floats) -> Drawn:
        return {
            path: factors * value
            for path, value in ready.central.items()
            if path.startswith(prefix) and path.endswith(field)
        }

    return scale


def _prices(ready: Linear) -> list[Condition]:
    found = []
    for number, product in enumerate(ready.plan.products):
        planned = product.price.value
        if planned <= 0 or product.volume.value <= 0:
            continue
        bounds = _bounds(ready, _one(f"products.{number}.price"), rising=True)
        values: dict[str, Value] = {"product": product.key, "name": product.name, "planned": planned}
        if bounds is None:
            values |= {"needed": "", "margin": ""}
        else:
            needed = (planned * Decimal(bounds[1])).quantize(CENT, ROUND_CEILING)
            values |= {"needed": needed, "margin": _margin(needed / planned)}
        found.append(Condition("lowest_price", values))
    return found


def _volume(ready: Linear) -> Condition:
    bounds = _bounds(ready, _all("products.", ".volume"), rising=True)
    if bounds is None:
        return Condition("lowest_volume", {"needed": "", "margin": ""})
    needed = (HUNDRED * Decimal(bounds[1])).quantize(Decimal("0.1"), ROUND_CEILING)
    return Condition("lowest_volume", {"needed": needed, "margin": _margin(needed / HUNDRED)})


def _inputs(ready: Linear) -> Condition:
    bounds = _bounds(ready, _all("inputs.", ".price"), rising=False)
    if bounds is not None and bounds[1] >= MOST:
        return Condition("highest_input_prices", {"bearable": ""})
    bearable = Decimal(0) if bounds is None else HUNDRED * Decimal(bounds[1])
    return Condition("highest_input_prices", {"bearable": bearable.quantize(Decimal("0.1"), ROUND_FLOOR)})


def _payment(plan: Plan) -> Condition:
    bearable = -1
    for days in DAYS:
        if not _alive(linear(plan, customer_days=days), {})[0]:
            break
        bearable = days
    return Condition("latest_payment", {"bearable": bearable})


def _without_grants(ready: Linear) -> list[Condition]:
    found = []
    for number, grant in enumerate(ready.plan.grants):
        if not grant.condition or not grant.amount.value:
            continue
        cash = ready.outcome({f"grants.{number}.amount": np.zeros(1)}).cash[0]
        found.append(
            Condition(
                "without_grant",
                {
                    "name": grant.name,
                    "condition": grant.condition,
                    "amount": grant.amount.value,
                    "lowest_cash": money(cash.min()),
                    "month": int(cash.argmin()) + 1,
                },
            )
        )
    return found


def _margin(share: Decimal) -> Decimal:
    return (HUNDRED * (1 - share)).quantize(Decimal("0.1"))
