"""Whether reality allows a project model in a place: its conditions, checked with the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from twiza.packs.schema import Condition, ConditionTest, ProjectModel
from twiza.territories.snapshot import Matrix

Outcome = Literal["met", "failed", "unknown", "unchecked"]

FAILED, MET, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Verdict:
    """One condition in one place. ``unchecked``: no data could tell, anywhere; ``unknown``: not for this place."""

    condition: Condition
    outcome: Outcome
    value: float | None = None


def outcomes(test: ConditionTest, matrix: Matrix, places: Sequence[int]) -> NDArray[np.int8]:
    """FAILED, MET or UNKNOWN for each of *places* (rows of the matrix), ``[n]``."""
    if test.indicator is not None:
        values = matrix.latest(test.indicator)[list(places)]
        met = np.ones(values.shape, dtype=bool)
        if test.min is not None:
            met &= values >= test.min
        if test.max is not None:
            met &= values <= test.max
        return np.where(np.isnan(values), UNKNOWN, np.where(met, MET, FAILED)).astype(np.int8)
    if test.attribute is not None:
        wanted = set(test.any_of)
        held = [set(matrix.attributes[place].get(test.attribute, ())) for place in places]
        return np.array([UNKNOWN if not h else MET if h & wanted else FAILED for h in held], dtype=np.int8)
    wanted = set(test.within)
    return np.array(
        [MET if wanted & {matrix.codes[place], *matrix.ancestors(place)} else FAILED for place in places],
        dtype=np.int8,
    )


def gate(model: ProjectModel, matrix: Matrix, places: Sequence[int]) -> NDArray[np.float64]:
    """The product of the factors of failed conditions, ``[n]``, 0 to 1.

    A condition that cannot be checked, or not here, leaves the gate open: it is listed as
    unknown beside the score, never counted as met.
    """
    factors = np.ones(len(places))
    for condition in model.conditions:
        if condition.test is not None:
            failed = outcomes(condition.test, matrix, places) == FAILED
            factors[failed] *= condition.factor
    return factors


def verdicts(model: ProjectModel, matrix: Matrix, place: int) -> list[Verdict]:
    """Every condition of *model* in one place, in the model's order."""
    names: dict[int, Outcome] = {FAILED: "failed", MET: "met", UNKNOWN: "unknown"}
    found = []
    for condition in model.conditions:
        if condition.test is None:
            found.append(Verdict(condition, "unchecked"))
            continue
        value = None
        if condition.test.indicator is not None:
            held = float(matrix.latest(condition.test.indicator)[place])
            value = None if np.isnan(held) else held
        outcome = names[int(outcomes(condition.test, matrix, [place])[0])]
        found.append(Verdict(condition, outcome, value))
    return found
