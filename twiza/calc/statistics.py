"""Describing values of many places: ranks, classes, summaries, likeness.

Everywhere ``nan`` (or an infinity) means *unknown*: it is left out of each computation and
stays unknown in its result. Nothing here guesses a missing value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

SAME = 5.0
"""Percentile points under which two places are said to be alike in a column."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Distribution of the known values; every figure is ``nan`` where none is known."""

    n: int
    known_share: float
    minimum: float
    p5: float
    q1: float
    median: float
    q3: float
    p95: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """``counts[b]`` known values lie in ``edges[b] <= v < edges[b + 1]`` (the last bin is closed)."""

    edges: Floats
    counts: Integers
    unknown: int


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A place like the one asked about: ``distance`` in percentile points, 0 to 100.

    ``alike`` and ``unlike`` are columns, the most telling first; ``compared`` is how many
    columns are known for both.
    """

    place: int
    distance: float
    compared: int
    alike: tuple[int, ...]
    unlike: tuple[int, ...]


def _average_ranks(known: Floats) -> Floats:
    """Ranks from 1, ties sharing the mean of the ranks that they occupy."""
    _, inverse, counts = np.unique(known, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    averages: Floats = (last - (counts - 1) / 2.0)[inverse]
    return averages


def percentiles(values: ArrayLike) -> Floats:
    """Mid-rank percentile, 0 to 100, of each value among the known ones.

    ``p = 100 · (r − ½) / n`` with *r* the average rank and *n* the number of known values:
    the share of values below plus half the share of equal ones (Hazen's plotting position).
    *values* is ``[n]``, or ``[n, k]`` where each column is ranked for itself; the result has
    the same shape. Equal values get equal percentiles; the mean of a column is always 50.

    >>> percentiles([10, 30, 20, float("nan"), 20]).tolist()
    [12.5, 87.5, 50.0, nan, 50.0]
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 2:
        columns = [percentiles(column) for column in array.T]
        return np.stack(columns, axis=1) if columns else array.copy()
    if array.ndim != 1:
        raise ValueError("percentiles are taken of one column [n] or of a table [n, k]")
    result = np.full(array.shape, np.nan)
    known = np.isfinite(array)
    if known.any():
        result[known] = 100.0 * (_average_ranks(array[known]) - 0.5) / known.sum()
    return result


def quantile_breaks(values: ArrayLike, classes: int = 5) -> Floats:
    """Edges of map classes that hold about equally many places, robust to ties.

    The result is the smallest value of each class followed by the maximum, so ``c`` classes
    have ``c + 1`` edges; use :func:`classify` to read it. Equal values are never parted and no
    class is empty: there are ``min(classes, distinct values)`` of them. Each class in turn takes
    the distinct values that bring it nearest to an equal share of what is left, so a value held
    by most places fills its own class and the others still part the rest. No known value: ``[]``.

    >>> quantile_breaks([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], classes=3).tolist()
    [0.0, 1.0, 3.0, 4.0]
    """
    if classes < 1:
        raise ValueError("a map needs at least one class")
    array = np.asarray(values, dtype=np.float64)
    distinct, counts = np.unique(array[np.isfinite(array)], return_counts=True)
    if not distinct.size:
        return np.empty(0)
    upto = np.concatenate([[0], np.cumsum(counts)])
    wanted = min(classes, distinct.size)
    starts = [0]
    for left in range(wanted, 1, -1):
        start = starts[-1]
        target = upto[start] + (upto[-1] - upto[start]) / left
        nearest_end = int(np.argmin(np.abs(upto - target)))
        starts.append(min(max(nearest_end, start + 1), distinct.size - left + 1))
    return np.concatenate([distinct[starts], distinct[-1:]])


def classify(values: ArrayLike, breaks: Floats) -> Integers:
    """Class of each value, from 0, by the edges of :func:`quantile_breaks`; −1 where unknown.

    >>> classify([0, 2, 4, float("nan")], quantile_breaks([0, 0, 1, 2, 3, 4], classes=3)).tolist()
    [0, 1, 2, -1]
    """
    array = np.asarray(values, dtype=np.float64)
    found = np.searchsorted(breaks[1:-1], array, side="right")
    return np.where(np.isfinite(array), found, -1).astype(np.int64)


def summary(values: ArrayLike) -> Summary:
    """Count, known share, extremes and quantiles (linear interpolation, type 7 of Hyndman and Fan, 1996)."""
    array = np.asarray(values, dtype=np.float64)
    known = array[np.isfinite(array)]
    share = known.size / array.size if array.size else 0.0
    if not known.size:
        return Summary(0, share, *([float("nan")] * 7))
    figures = np.quantile(known, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1])
    return Summary(known.size, share, *(float(figure) for figure in figures))


def pearson(x: Floats, y: Floats) -> float:
    """Linear correlation of two complete columns ``[n]``; ``nan`` if one is constant or ``n < 3``."""
    if x.size < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip(dx @ dy / np.sqrt((dx @ dx) * (dy @ dy)), -1.0, 1.0))


def spearman(x: ArrayLike, y: ArrayLike) -> float:
    """Rank correlation over the places where both are known (Spearman, 1904; ties by average ranks).

    ``nan`` with fewer than three such places, or where one of the two is constant.

    >>> spearman([1, 2, 3, 4], [1, 8, 27, float("nan")])
    1.0
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    both = np.isfinite(first) & np.isfinite(second)
    return pearson(_average_ranks(first[both]), _average_ranks(second[both]))


def nearest(table: Floats, index: int, count: int, *, telling: int = 3) -> tuple[Resemblance, ...]:
    """The *count* places most like place *index*, nearest first, and in what they are alike.

    *table* ``[n, k]`` holds percentiles. The distance of two places is the root mean square of
    their differences over the columns known for both, in percentile points. A place is left out
    where fewer than half of the columns known for *index* can be compared. ``unlike`` lists the
    *telling* largest differences; ``alike`` the columns that agree within 5 points, those where
    *index* is least ordinary (furthest from 50) first, for two places that are both average have
    little in common. Ties are settled by the order of places and columns.
    """
    if not 0 <= index < table.shape[0]:
        raise IndexError(f"there is no place {index} in a table of {table.shape[0]}")
    gaps = np.abs(table - table[index])
    both = np.isfinite(gaps)
    compared = both.sum(axis=1)
    squares = np.where(both, gaps, 0.0) ** 2
    distance = np.sqrt(squares.sum(axis=1) / np.maximum(compared, 1))
    usable = (compared > 0) & (2 * compared >= np.isfinite(table[index]).sum())
    usable[index] = False
    candidates = np.flatnonzero(usable)
    chosen = candidates[np.argsort(distance[candidates], kind="stable")][: max(count, 0)]
    return tuple(
        Resemblance(int(i), float(distance[i]), int(compared[i]), *_likeness(gaps[i], table[index], telling))
        for i in chosen
    )


def _likeness(gaps: Floats, place: Floats, telling: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns in which two places agree and differ, the most telling first."""
    columns = [int(c) for c in np.flatnonzero(np.isfinite(gaps))]
    alike = sorted((c for c in columns if gaps[c] <= SAME), key=lambda c: -abs(place[c] - 50.0))
    unlike = sorted((c for c in columns if gaps[c] > SAME), key=lambda c: -gaps[c])
    return tuple(alike[:telling]), tuple(unlike[:telling])


def histogram(values: ArrayLike, bins: int = 20) -> Histogram:
    """Known values counted in *bins* equal intervals from the smallest to the largest.

    Values that are all equal make one bin of width zero; with none known there is no bin.

    >>> histogram([0, 1, 1, 4], bins=2).counts.tolist()
    [3, 1]
    """
    if bins < 1:
        raise ValueError("a histogram needs at least one bin")
    array = np.asarray(values, dtype=np.float64)
    known = array[np.isfinite(array)]
    unknown = array.size - known.size
    if not known.size:
        return Histogram(np.empty(0), np.empty(0, dtype=np.int64), unknown)
    if np.ptp(known) == 0:
        return Histogram(np.array([known[0], known[0]]), np.array([known.size]), unknown)
    counts, edges = np.histogram(known, bins=bins)
    return Histogram(edges, counts.astype(np.int64), unknown)
