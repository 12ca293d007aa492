"""What a score means in words and figures: reasons, unknowns, conditions that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from twiza.bank.models import ProjectModel
from twiza.calc.scoring import Contribution, PartWeights, contributions, strongest
from twiza.opportunities.basis import Ground, group_of
from twiza.opportunities.gates import Verdict, verdicts
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import LocalText
from twiza.packs.schema import ProjectModel as Model
from twiza.packs.schema import Use as DeclaredUse
from twiza.territories.snapshot import Matrix

IN_FAVOUR, AGAINST = 3, 2


@dataclass(frozen=True)
class Reason:
    """One criterion with its exact points and the figures it rests on. ``percentile`` is turned."""

    part: Literal["need", "resources"]
    definition: Definition
    because: LocalText
    wants: Literal["high", "low"]
    value: float | None
    year: int
    above_median: float | None
    country_median: float | None
    percentile: float | None
    weight: float
    points: float

    @property
    def speaks_for(self) -> bool:
        """Whether it lifts the score above 50."""
        return self.points > 0


@dataclass(frozen=True)
class Card:
    """One project model in one place, ready to be shown. ``None`` is unknown.

    ``place_rank`` among the models of the place, ``rank`` among places for the model, each with
    the interval that holds in 90 % of the draws; ``top_tenth`` is a probability, 0 to 1.
    """

    model: ProjectModel
    definition: Model
    need: float | None
    resources: float | None
    setting: float | None
    score: float | None
    gate: float
    grade: str
    place_rank: int | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    top_tenth: float | None
    participants: int
    in_favour: tuple[Reason, ...]
    against: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def excluded(self) -> bool:
        """Whether a condition of reality rules it out here."""
        return self.gate == 0

    @property
    def priority(self) -> bool:
        """Among the country's top tenth in at least 80 % of the draws."""
        return self.top_tenth is not None and self.top_tenth >= 0.8

    @property
    def failed(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.outcome == "failed"]

    @property
    def open_conditions(self) -> list[Verdict]:
        """Conditions that the data cannot check: what a group must find out itself."""
        return [v for v in self.verdicts if v.outcome in {"unknown", "unchecked"}]

    @property
    def unknown_reasons(self) -> list[Reason]:
        """Criteria without a value in this place."""
        return [r for r in self.reasons if r.value is None]


class Reader:
    """Reads scores of one place; holds what all its models share."""

    def __init__(self, ground: Ground, matrix: Matrix, definitions: dict[str, Definition], place: int) -> None:
        self.ground, self.matrix, self.definitions, self.place = ground, matrix, definitions, place
        self.row = matrix.index[ground.codes[place]]
        self.peers = matrix.rows(matrix.finest)
        levels = list(dict.fromkeys(matrix.levels[matrix.index[c]] for c in matrix.ancestors(self.row)))
        self.above = group_of(matrix, self.row, levels[0]) if levels else matrix.codes[self.row]
        self.siblings = matrix.under(self.above, matrix.finest)
        self._medians: dict[str, tuple[float | None, float | None]] = {}

    def medians(self, key: str) -> tuple[float | None, float | None]:
        """Medians of the indicator over the places of the unit above, and of the country."""
        if key not in self._medians:
            values = self.matrix.latest(key)
            self._medians[key] = (_median(values[self.siblings]), _median(values[self.peers]))
        return self._medians[key]

    def reasons(self, model: int, definition: Model, weights: PartWeights) -> tuple[Reason, ...]:
        """Every criterion of model number *model* in this place, with exact points."""
        found = contributions(
            self.ground.percentiles[self.place],
            self.ground.specs[model],
            float(self.ground.setting[self.place]),
            weights,
        )
        declared: Sequence[DeclaredUse] = (*definition.needs, *definition.resources)
        return tuple(self._reason(c, use) for c, use in zip(found, declared, strict=False))

    def _reason(self, contribution: Contribution, use: DeclaredUse) -> Reason:
        above, country = self.medians(use.indicator)
        value = float(self.matrix.latest(use.indicator)[self.row])
        return Reason(
            part="need" if contribution.part == "need" else "resources",
            definition=self.definitions[use.indicator],
            because=use.because,
            wants=use.when,
            value=None if np.isnan(value) else value,
            year=self.matrix.latest_year(use.indicator),
            above_median=above,
            country_median=country,
            percentile=contribution.percentile if contribution.known else None,
            weight=contribution.weight,
            points=contribution.points,
        )

    def strongest(self, reasons: Sequence[Reason]) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """Up to three reasons for and two against, the strongest first."""
        as_points = [Contribution(r.part, i, r.percentile or 0.0, r.weight, r.points) for i, r in enumerate(reasons)]
        chosen = strongest(as_points, for_=IN_FAVOUR, against=AGAINST)
        return (
            tuple(reasons[c.column or 0] for c in chosen.in_favour),
            tuple(reasons[c.column or 0] for c in chosen.against),
        )

    def verdicts(self, definition: Model) -> tuple[Verdict, ...]:
        """Every condition of the model in this place."""
        return tuple(verdicts(definition, self.matrix, self.row))


def _median(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else None
