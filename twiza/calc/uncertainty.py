"""How sure a rank is when the weights are not.

The weights are a value choice that reasonable people make differently. They are drawn again and
again around the declared ones, each draw ranks everything anew, and what is reported is where a
rank lies in 90 % of the draws and how often it is in the top tenth. The uncertainty of the data
themselves is not in it: :mod:`twiza.calc.grades` speaks of that.

**Draws.** The three part weights, and within each part the weights of its criteria, follow
Dirichlet distributions whose mean is the declared weights *w* (they add up to 1), with parameters
``α = 23·w``. Then ``sd(w_k) = sqrt(w_k·(1 − w_k) / 24)``: 0.10 for a weight of 0.4 or 0.6, 0.09
for 0.25, 0.08 for 0.2. Dirichlet weights are the usual choice where nothing but the mean is agreed
(Butler, Jia and Dyer, 1997; Lahdelma and Salminen, 2001). A weight of 0 stays 0.

The same draws of the part weights serve all models, and those of the criteria depend on the
model's key alone: a model's result in a place is the same on every page that asks for it.

**Who takes part.** Places that a gate excludes (factor 0) and places whose total is unknown take
no part in ranks: their intervals are 0 and their probability is ``nan``. Equal totals (to 0.001
of a point) share the better rank. The top tenth of *q* places are the first ``ceil(q / 10)``; of
fewer than ten places there is no tenth and the probability is ``nan``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twiza.calc.scoring import (
    Criteria,
    ModelSpec,
    PartWeights,
    Scores,
    score,
    takes_part,
    weights_in_effect,
)
from twiza.calc.statistics import Booleans, Floats, Integers

Singles = NDArray[np.float32]

DRAWS = 1000
SEED = 2024
CONCENTRATION = 23.0
PRIORITY = 0.8
"""Probability of the top tenth from which a place may be called a priority."""

_STEPS = 1000.0  # totals are compared in thousandths of a point, below any difference that means something
_CELLS = 400_000  # numbers held at once by each working array, which bounds memory
_TAIL = 0.05


@dataclass(frozen=True, slots=True)
class PlaceCertainty:
    """One place, over all its models. All arrays ``[m]``; ranks from 1, 0 where not ranked.

    ``among_models_low/high``: interval of the model's rank among the models of this place.
    ``low``, ``high``, ``top_tenth``, ``priority``: as in :class:`ModelCertainty`, for this place.
    ``participants``: places ranked for each model.
    """

    among_models_low: Integers
    among_models_high: Integers
    low: Integers
    high: Integers
    top_tenth: Floats
    priority: Booleans
    participants: Integers


@dataclass(frozen=True, slots=True)
class ModelCertainty:
    """One model, over all places. Arrays ``[n]``; ranks from 1, 0 where not ranked.

    ``low`` to ``high`` holds the place's rank in 90 % of the draws (5th to 95th percentile).
    ``top_tenth``: share of draws in which it is in the top tenth. ``priority``: that share is at
    least 0.8.
    """

    low: Integers
    high: Integers
    top_tenth: Floats
    priority: Booleans
    participants: int


@dataclass(frozen=True, slots=True)
class CountryCertainty:
    """All models over all places, as :class:`ModelCertainty` with arrays ``[n, m]``, participants ``[m]``."""

    low: Integers
    high: Integers
    top_tenth: Floats
    priority: Booleans
    participants: Integers


class _Draws(NamedTuple):
    """Drawn weights: parts ``[s, 3]``, criteria of needs ``[s, u]`` and of resources ``[s, v]``."""

    parts: Floats
    needs: Floats
    resources: Floats


def dirichlet(weights: Floats, draws: int, generator: np.random.Generator) -> Floats:
    """``[draws, k]`` weights that add up to 1 around *weights* ``[k]``, with concentration 23."""
    gammas = generator.standard_gamma(CONCENTRATION * weights, size=(draws, weights.size))
    drawn: Floats = gammas / gammas.sum(axis=1, keepdims=True)
    return drawn


def _generator(seed: int, name: str) -> np.random.Generator:
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng([seed, int.from_bytes(digest[:8], "big")])


def draw_weights(model: ModelSpec, weights: PartWeights, draws: int = DRAWS, seed: int = SEED) -> _Draws:
    """The drawn weights of one model, the same for the same key, weights, number and seed."""
    parts = dirichlet(weights.array(), draws, _generator(seed, ""))
    generator = _generator(seed, model.key)
    needs, resources = model.criteria
    return _Draws(parts, dirichlet(needs.shares, draws, generator), dirichlet(resources.shares, draws, generator))


class _Field(NamedTuple):
    """One model's ranked places: their turned percentiles from 50, setting from 50 and gate factor."""

    places: Integers
    needs: Floats
    resources: Floats
    setting: Floats
    gate: Floats


def _turned(percentiles: Floats, places: Integers, part: Criteria) -> Floats:
    chosen = (percentiles[np.ix_(places, part.columns)] - 50.0) * np.sign(part.signed)
    chosen.setflags(write=False)
    return chosen


class _Scene:
    """What all draws share: percentiles, models, gates, setting, and who is ranked for which model."""

    def __init__(
        self,
        percentiles: Floats,
        models: Sequence[ModelSpec],
        gates: Floats | None,
        setting: Floats,
        *,
        weights: PartWeights | None,
        among: Booleans | None,
    ) -> None:
        self.scores: Scores = score(percentiles, models, gates, setting, weights)
        self.weights = weights_in_effect(weights or PartWeights(), setting)
        self.percentiles, self.models, self.gates, self.setting = percentiles, models, gates, setting
        self.ranked = takes_part(self.scores, gates)
        if among is not None:
            self.ranked &= among[:, None]

    def field(self, j: int, places: Integers | None = None) -> _Field:
        """The places ranked for model *j*, or the given ones."""
        chosen = np.flatnonzero(self.ranked[:, j]) if places is None else places
        needs, resources = self.models[j].criteria
        gate = np.ones(chosen.size) if self.gates is None else self.gates[chosen, j]
        return _Field(
            chosen,
            _turned(self.percentiles, chosen, needs),
            _turned(self.percentiles, chosen, resources),
            np.nan_to_num(self.setting[chosen] - 50.0),
            gate,
        )


def _totals(field: _Field, drawn: _Draws) -> Singles:
    """Totals ``[s, n]`` in whole thousandths of a point, for each draw.

    Where all criteria are known the drawn weights of a part add up to 1 and a total is one
    product of matrices; the few places with a gap have their weights divided by what is known.
    """
    parts = drawn.parts
    blocks = [
        drawn.needs * parts[:, :1],
        drawn.resources * parts[:, 1:2],
        parts[:, 2:],
        np.full_like(parts[:, :1], 50.0),
    ]
    weights = np.hstack(blocks)
    criteria = np.hstack([field.needs, field.resources, field.setting[:, None], np.ones((field.gate.size, 1))])
    gaps = np.flatnonzero(np.isnan(criteria).any(axis=1))
    scaled = np.nan_to_num(criteria) * (field.gate * _STEPS)[:, None]
    totals: Singles = weights.astype(np.float32) @ scaled.T.astype(np.float32)
    if gaps.size:
        totals[:, gaps] = _STEPS * field.gate[gaps] * _with_gaps(field, gaps, drawn)
    return np.rint(totals, out=totals)


def _with_gaps(field: _Field, gaps: Integers, drawn: _Draws) -> Floats:
    """Totals before the gate ``[s, g]`` of places with unknown criteria."""
    totals = 50.0 + np.outer(drawn.parts[:, 2], field.setting[gaps])
    for p, (values, weights) in enumerate(((field.needs, drawn.needs), (field.resources, drawn.resources))):
        chosen = values[gaps].T
        known = weights @ np.isfinite(chosen).astype(np.float64)
        part = np.divide(weights @ np.nan_to_num(chosen), known, out=np.zeros_like(known), where=known > 0)
        totals += drawn.parts[:, p : p + 1] * part
    return totals


def _chunks(drawn: _Draws, places: int) -> Iterator[tuple[slice, _Draws]]:
    """The draws in pieces small enough for memory."""
    size = max(1, _CELLS // max(places, 1))
    for start in range(0, len(drawn.parts), size):
        piece = slice(start, start + size)
        yield piece, _Draws(drawn.parts[piece], drawn.needs[piece], drawn.resources[piece])


def _ranks(totals: Singles) -> NDArray[np.int32]:
    """Rank from 1 (largest) in each row ``[s, n]``; equal totals share the better rank."""
    order = np.argsort(-totals, axis=1)
    ordered = np.take_along_axis(totals, order, axis=1)
    positions = np.arange(1, totals.shape[1] + 1, dtype=np.int32)
    first = np.ones(totals.shape, dtype=np.bool_)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    shared = np.maximum.accumulate(np.where(first, positions, np.int32(0)), axis=1)
    ranks = np.empty_like(shared)
    np.put_along_axis(ranks, order, shared, axis=1)
    return ranks


def _interval(ranks: NDArray[np.int32]) -> tuple[Integers, Integers]:
    """5th and 95th percentile over the draws ``[s, n]``, as ranks that occurred, rounded outwards."""
    last = ranks.shape[0] - 1
    low, high = int(np.floor(_TAIL * last)), int(np.ceil((1 - _TAIL) * last))
    ordered = np.partition(ranks, (low, high), axis=0)
    return ordered[low].astype(np.int64), ordered[high].astype(np.int64)


def _top_tenth(ranks: NDArray[np.int32], participants: int) -> Floats:
    """Share of the draws ``[s, n]`` in the first tenth; ``nan`` among fewer than ten."""
    if participants < 10:
        return np.full(ranks.shape[1], np.nan)
    within: Floats = np.mean(ranks <= -(-participants // 10), axis=0)
    return within


def _model_certainty(scene: _Scene, j: int, draws: int, seed: int) -> ModelCertainty:
    n = scene.percentiles.shape[0]
    low, high = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    top = np.full(n, np.nan)
    field = scene.field(j)
    q = field.places.size
    if q:
        drawn = draw_weights(scene.models[j], scene.weights, draws, seed)
        ranks = np.empty((draws, q), dtype=np.int32)
        for piece, some in _chunks(drawn, q):
            ranks[piece] = _ranks(_totals(field, some))
        low[field.places], high[field.places] = _interval(ranks)
        top[field.places] = _top_tenth(ranks, q)
    return ModelCertainty(low, high, top, _priority(top), q)


def _priority(top_tenth: Floats) -> Booleans:
    return np.nan_to_num(top_tenth) >= PRIORITY


def model_certainty(
    percentiles: Floats,
    models: Sequence[ModelSpec],
    gates: Floats | None,
    setting: Floats,
    weights: PartWeights | None = None,
    *,
    model: int,
    among: Booleans | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> ModelCertainty:
    """Rank interval and probability of the top tenth of every place for model number *model*.

    Arguments as in :func:`twiza.calc.scoring.score`; *among* ``[n]`` limits the places compared,
    for instance to a region. See the module for the draws and for who takes part.
    """
    only = None if gates is None else gates[:, [model]]
    scene = _Scene(percentiles, [models[model]], only, setting, weights=weights, among=among)
    return _model_certainty(scene, 0, draws, seed)


def country_certainty(
    percentiles: Floats,
    models: Sequence[ModelSpec],
    gates: Floats | None,
    setting: Floats,
    weights: PartWeights | None = None,
    *,
    among: Booleans | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> CountryCertainty:
    """:func:`model_certainty` of every model, one after the other so that memory stays small."""
    scene = _Scene(percentiles, models, gates, setting, weights=weights, among=among)
    found = [_model_certainty(scene, j, draws, seed) for j in range(len(models))]
    return CountryCertainty(
        np.stack([one.low for one in found], axis=1),
        np.stack([one.high for one in found], axis=1),
        np.stack([one.top_tenth for one in found], axis=1),
        np.stack([one.priority for one in found], axis=1),
        np.array([one.participants for one in found], dtype=np.int64),
    )


def place_certainty(
    percentiles: Floats,
    models: Sequence[ModelSpec],
    gates: Floats | None,
    setting: Floats,
    weights: PartWeights | None = None,
    *,
    place: int,
    among: Booleans | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> PlaceCertainty:
    """For one place and every model: its rank among the place's models, and the place's rank for it.

    Arguments as in :func:`model_certainty`. The ranks are those of :func:`model_certainty` to the
    unit, found by counting the better places instead of sorting all. Raises ``ValueError`` where
    *place* is not in *among*.
    """
    if among is not None and not among[place]:
        raise ValueError("a place is ranked among places that it belongs to")
    scene = _Scene(percentiles, models, gates, setting, weights=weights, among=among)
    mine = [int(j) for j in np.flatnonzero(scene.ranked[place])]
    drawn = [draw_weights(models[j], scene.weights, draws, seed) for j in mine]
    participants = scene.ranked.sum(axis=0)
    top = np.full(len(models), np.nan)
    bounds = np.zeros((4, len(models)), dtype=np.int64)
    if mine:
        own, ranks = _one_place(scene, place, mine, drawn)
        bounds[:, mine] = [*_interval(_ranks(own)), *_interval(ranks)]
        for column, j in enumerate(mine):
            top[j] = _top_tenth(ranks[:, [column]], int(participants[j]))[0]
    return PlaceCertainty(
        bounds[0], bounds[1], bounds[2], bounds[3], top_tenth=top, priority=_priority(top), participants=participants
    )


def _one_place(
    scene: _Scene, place: int, mine: Sequence[int], drawn: Sequence[_Draws]
) -> tuple[Singles, NDArray[np.int32]]:
    """Totals and ranks ``[s, u]`` of one place for each of its models, by counting the better places."""
    own = np.empty((len(drawn[0].parts), len(mine)), dtype=np.float32)
    ranks = np.empty(own.shape, dtype=np.int32)
    for column, (j, draws) in enumerate(zip(mine, drawn, strict=True)):
        field = scene.field(j)
        here = int(np.searchsorted(field.places, place))
        for piece, some in _chunks(draws, field.places.size):
            totals = _totals(field, some)
            own[piece, column] = totals[:, here]
            ranks[piece, column] = 1 + np.count_nonzero(totals > totals[:, here, None], axis=1)
    return own, ranks
