"""Ridge, folds, setting and backtest, against scikit-learn and SciPy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.linear_model import Ridge as ReferenceRidge
from sklearn.preprocessing import StandardScaler

from twiza.calc.potential import PENALTIES, backtest, composite, folds, foreseen, ridge, setting, within_groups
from twiza.calc.statistics import percentiles, spearman

UNKNOWN = float("nan")


def country(n=300, noise=0.3, seed=11):
    """Features, a founding rate that follows two of them, and provinces of unequal size."""
    generator = np.random.default_rng(seed)
    features = generator.normal(size=(n, 6))
    rate = np.expm1(np.clip(1.5 + 0.6 * features[:, 0] - 0.4 * features[:, 1] + noise * generator.normal(size=n), 0, 9))
    provinces = np.array([f"p{int(g):02}" for g in np.sqrt(generator.integers(0, 900, n))])
    return features, rate, provinces


@pytest.mark.parametrize("penalty", PENALTIES)
def test_the_closed_form_is_that_of_scikit_learn(penalty):
    features, rate, _ = country()
    target = np.log1p(rate)
    scaler = StandardScaler().fit(features)
    reference = ReferenceRidge(alpha=penalty).fit(scaler.transform(features), target)
    ours = ridge(features, target, penalty)
    np.testing.assert_allclose(ours.coefficients, reference.coef_, atol=1e-10)
    asked = features[:20] + 1
    np.testing.assert_allclose(ours.predict(asked), reference.predict(scaler.transform(asked)), atol=1e-10)


def test_a_gap_counts_as_the_median_and_a_constant_column_for_nothing():
    features, rate, _ = country()
    features[:, 5] = 0.1
    features[:, 4] = UNKNOWN
    features[3, 0] = UNKNOWN
    fitted = ridge(features, np.log1p(rate), 1.0)
    assert fitted.coefficients[4:].tolist() == [0, 0]
    filled = features.copy()
    filled[3, 0] = np.nanmedian(features[:, 0])
    filled[:, 4] = 7.0
    np.testing.assert_allclose(fitted.predict(features), fitted.predict(filled), atol=1e-12)


@given(st.lists(st.integers(0, 25), min_size=1, max_size=200), st.integers(2, 10))
def test_folds_never_part_a_group_and_are_even(groups, count):
    found = folds(np.array(groups), count)
    sizes = np.bincount(found)
    assert sizes.size == min(count, len(set(groups)))
    for group in set(groups):
        assert np.unique(found[np.array(groups) == group]).size == 1
    largest = max(groups.count(group) for group in set(groups))
    assert sizes.max() - sizes.min() <= largest


@pytest.mark.parametrize(("sizes", "filled"), [([1, 1, 1, 1, 4], [4, 4]), ([3, 3, 2, 2, 2], [5, 7]), ([5], [5])])
def test_folds_are_dealt_the_largest_group_first(sizes, filled):
    assert sorted(np.bincount(folds(np.repeat(np.arange(len(sizes)), sizes), 2))) == filled


def test_folds_do_not_depend_on_the_order_of_places():
    _, _, provinces = country()
    turned = folds(provinces[::-1])[::-1]
    np.testing.assert_array_equal(folds(provinces), turned)


def test_the_potential_foresees_what_can_be_foreseen():
    features, rate, provinces = country()
    found = foreseen(features, rate, provinces)
    assert spearman(found, rate) > 0.85
    assert not np.isnan(found).any()
    chance = np.random.default_rng(5).normal(size=features.shape)
    assert abs(spearman(foreseen(chance, rate, provinces), rate)) < 0.2


def test_the_potential_is_in_the_unit_of_the_outcome():
    generator = np.random.default_rng(12)
    features = generator.uniform(0, 1, (300, 3))
    rate = np.expm1(0.5 + 2 * features[:, 0])
    found = foreseen(features, rate, np.arange(300) % 30)
    assert np.abs(found - rate).max() < 0.6
    assert np.median(np.abs(found - rate)) < 0.2


def test_a_province_is_foreseen_by_a_model_that_never_saw_it():
    features, rate, provinces = country()
    before = foreseen(features, rate, provinces)
    fold = folds(provinces)
    changed = np.where(fold == 4, 1000.0 - rate, rate)
    after = foreseen(features, changed, provinces)
    np.testing.assert_array_equal(before[fold == 4], after[fold == 4])
    assert not np.allclose(before[fold != 4], after[fold != 4])


def test_only_the_order_of_a_feature_counts():
    features, rate, provinces = country()
    bent = features.copy()
    bent[:, 0] = np.exp(5 * bent[:, 0])
    np.testing.assert_allclose(foreseen(bent, rate, provinces), foreseen(features, rate, provinces))


def test_a_heavy_penalty_is_chosen_where_features_say_little():
    generator = np.random.default_rng(2)
    features, provinces = generator.normal(size=(200, 40)), np.arange(200) % 20
    rate = np.expm1(np.abs(generator.normal(size=200)))
    assert np.std(foreseen(features, rate, provinces)) < 0.2 * np.std(rate)


def test_a_place_hardly_described_is_not_foreseen_but_one_gap_is_bridged():
    features, rate, provinces = country()
    features[0, :4] = UNKNOWN
    features[1, :3] = UNKNOWN
    rate[2] = UNKNOWN
    found = foreseen(features, rate, provinces)
    assert np.flatnonzero(np.isnan(found)).tolist() == [0]


@pytest.mark.parametrize("kept", [59, 60])
def test_too_few_places_foresee_nothing(kept):
    features, rate, provinces = country()
    found = foreseen(features[:kept], rate[:kept], provinces[:kept])
    assert np.isnan(found).all() == (kept < 60)


def test_too_few_provinces_foresee_nothing_and_a_negative_rate_is_refused():
    features, rate, provinces = country()
    assert np.isnan(foreseen(features, rate, np.arange(300) % 4)).all()
    with pytest.raises(ValueError, match="below 0"):
        foreseen(features, rate - 100, provinces)


def test_the_setting_is_what_need_town_and_size_do_not_explain():
    generator = np.random.default_rng(4)
    explaining = np.column_stack([generator.normal(size=200), generator.random(200) < 0.3, generator.normal(size=200)])
    potential = explaining @ [2.0, 5.0, 1.0] + generator.normal(size=200)
    found = setting(potential, *explaining.T.astype(float))
    residual = potential - LinearRegression().fit(explaining, potential).predict(explaining)
    np.testing.assert_allclose(found, percentiles(np.round(residual, 9)), atol=1e-9)
    for column in (0, 2):
        assert abs(spearman(found, explaining[:, column])) < 0.15


def test_nothing_left_to_explain_puts_all_places_in_the_middle():
    need = np.linspace(0, 1, 80)
    found = setting(3 * need + 1, need, np.zeros(80), np.ones(80))
    assert found.tolist() == [50.0] * 80


@pytest.mark.parametrize("known", [59, 60])
def test_the_setting_of_few_places_is_unknown(known):
    generator = np.random.default_rng(4)
    columns = generator.normal(size=(4, 70))
    columns[0, known:] = UNKNOWN
    found = setting(*columns)
    assert np.isfinite(found).sum() == (0 if known < 60 else 60)


def test_a_composite_of_too_little_is_unknown():
    table = np.array([[1.0, 1.0, 9.0], [2.0, 2.0, UNKNOWN], [3.0, UNKNOWN, UNKNOWN], [UNKNOWN, UNKNOWN, 3.0]])
    found = composite(table, [False, False, True])
    assert found[0] == pytest.approx(np.mean([100 / 6, 25, 100 - 75]))
    assert np.isnan(found).tolist() == [False, False, True, True]


def test_differences_between_provinces_do_not_help_within_them():
    groups = np.repeat([0, 1, 2], 50)
    generator = np.random.default_rng(8)
    x, y = generator.normal(size=150) + 10 * groups, generator.normal(size=150) + 10 * groups
    assert spearman(x, y) > 0.8
    assert abs(within_groups(x, y, groups)) < 0.2
    assert within_groups(x, x + 5 * groups, groups) == pytest.approx(1)


def test_groups_of_two_places_are_left_out():
    x, groups = np.arange(14.0), np.array([0] * 10 + [1, 1, 2, 2])
    assert within_groups(x, np.append(x[:10], -x[10:]), groups) == pytest.approx(1)


def test_within_one_province_it_is_the_plain_rank_correlation():
    generator = np.random.default_rng(8)
    x, y = generator.normal(size=(2, 40))
    expected = stats.spearmanr(x, y).statistic
    assert within_groups(x, y, ["a"] * 40) == pytest.approx(expected)
    assert math.isnan(within_groups(x[:2], y[:2], ["a", "a"]))


def test_all_forecasts_are_judged_on_the_same_places():
    _, rate, provinces = country()
    rural = np.arange(300) % 3 > 0
    partial = rate.copy()
    partial[:10] = UNKNOWN
    generator = np.random.default_rng(9)
    chance = generator.normal(size=300)
    found = backtest({"perfect": partial, "chance": chance}, rate, provinces, rural)
    perfect, other = found.rows
    assert (found.n, found.n_rural) == (290, int(rural[10:].sum()))
    assert found.groups == np.unique(provinces[10:]).size
    assert (perfect.overall, perfect.within_group, perfect.rural) == pytest.approx((1, 1, 1))
    assert other.overall == pytest.approx(stats.spearmanr(chance[10:], rate[10:]).statistic)
    assert other.rural == pytest.approx(stats.spearmanr(chance[10:][rural[10:]], rate[10:][rural[10:]]).statistic)
