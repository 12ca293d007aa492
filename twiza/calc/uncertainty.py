"""How sure a rank is when the weights are not.

The weights are a value choice that reasonable people make differently. They are drawn again and
again around the declared ones, each draw ranks everything anew, and what is reported is where a
rank lies in 90 % of the draws and how often it is in the top tenth. The uncertainty of the data
themselves is not in it: :mod:`twiza.calc.grades` speaks of that. The draws are described in
:mod:`twiza.calc.draws`.

**Who takes part.** Places that a gate excludes (factor 0) and places whose total is unknown take
no part in ranks: their intervals are 0 and their probability is ``nan``. Equal totals (to 0.001
of a point) share the better rank. The top tenth of *q* places are the first ``ceil(q / 10)``; of
fewer than ten places there is no tenth and the probability is ``nan``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twiza.calc.draws import DRAWS, SEED, Ballot, Draws, Singles, ballots, draw_weights, totals
from twiza.calc.scoring import (
    ModelSpec,
    PartWeights,
    Scores,
    score,
    takes_part,
    weights_in_effect,
)
from twiza.calc.statistics import Booleans, Floats, Integers

PRIORITY = 0.8
"""Probability of the top tenth from which a place may be called a priority."""

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

    def field(self, j: int, drawn: Draws) -> tuple[Integers, list[Ballot]]:
        """The places ranked for model *j*, and their ballots."""
        places = np.flatnonzero(self.ranked[:, j])
        gate = np.ones(places.size) if self.gates is None else self.gates[places, j]
        return places, ballots(self.models[j], self.percentiles[places], self.setting[places], gate, drawn)


def _ranks(found: Singles) -> NDArray[np.int32]:
    """Rank from 1 (largest) in each row ``[s, n]``; equal totals share the better rank."""
    order = np.argsort(-found, axis=1)
    ordered = np.take_along_axis(found, order, axis=1)
    positions = np.arange(1, found.shape[1] + 1, dtype=np.int32)
    first = np.ones(found.shape, dtype=np.bool_)
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
    places, held = scene.field(j, draw_weights(scene.models[j], scene.weights, draws, seed))
    if places.size:
        ranks = np.empty((draws, places.size), dtype=np.int32)
        for piece, found in totals(held, places.size, draws):
            ranks[piece] = _ranks(found)
        low[places], high[places] = _interval(ranks)
        top[places] = _top_tenth(ranks, places.size)
    return ModelCertainty(low, high, top, _priority(top), places.size)


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
    shape = (percentiles.shape[0], len(models))
    low, high = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    top, participants = np.full(shape, np.nan), np.zeros(len(models), dtype=np.int64)
    for j in range(len(models)):
        one = _model_certainty(scene, j, draws, seed)
        low[:, j], high[:, j], top[:, j], participants[j] = one.low, one.high, one.top_tenth, one.participants
    return CountryCertainty(low, high, top, _priority(top), participants)


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
    scene: _Scene, place: int, mine: Sequence[int], drawn: Sequence[Draws]
) -> tuple[Singles, NDArray[np.int32]]:
    """Totals and ranks ``[s, u]`` of one place for each of its models, by counting the better places."""
    own = np.empty((len(drawn[0].parts), len(mine)), dtype=np.float32)
    ranks = np.empty(own.shape, dtype=np.int32)
    for column, (j, weights) in enumerate(zip(mine, drawn, strict=True)):
        places, held = scene.field(j, weights)
        here = int(np.searchsorted(places, place))
        for piece, found in totals(held, places.size, len(own)):
            own[piece, column] = found[:, here]
            ranks[piece, column] = 1 + np.count_nonzero(found > found[:, here, None], axis=1)
    return own, ranks
