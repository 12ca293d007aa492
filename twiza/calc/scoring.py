"""The score of a project model in a place, its three parts, its gates and its exact reasons.

For place *i* and model *j*, with percentiles *p* turned so that more is better for the purpose::

    need       N = Σ w·p / Σ w     over the needs that the model answers and that are known
    resources  R = Σ w·p / Σ w     over the resources that it uses and that are known
    setting    M                   general potential of the place, see :mod:`twiza.calc.potential`
    total      O = gate · (a·N + b·R + c·M)      with a + b + c = 1, by default 0.4, 0.4, 0.2

This is simple additive weighting (Fishburn, 1967). The weights are a declared value choice, not
a finding. ``nan`` means unknown throughout: where less than half of a part's weight is known the
part is unknown, and so is the total.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from twiza.calc.matrices import product
from twiza.calc.statistics import Booleans, Floats, Integers

Part = Literal["need", "resources", "setting"]

ENOUGH_KNOWN = 0.5
"""Share of a part's weight that must be known."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Use:
    """One criterion of a model: a column of the percentiles, which end of it helps, how much it counts."""

    column: int
    reverse: bool = False
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.column < 0:
            raise ValueError(f"a column is counted from 0, not {self.column}")
        if not (math.isfinite(self.weight) and self.weight > 0):
            raise ValueError(f"the weight of a criterion must be above 0, not {self.weight}")


class Criteria(NamedTuple):
    """The uses of one part as arrays ``[u]``: column, share of the part's weight, and that share signed."""

    columns: Integers
    shares: Floats
    signed: Floats


def _criteria(uses: Sequence[Use]) -> Criteria:
    weights = np.array([use.weight for use in uses])
    shares = weights / weights.sum()
    turn = np.array([-1.0 if use.reverse else 1.0 for use in uses])
    return Criteria(np.array([use.column for use in uses], dtype=np.int64), shares, shares * turn)


@dataclass(frozen=True)
class ModelSpec:
    """What the score needs to know of a project model. Weights count relative to their own part."""

    key: str
    needs: tuple[Use, ...]
    resources: tuple[Use, ...]

    def __post_init__(self) -> None:
        if not self.needs or not self.resources:
            raise ValueError(f"model {self.key} must name at least one need and one resource")

    @cached_property
    def criteria(self) -> tuple[Criteria, Criteria]:
        """Needs and resources as arrays, made once for each model."""
        return _criteria(self.needs), _criteria(self.resources)


@dataclass(frozen=True, slots=True)
class PartWeights:
    """How much each part counts. Any finite numbers from 0 up; kept so that they add up to 1.

    >>> PartWeights(need=2, resources=2, setting=1)
    PartWeights(need=0.4, resources=0.4, setting=0.2)
    """

    need: float = 0.4
    resources: float = 0.4
    setting: float = 0.2

    def __post_init__(self) -> None:
        given = (self.need, self.resources, self.setting)
        if not all(weight >= 0 for weight in given):
            raise ValueError("each weight must be a number from 0 up")
        total = math.fsum(given) if max(given) < 1e300 else math.inf
        if not 0 < total < math.inf:
            raise ValueError("at least one weight must be above 0, and none absurdly large")
        for name, weight in zip(("need", "resources", "setting"), given, strict=True):
            object.__setattr__(self, name, weight / total)

    def array(self) -> Floats:
        """The three weights ``[need, resources, setting]``, adding up to 1."""
        return np.array([self.need, self.resources, self.setting])


@dataclass(frozen=True, slots=True)
class Scores:
    """All parts of all models in all places, 0 to 100; ``nan`` where unknown.

    ``need``, ``resources``, ``before_gate``, ``total``: ``[n, m]``; ``setting``: ``[n]``;
    ``known_need``, ``known_resources``: ``[n, m]``, share 0 to 1 of the part's weight that is
    known. ``weights`` are those in effect, see :func:`weights_in_effect`.
    """

    need: Floats
    resources: Floats
    setting: Floats
    before_gate: Floats
    total: Floats
    known_need: Floats
    known_resources: Floats
    weights: PartWeights


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points that one criterion adds to (or takes from) a score of 50.

    ``column`` is ``None`` for the setting. ``percentile`` is turned: above 50 speaks for the
    model. ``weight`` includes the part's weight. An unknown criterion has ``percentile`` nan and
    weight and points 0.
    """

    part: Part
    column: int | None
    percentile: float
    weight: float
    points: float

    @property
    def known(self) -> bool:
        """Whether the criterion has a value in this place."""
        return not math.isnan(self.percentile)


class Reasons(NamedTuple):
    """The strongest reasons for a model in a place, and against it."""

    in_favour: tuple[Contribution, ...]
    against: tuple[Contribution, ...]


def weights_in_effect(weights: PartWeights, setting: Floats) -> PartWeights:
    """The weights that a score uses: without the setting where no place has one.

    A country with too few places has no setting at all; need and resources then share its
    weight in proportion. One place without setting among others stays unknown instead, for it
    would not be comparable with them.
    """
    if np.isfinite(setting).any() or weights.need + weights.resources == 0:
        return weights
    return PartWeights(weights.need, weights.resources, 0.0)


def _weight_matrices(models: Sequence[ModelSpec], columns: int) -> tuple[Floats, Floats]:
    """Weights ``[k, 2m]`` (needs of all models, then resources), signed by direction and plain."""
    parts = [model.criteria[0] for model in models] + [model.criteria[1] for model in models]
    shape = (columns, len(parts))
    if not parts:
        return np.zeros(shape), np.zeros(shape)
    used = np.concatenate([part.columns for part in parts])
    target = np.repeat(np.arange(len(parts)), [part.columns.size for part in parts])
    if used.max() >= columns:
        absent = int(np.argmax(used))
        raise IndexError(f"model {models[target[absent] % len(models)].key} uses column {used[absent]} of {columns}")
    cell = used * len(parts) + target

    def spread(weights: list[Floats]) -> Floats:
        return np.bincount(cell, np.concatenate(weights), shape[0] * shape[1]).astype(np.float64).reshape(shape)

    return spread([part.signed for part in parts]), spread([part.shares for part in parts])


def _parts(percentiles: Floats, models: Sequence[ModelSpec]) -> tuple[Floats, Floats]:
    """Need and resources ``[n, 2m]`` and the known share of their weight, by matrix products.

    Measured from 50, turning a percentile only changes its sign, so one product serves both
    directions: ``part = 50 + (p − 50) @ signed / (known @ plain)``.
    """
    signed, plain = _weight_matrices(models, percentiles.shape[1])
    used = np.flatnonzero(plain.any(axis=1))
    if used.size < percentiles.shape[1]:
        percentiles, signed, plain = percentiles[:, used], signed[used], plain[used]
    with np.errstate(invalid="ignore"):
        parts = product(percentiles, signed)
    if np.isfinite(parts).all():  # one unknown would have spread over its row
        parts += 50.0 * (1.0 - signed.sum(axis=0))
        return parts, np.broadcast_to(1.0, parts.shape)
    known = np.isfinite(percentiles)
    centred = np.where(known, percentiles - 50.0, 0.0)
    share = product(known.astype(np.float64), plain)
    enough = share >= ENOUGH_KNOWN - _ROUNDING
    part = np.full(share.shape, np.nan)
    np.divide(product(centred, signed), share, out=part, where=enough)
    return part + 50.0, np.minimum(share, 1.0)


def score(
    percentiles: Floats,
    models: Sequence[ModelSpec],
    gates: Floats | None,
    setting: Floats,
    weights: PartWeights | None = None,
    *,
    only: slice | Integers | None = None,
) -> Scores:
    """Score *m* models in *n* places, or in *only* some of them.

    *percentiles* ``[n, k]`` 0 to 100; *gates* ``[n, m]`` factors 0 to 1, ``None`` for all open: a
    condition that cannot be checked leaves its gate at 1 and is listed by the caller; *setting*
    ``[n]``. A part of weight 0 may be unknown without making the total so. A gate of 0 makes the
    total 0 whatever is unknown. Give the arrays of the whole country even for *only* one place: the
    weights in effect depend on whether any place has a setting. Raises ``ValueError`` for shapes that
    differ or a gate outside 0 to 1, ``IndexError`` for a column that is not there.

    >>> model = ModelSpec("bakery", needs=(Use(0),), resources=(Use(1, reverse=True),))
    >>> score(np.array([[80.0, 30.0]]), [model], None, np.array([50.0])).total.tolist()
    [[70.0]]
    """
    n, m = percentiles.shape[0], len(models)
    opened = np.ones((n, m)) if gates is None else gates
    if opened.shape != (n, m) or setting.shape != (n,):
        raise ValueError(f"{n} places and {m} models ask for gates [{n}, {m}] and setting [{n}]")
    if not ((opened >= 0) & (opened <= 1)).all():
        raise ValueError("a gate is a factor from 0 to 1")
    applied = weights_in_effect(weights or PartWeights(), setting)
    if only is not None:
        percentiles, setting, opened = percentiles[only], setting[only], opened[only]
    parts, share = _parts(percentiles, models)
    need, resources = parts[:, :m], parts[:, m:]
    before = np.zeros(m)
    for weight, part in zip(applied.array(), (need, resources, setting[:, None]), strict=True):
        if weight > 0:
            before = before + weight * part
    total = opened * before
    total[opened == 0] = 0.0
    return Scores(need, resources, setting, before, total, share[:, :m], share[:, m:], applied)


def _of_part(part: Part, uses: Sequence[Use], place: Floats, weight: float) -> list[Contribution]:
    """Contributions of one part in one place; without points where the part is unknown."""
    turned = [100.0 - place[use.column] if use.reverse else place[use.column] for use in uses]
    known = math.fsum(use.weight for use, p in zip(uses, turned, strict=True) if math.isfinite(p))
    enough = known >= (ENOUGH_KNOWN - _ROUNDING) * math.fsum(use.weight for use in uses)
    found = []
    for use, p in zip(uses, turned, strict=True):
        if not math.isfinite(p):
            found.append(Contribution(part, use.column, math.nan, 0.0, 0.0))
            continue
        share = weight * use.weight / known if enough else 0.0
        found.append(Contribution(part, use.column, float(p), share, share * (float(p) - 50.0)))
    return found


def contributions(place: Floats, model: ModelSpec, setting: float, weights: PartWeights) -> tuple[Contribution, ...]:
    """Why one model has its score in one place: exact, not an approximation.

    *place* ``[k]`` are the percentiles of the place; *weights* those in effect. Criterion *k*
    contributes ``w·(p − 50)`` points, ``w`` being its share of the known weight of its part times
    the part's weight. Where the total is known the points add up to ``before_gate − 50``.
    """
    found = _of_part("need", model.needs, place, weights.need)
    found += _of_part("resources", model.resources, place, weights.resources)
    share = weights.setting if math.isfinite(setting) else 0.0
    points = share * (setting - 50.0) if share else 0.0
    return (*found, Contribution("setting", None, float(setting), share, points))


def strongest(found: Sequence[Contribution], for_: int = 3, against: int = 2) -> Reasons:
    """The *for_* largest gains and the *against* largest losses, largest first; 0 points is no reason."""
    gains = sorted((c for c in found if c.points > 0), key=lambda c: -c.points)
    losses = sorted((c for c in found if c.points < 0), key=lambda c: c.points)
    return Reasons(tuple(gains[:for_]), tuple(losses[:against]))


def takes_part(scores: Scores, gates: Floats | None) -> Booleans:
    """``[n, m]``: whether a place is ranked for a model, that is known and not excluded by a gate of 0."""
    known: Booleans = np.isfinite(scores.total)
    return known if gates is None else known & (gates > 0)
