"""General potential of a place, the setting that remains of it, and the test of both against what came later.

**Potential** is what a ridge regression (Hoerl and Kennard, 1970) foresees, from an earlier
census, of the businesses founded afterwards for each 1,000 inhabitants. Every place is foreseen
by a model that has never seen its province, so nothing of its own outcome leaks in.

**Setting** is the percentile of what is left of the potential once need, urbanness and the
logarithm of population are taken out, so that a score does not say "large town, few needs" twice.

Potential is about businesses, not about cooperatives, and foresees nothing for one group of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twiza.calc.statistics import Booleans, Floats, Integers, pearson, percentiles, spearman

ENOUGH_PLACES = 60
ENOUGH_GROUPS = 5
FOLDS = 10
INNER_FOLDS = 5
PENALTIES = (1.0, 10.0, 100.0, 1000.0)
"""Candidates for the ridge penalty, on standardised features; the best within the training places is used."""

Labels = NDArray[np.str_] | NDArray[np.int64] | Sequence[str]


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """Rank correlations of one forecast with the outcome: overall, within groups, rural places alone."""

    forecast: str
    overall: float
    within_group: float
    rural: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """All forecasts on the same places: ``n`` of them, ``n_rural`` rural, in ``groups`` groups."""

    n: int
    n_rural: int
    groups: int
    rows: tuple[BacktestRow, ...]


@dataclass(frozen=True, slots=True)
class Ridge:
    """A fitted ridge: medians that fill gaps, means and scales of features ``[k]``, and the solution."""

    medians: Floats
    means: Floats
    scales: Floats
    coefficients: Floats
    intercept: float

    def predict(self, features: Floats) -> Floats:
        """Forecast ``[n]`` of ``log1p(outcome)`` from *features* ``[n, k]``; a gap counts as the median."""
        filled = np.where(np.isfinite(features), features, self.medians)
        forecast: Floats = self.intercept + (filled - self.means) / self.scales @ self.coefficients
        return forecast


def ridge(features: Floats, target: Floats, penalty: float) -> Ridge:
    """Ridge regression in closed form: ``β = (ZᵀZ + λI)⁻¹ Zᵀ(y − ȳ)`` with *Z* the standardised features.

    *features* ``[n, k]`` may have gaps, which are filled with the column's median; *target* ``[n]``
    has none. A constant or wholly unknown column gets no weight. The intercept is not penalised.
    """
    known = np.isfinite(features)
    medians = np.array([np.median(c[k]) if k.any() else 0.0 for c, k in zip(features.T, known.T, strict=True)])
    filled = np.where(known, features, medians)
    means, scales = filled.mean(axis=0), filled.std(axis=0)
    scales = np.where(scales > 1e-12 * np.maximum(1.0, np.abs(means)), scales, np.inf)
    standard = (filled - means) / scales
    gram = standard.T @ standard + penalty * np.eye(standard.shape[1])
    solution = np.linalg.solve(gram, standard.T @ (target - target.mean()))
    return Ridge(medians, means, scales, solution, float(target.mean()))


def folds(groups: Labels, count: int = FOLDS) -> Integers:
    """Fold ``[n]`` of each place, from 0; a group is never parted.

    Groups are dealt to the smallest fold so far, the largest group first, equal ones in the order
    of their labels: no chance is involved. Fewer groups than *count* give as many folds as groups.

    >>> folds(["a", "a", "a", "b", "b", "c"], 2).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    _, inverse, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    held = np.zeros(count, dtype=np.int64)
    fold_of_group = np.zeros(sizes.size, dtype=np.int64)
    for group in np.argsort(-sizes, kind="stable"):
        fold_of_group[group] = np.argmin(held)
        held[fold_of_group[group]] += sizes[group]
    return fold_of_group[inverse]


def _choose_penalty(features: Floats, target: Floats, groups: Labels) -> float:
    """The penalty with the least squared error over inner folds of whole groups."""
    fold = folds(groups, INNER_FOLDS)
    errors = np.zeros(len(PENALTIES))
    for out in range(int(fold.max()) + 1):
        held = fold == out
        for p, penalty in enumerate(PENALTIES):
            fitted = ridge(features[~held], target[~held], penalty)
            errors[p] += np.sum((fitted.predict(features[held]) - target[held]) ** 2)
    return PENALTIES[int(np.argmin(errors))]


def foreseen(features: Floats, outcome: Floats, groups: Labels) -> Floats:
    """Out-of-fold potential ``[n]`` in the unit of *outcome*: each place by a model blind to its group.

    *features* ``[n, k]``, which enter as percentiles, for raw shares let a few extreme towns bend
    the line; *outcome* ``[n]``, a rate from 0 up, taken as ``log1p``; *groups* ``[n]`` labels
    (provinces) that make ten folds. The model learns where the outcome is known. A place with less
    than half of its features known is not foreseen; elsewhere a gap is filled with the median of
    the learning places. ``nan`` everywhere if fewer than 60 places or 5 groups can teach.
    """
    labels, features = np.asarray(groups), percentiles(features)
    result = np.full(outcome.shape, np.nan)
    described = 2 * np.isfinite(features).sum(axis=1) >= max(features.shape[1], 1)
    teaches = described & np.isfinite(outcome)
    if teaches.sum() < ENOUGH_PLACES or np.unique(labels[teaches]).size < ENOUGH_GROUPS:
        return result
    if (outcome[teaches] < 0).any():
        raise ValueError("a founding rate cannot be below 0")
    target = np.log1p(np.where(teaches, outcome, 0.0))
    fold = folds(labels)
    for out in np.unique(fold):
        learn = teaches & (fold != out)
        penalty = _choose_penalty(features[learn], target[learn], labels[learn])
        asked = described & (fold == out)
        result[asked] = np.expm1(ridge(features[learn], target[learn], penalty).predict(features[asked]))
    return result


def composite(table: Floats, reverse: Sequence[bool] | Booleans) -> Floats:
    """Equal-weight mean ``[n]`` of the percentiles of the columns, those of *reverse* turned.

    *table* ``[n, k]`` holds values. ``nan`` where less than half of the columns are known.

    >>> composite(np.array([[1.0, 9.0], [2.0, 5.0]]), [False, True]).tolist()
    [25.0, 75.0]
    """
    ranked = percentiles(table)
    turned = np.where(np.asarray(reverse, dtype=np.bool_), 100.0 - ranked, ranked)
    known = np.isfinite(turned)
    share = known.sum(axis=1)
    means = np.full(table.shape[0], np.nan)
    enough = (share > 0) & (2 * share >= table.shape[1])
    np.divide(np.where(known, turned, 0.0).sum(axis=1), share, out=means, where=enough)
    return means


def setting(potential: Floats, need_index: Floats, urban: Floats, log_population: Floats) -> Floats:
    """Percentile ``[n]`` of the potential that need, urbanness and size do not explain.

    Least squares of *potential* on *need_index*, *urban* (0 or 1) and *log_population*, all
    ``[n]``, over the places where all four are known; the percentile of the residual among them.
    ``nan`` where one is unknown, and everywhere if fewer than 60 places remain.
    """
    columns = np.column_stack([potential, need_index, urban, log_population])
    known = np.isfinite(columns).all(axis=1)
    result = np.full(potential.shape, np.nan)
    if known.sum() < ENOUGH_PLACES:
        return result
    explaining = np.column_stack([np.ones(int(known.sum())), columns[known, 1:]])
    target = columns[known, 0]
    solution = np.linalg.lstsq(explaining, target, rcond=None)[0]
    residual = target - explaining @ solution
    step = 1e-9 * max(float(np.abs(target).max()), 1e-300)
    result[known] = percentiles(np.round(residual / step))
    return result


def within_groups(x: Floats, y: Floats, groups: Labels) -> float:
    """Rank correlation inside groups, pooled: Pearson's *r* of the percentiles that each group gives its own.

    *x*, *y* ``[n]`` complete. Differences between groups cannot help: each group's percentiles have
    the mean 50. Groups of fewer than three places are left out.
    """
    labels = np.asarray(groups)
    pairs = [
        (percentiles(x[inside]), percentiles(y[inside]))
        for inside in (labels == group for group in np.unique(labels))
        if inside.sum() >= 3
    ]
    if not pairs:
        return float("nan")
    return pearson(np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs]))


def backtest(forecasts: dict[str, Floats], outcome: Floats, groups: Labels, rural: Booleans) -> Backtest:
    """How well each forecast ``[n]`` orders places by the *outcome* that came later.

    Rank correlations only, for only the order is used. All forecasts are judged on the same
    places: those where every one of them, and the outcome, is known.
    """
    labels = np.asarray(groups)
    known = np.isfinite(np.column_stack([outcome, *forecasts.values()])).all(axis=1)
    countryside = known & rural
    rows = tuple(
        BacktestRow(
            name,
            spearman(forecast[known], outcome[known]),
            within_groups(forecast[known], outcome[known], labels[known]),
            spearman(forecast[countryside], outcome[countryside]),
        )
        for name, forecast in forecasts.items()
    )
    return Backtest(int(known.sum()), int(countryside.sum()), np.unique(labels[known]).size, rows)
