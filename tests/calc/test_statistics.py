"""Ranks, classes, summaries and likeness, against SciPy and against what they promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from twiza.calc import statistics

UNKNOWN = float("nan")
values_with_gaps = st.lists(
    st.one_of(st.just(UNKNOWN), st.integers(-5, 5).map(float), st.floats(-1e9, 1e9)), max_size=60
)
known_values = st.lists(st.one_of(st.integers(0, 4).map(float), st.floats(-1e6, 1e6)), min_size=1, max_size=80)


@given(known_values)
def test_a_percentile_is_the_share_below_plus_half_the_equal(values):
    expected = [stats.percentileofscore(values, value, kind="mean") for value in values]
    np.testing.assert_allclose(statistics.percentiles(values), expected, atol=1e-9)


@given(values_with_gaps)
def test_percentiles_keep_unknown_order_and_ties(values):
    result = statistics.percentiles(values)
    array = np.array(values, dtype=float)
    known = np.isfinite(array)
    assert np.array_equal(np.isnan(result), ~known)
    if known.any():
        assert result[known].mean() == pytest.approx(50)
        for value, percentile in zip(array[known], result[known], strict=True):
            assert (result[known][array[known] == value] == percentile).all()
            assert (result[known][array[known] > value] > percentile).all()


def test_columns_of_a_table_are_ranked_for_themselves():
    table = np.array([[1.0, 9.0], [2.0, UNKNOWN], [3.0, 7.0]])
    separately = np.column_stack([statistics.percentiles(table[:, 0]), statistics.percentiles(table[:, 1])])
    np.testing.assert_array_equal(statistics.percentiles(table), separately)
    assert statistics.percentiles(np.empty((3, 0))).shape == (3, 0)


def test_infinity_is_unknown_and_nothing_known_stays_unknown():
    assert np.isnan(statistics.percentiles([math.inf, UNKNOWN])).all()
    assert statistics.percentiles([math.inf, 1.0]).tolist()[1] == 50


def test_a_cube_is_refused():
    with pytest.raises(ValueError, match="one column"):
        statistics.percentiles(np.zeros((2, 2, 2)))


@given(known_values, st.integers(1, 7))
def test_map_classes_are_never_empty_and_never_part_equal_values(values, classes):
    breaks = statistics.quantile_breaks(values, classes)
    found = statistics.classify(values, breaks)
    wanted = min(classes, len(set(values)))
    assert breaks.size == wanted + 1
    assert sorted(set(found.tolist())) == list(range(wanted))
    for lower, upper, number in zip(breaks[:-1], breaks[1:], range(wanted), strict=True):
        inside = [v for v, c in zip(values, found, strict=True) if c == number]
        assert min(inside) == lower
        assert max(inside) <= upper


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=200, unique=True), st.integers(1, 5))
def test_map_classes_without_ties_are_equally_full(values, classes):
    found = statistics.classify(values, statistics.quantile_breaks(values, classes))
    sizes = np.bincount(found)
    assert sizes.max() - sizes.min() <= 1


def test_a_value_held_by_most_places_leaves_classes_to_the_others():
    values = [0.0] * 1000 + list(range(1, 401))
    found = statistics.classify(values, statistics.quantile_breaks(values))
    assert np.bincount(found).tolist() == [1000, 100, 100, 100, 100]


def test_classes_of_nothing_known_and_of_one_value():
    assert statistics.quantile_breaks([UNKNOWN]).size == 0
    assert statistics.classify([UNKNOWN], statistics.quantile_breaks([UNKNOWN])).tolist() == [-1]
    assert statistics.quantile_breaks([7, 7, UNKNOWN]).tolist() == [7, 7]
    assert statistics.classify([7, UNKNOWN], statistics.quantile_breaks([7, 7])).tolist() == [0, -1]


@given(known_values)
def test_a_summary_agrees_with_scipy(values):
    found = statistics.summary([*values, UNKNOWN])
    assert found.n == len(values)
    assert found.known_share == pytest.approx(len(values) / (len(values) + 1))
    expected = [stats.scoreatpercentile(values, at) for at in (0, 5, 25, 50, 75, 95, 100)]
    figures = [found.minimum, found.p5, found.q1, found.median, found.q3, found.p95, found.maximum]
    np.testing.assert_allclose(figures, expected, rtol=1e-9, atol=1e-9)


def test_a_summary_of_nothing_says_so():
    found = statistics.summary([UNKNOWN])
    assert (found.n, found.known_share) == (0, 0.0)
    assert math.isnan(found.median)
    assert statistics.summary([]).n == 0


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=60))
def test_rank_correlation_agrees_with_scipy(pairs):
    x, y = np.array(pairs, dtype=float).T
    found = statistics.spearman(np.append(x, UNKNOWN), np.append(y, 1.0))
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)


def test_rank_correlation_of_two_places_is_unknown():
    assert math.isnan(statistics.spearman([1, 2, UNKNOWN], [1, 2, 3]))


def test_the_nearest_place_is_the_one_with_the_least_distance_and_says_why():
    table = np.array(
        [
            [90.0, 50.0, 10.0, 60.0],
            [88.0, 52.0, 30.0, 60.0],
            [10.0, 50.0, 90.0, 60.0],
            [UNKNOWN, UNKNOWN, UNKNOWN, 60.0],
            [90.0, UNKNOWN, 11.0, UNKNOWN],
        ]
    )
    first, second, *others = statistics.nearest(table, 0, count=5)
    assert (first.place, first.compared, first.distance) == (4, 2, pytest.approx(math.sqrt(0.5)))
    assert (second.place, second.compared) == (1, 4)
    assert second.distance == pytest.approx(math.sqrt((4 + 4 + 400 + 0) / 4))
    assert second.alike == (0, 3, 1)
    assert second.unlike == (2,)
    assert [other.place for other in others] == [2]
    assert others[0].unlike == (0, 2)


def test_the_largest_difference_is_told_first():
    table = np.array([[50.0, 50.0, 50.0, 50.0], [70.0, 40.0, 95.0, 60.0]])
    assert statistics.nearest(table, 0, count=1)[0].unlike == (2, 0, 1)
    assert statistics.nearest(table, 0, count=1, telling=1)[0].unlike == (2,)


def test_a_place_about_which_nothing_is_known_resembles_none():
    assert statistics.nearest(np.array([[UNKNOWN], [50.0]]), 0, count=3) == ()
    with pytest.raises(IndexError, match="no place 2"):
        statistics.nearest(np.array([[1.0], [2.0]]), 2, count=1)


@given(arrays(float, (12, 5), elements=st.floats(0, 100)), st.integers(0, 11), st.integers(0, 20))
def test_nearest_are_sorted_and_never_the_place_itself(table, index, count):
    found = statistics.nearest(table, index, count)
    assert len(found) == min(count, 11)
    assert index not in [one.place for one in found]
    assert [one.distance for one in found] == sorted(one.distance for one in found)


@given(known_values, st.integers(1, 30))
def test_a_histogram_counts_every_known_value_once(values, bins):
    found = statistics.histogram([*values, UNKNOWN], bins)
    assert found.counts.sum() == len(values)
    assert found.unknown == 1
    assert (found.edges[0], found.edges[-1]) == (min(values), max(values))


def test_a_histogram_of_equal_values_and_of_none():
    assert statistics.histogram([3, 3], bins=9).counts.tolist() == [2]
    assert statistics.histogram([UNKNOWN]).counts.size == 0


@pytest.mark.parametrize("ask", [statistics.quantile_breaks, statistics.histogram])
def test_no_classes_at_all_is_refused(ask):
    with pytest.raises(ValueError, match="at least one"):
        ask([1, 2], 0)
