"""From stored inputs to results: computed when asked, the draws kept while the inputs are the same."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any, cast

from django.core.cache import caches

from twiza.calc.planning import METHOD, compute, draw, tornado
from twiza.calc.planning.results import Drawn, Result, Swing
from twiza.planner.schema import PlanSchema

SEED = 20_240_229
"""The draws of one plan are always the same, so that two readers speak of the same figure."""
DRAWS = 10_000
KEPT = 3600
"""Seconds that draws are kept; the inputs' digest is in their key."""


def digest(inputs: PlanSchema) -> str:
    """What tells two plans apart: their inputs, and the method; names and origins are no part of it."""
    told = inputs.model_dump(mode="json", exclude={"origins", "first_year"}, exclude_none=True)
    return hashlib.sha256(f"{METHOD} {json.dumps(told, sort_keys=True)}".encode()).hexdigest()


def results(inputs: PlanSchema, language: str = "ar") -> Result:
    """All that follows from *inputs*; names in *language*. BadPlan where no plan can be made of them."""
    return compute(inputs.to_plan(language))


def drawn(inputs: PlanSchema) -> Drawn:
    """What the ranges come to; reckoned once for the same inputs."""
    key = f"plan-draws:{digest(inputs)}"
    found = caches["local"].get(key)
    if found is None:
        found = draw(inputs.to_plan(), draws=DRAWS, seed=SEED)
        caches["local"].set(key, found, KEPT)
    return cast(Drawn, found)


def swings(inputs: PlanSchema) -> list[Swing]:
    """What each input's range does alone; the widest first; reckoned once for the same inputs."""
    key = f"plan-swings:{digest(inputs)}"
    found = caches["local"].get(key)
    if found is None:
        found = tornado(inputs.to_plan())
        caches["local"].set(key, found, KEPT)
    return cast("list[Swing]", found)


def main_figures(result: Result) -> dict[str, Any]:
    """The few figures that lists and the project's page show, as JSON keeps them."""
    told = result.indicators
    return {
        "full_pay_month": told.full_pay_month,
        "lowest_cash": str(told.lowest_cash),
        "lowest_cash_month": told.lowest_cash_month,
        "member_income": [str(year.member_income) for year in result.years],
        "investment": str(told.investment),
        "npv": str(told.npv),
        "irr": _text(told.irr),
        "payback_month": told.payback_month,
        "jobs": str(told.jobs),
        "grave": [one.key for one in result.warnings if one.grave],
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
