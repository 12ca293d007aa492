"""Weights drawn around the declared ones, and the totals of many places under every draw.

The three part weights, and within each part the weights of its criteria, follow Dirichlet
distributions whose mean is the declared weights *w* (they add up to 1), with parameters
``α = 23·w``. Then ``sd(w_k) = sqrt(w_k·(1 − w_k) / 24)``: 0.10 for a weight of 0.4 or 0.6, 0.09
for 0.25, 0.08 for 0.2. Dirichlet weights are the usual choice where nothing but the mean is agreed
(Butler, Jia and Dyer, 1997; Lahdelma and Salminen, 2001). A weight of 0 stays 0.

The same draws of the part weights serve all models, and those of the criteria depend on the
model's key alone: a model's result in a place is the same on every page that asks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twiza.calc.matrices import product
from twiza.calc.scoring import ModelSpec, PartWeights
from twiza.calc.statistics import Booleans, Floats, Integers

Singles = NDArray[np.float32]

DRAWS = 1000
SEED = 2024
CONCENTRATION = 23.0
STEPS = 1000.0
"""Totals are compared in thousandths of a point, below any difference that means something."""

_CELLS = 400_000  # numbers held at once by each working array, which bounds memory


class Draws(NamedTuple):
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


def draw_weights(model: ModelSpec, weights: PartWeights, draws: int = DRAWS, seed: int = SEED) -> Draws:
    """The drawn weights of one model, the same for the same key, weights, number and seed."""
    parts = dirichlet(weights.array(), draws, _generator(seed, ""))
    generator = _generator(seed, model.key)
    needs, resources = model.criteria
    return Draws(parts, dirichlet(needs.shares, draws, generator), dirichlet(resources.shares, draws, generator))


class Ballot(NamedTuple):
    """Places with the same criteria known: their positions ``[q]``, and two factors of their totals.

    ``weights`` ``[s, u]``: of each criterion in each draw, with the part's weight, divided by what is
    known of the part. ``values`` ``[u, q]``: turned percentiles from 50, setting from 50 and 50, in
    :data:`STEPS` and multiplied by the gate.
    """

    positions: Integers
    weights: Singles
    values: Singles


def _shares(drawn: Floats, known: Booleans) -> Floats:
    """Drawn weights ``[s, u]`` of one part divided by the sum of those that are known."""
    kept = drawn * known
    total = kept.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(kept, total, out=np.zeros_like(kept), where=total > 0)
    return shares


def _patterns(known: Booleans) -> Iterator[tuple[Booleans, Integers]]:
    """Each pattern ``[u]`` of known criteria that occurs among places ``[q, u]``, with the places that have it."""
    complete = known.all(axis=1)
    if complete.any():
        yield np.ones(known.shape[1], dtype=np.bool_), np.flatnonzero(complete)
    gaps = np.flatnonzero(~complete)
    patterns, which = np.unique(known[gaps], axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        yield pattern, gaps[which == number]


def ballots(model: ModelSpec, percentiles: Floats, setting: Floats, gate: Floats, drawn: Draws) -> list[Ballot]:
    """Everything needed to total *q* places in all draws; few gaps make few ballots.

    *percentiles* ``[q, k]``; *setting* and *gate* ``[q]``.
    """
    needs, resources = model.criteria
    columns, signs = np.concatenate([needs.columns, resources.columns]), np.sign([*needs.signed, *resources.signed])
    criteria = (percentiles[:, columns] - 50.0) * signs
    known = np.isfinite(criteria)
    extra = np.column_stack([np.nan_to_num(setting - 50.0), np.full(gate.size, 50.0)])
    values = np.hstack([np.where(known, criteria, 0.0), extra]) * (gate * STEPS)[:, None]
    found = []
    for pattern, positions in _patterns(known):
        parts, u = drawn.parts, needs.columns.size
        shares = [
            parts[:, :1] * _shares(drawn.needs, pattern[:u]),
            parts[:, 1:2] * _shares(drawn.resources, pattern[u:]),
        ]
        weights = np.hstack([*shares, parts[:, 2:], np.ones((len(parts), 1))])
        found.append(Ballot(positions, weights.astype(np.float32), values[positions].T.astype(np.float32)))
    return found


def totals(held: list[Ballot], places: int, draws: int) -> Iterator[tuple[slice, Singles]]:
    """Totals ``[s, places]`` in whole thousandths of a point, in pieces of the draws small enough for memory."""
    size = max(1, _CELLS // max(places, 1))
    for start in range(0, draws, size):
        piece = slice(start, min(start + size, draws))
        found = np.empty((piece.stop - start, places), dtype=np.float32)
        for ballot in held:
            part = product(ballot.weights[piece], ballot.values)
            if len(held) == 1:
                found = part
            else:
                found[:, ballot.positions] = part
        yield piece, np.rint(found, out=found)
