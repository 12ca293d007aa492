"""The score, its reasons and what is unknown, against a slow reference and against pymcdm."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM

from twiza.calc.scoring import (
    Contribution,
    ModelSpec,
    PartWeights,
    Use,
    contributions,
    score,
    strongest,
    takes_part,
    weights_in_effect,
)

UNKNOWN = float("nan")
COLUMNS = 6

uses = st.lists(
    st.builds(Use, st.integers(0, COLUMNS - 1), st.booleans(), st.floats(0.01, 5)), min_size=1, max_size=5
).map(tuple)
models = st.lists(st.builds(ModelSpec, st.just("m"), uses, uses), min_size=1, max_size=4)
percentile = st.one_of(st.floats(0, 100), st.just(UNKNOWN))
rows = st.lists(st.lists(percentile, min_size=COLUMNS, max_size=COLUMNS), min_size=1, max_size=5).map(np.array)
weights = st.builds(PartWeights, *[st.floats(0.01, 10)] * 3)


def slow_part(row, part):
    known = [(use.weight, 100 - row[use.column] if use.reverse else row[use.column]) for use in part]
    known = [(weight, p) for weight, p in known if not math.isnan(p)]
    if sum(weight for weight, _ in known) < 0.5 * sum(use.weight for use in part) - 1e-9:
        return UNKNOWN
    return sum(weight * p for weight, p in known) / sum(weight for weight, _ in known)


@given(rows, models, weights, st.floats(0, 100))
@settings(max_examples=200)
def test_every_score_is_the_weighted_mean_of_what_is_known(table, specs, w, place_setting):
    setting = np.full(len(table), place_setting)
    found = score(table, specs, None, setting, w)
    for i, row in enumerate(table):
        for j, spec in enumerate(specs):
            need, resources = slow_part(row, spec.needs), slow_part(row, spec.resources)
            total = w.need * need + w.resources * resources + w.setting * place_setting
            np.testing.assert_allclose(
                [found.need[i, j], found.resources[i, j], found.total[i, j]], [need, resources, total], atol=1e-9
            )


@given(rows, models, weights, percentile)
@settings(max_examples=200)
def test_contributions_add_up_to_the_score_exactly(table, specs, w, place_setting):
    setting = np.full(len(table), place_setting)
    found = score(table, specs, None, setting, w)
    for i, row in enumerate(table):
        for j, spec in enumerate(specs):
            parts = contributions(row, spec, place_setting, found.weights)
            if math.isnan(found.before_gate[i, j]):
                continue
            assert math.fsum(c.points for c in parts) == pytest.approx(found.before_gate[i, j] - 50, abs=1e-9)
            assert math.fsum(c.weight for c in parts) == pytest.approx(1, abs=1e-9)
            assert all(c.points == pytest.approx(c.weight * (c.percentile - 50)) for c in parts if c.known)


def test_the_numbers_are_those_of_pymcdm():
    generator = np.random.default_rng(7)
    table = generator.uniform(0, 100, (300, 12))
    raw = generator.uniform(0.1, 5, 12)
    reverse = generator.random(12) < 0.5
    needs = tuple(Use(c, bool(reverse[c]), float(raw[c])) for c in range(5))
    resources = tuple(Use(c, bool(reverse[c]), float(raw[c])) for c in range(5, 12))
    setting = generator.uniform(0, 100, 300)
    found = score(table, [ModelSpec("m", needs, resources)], None, setting)
    flat = np.concatenate([0.4 * raw[:5] / raw[:5].sum(), 0.4 * raw[5:] / raw[5:].sum(), [0.2]])
    turn = WSM(lambda x, cost: 100.0 - x if cost else x)
    types = np.append(np.where(reverse, -1, 1), 1)
    expected = turn(np.column_stack([table, setting]), flat, types)
    np.testing.assert_allclose(found.total[:, 0], expected, atol=1e-9)


MODEL = ModelSpec("m", needs=(Use(0, weight=1), Use(1, weight=1)), resources=(Use(2, reverse=True),))


def one(row, gate=None, setting=50.0, w=None):
    gates = None if gate is None else np.array([[gate]])
    return score(np.array([row]), [MODEL], gates, np.array([setting]), w)


def test_half_of_a_part_known_is_enough_and_less_is_not():
    found = one([80.0, UNKNOWN, 50.0])
    assert (found.need[0, 0], found.known_need[0, 0]) == (80.0, 0.5)
    lighter = ModelSpec("m", needs=(Use(0, weight=0.9), Use(1, weight=1)), resources=(Use(2),))
    found = score(np.array([[80.0, UNKNOWN, 50.0]]), [lighter], None, np.array([50.0]))
    assert np.isnan([found.need[0, 0], found.total[0, 0]]).all()
    assert found.resources[0, 0] == 50.0
    assert found.known_need[0, 0] == pytest.approx(0.9 / 1.9)
    assert found.known_resources[0, 0] == 1


def test_an_infinity_is_unknown_in_the_score_and_in_its_reasons():
    found = one([math.inf, 80.0, 50.0])
    assert (found.need[0, 0], found.known_need[0, 0]) == (80.0, 0.5)
    assert not contributions(np.array([math.inf, 80.0, 50.0]), MODEL, 50.0, PartWeights())[0].known


def test_turning_a_criterion_helps_where_it_is_low():
    assert one([50.0, 50.0, 10.0]).resources[0, 0] == 90.0


@pytest.mark.parametrize(("gate", "total"), [(1.0, 50.0), (0.5, 25.0), (0.0, 0.0)])
def test_a_gate_multiplies_the_total_and_leaves_the_parts(gate, total):
    found = one([50.0, 50.0, 50.0], gate)
    assert (found.total[0, 0], found.before_gate[0, 0], found.need[0, 0]) == (total, 50.0, 50.0)


def test_a_place_that_is_excluded_stays_so_whatever_is_unknown():
    assert one([UNKNOWN, UNKNOWN, 50.0], gate=0.0).total[0, 0] == 0.0
    assert np.isnan(one([UNKNOWN, UNKNOWN, 50.0], gate=0.5).total[0, 0])


def test_a_part_without_weight_may_be_unknown():
    assert one([UNKNOWN, UNKNOWN, 20.0], w=PartWeights(0, 1, 0)).total[0, 0] == 80.0


def test_a_country_without_setting_shares_its_weight_and_says_so():
    found = one([80.0, 80.0, 80.0], setting=UNKNOWN)
    assert found.weights == PartWeights(0.5, 0.5, 0)
    assert found.total[0, 0] == pytest.approx(50.0)


def test_a_place_without_setting_among_others_is_unknown():
    table = np.full((2, 3), 50.0)
    found = score(table, [MODEL], None, np.array([UNKNOWN, 50.0]))
    assert np.isnan(found.total[:, 0]).tolist() == [True, False]
    assert found.weights == PartWeights()


def test_one_place_scores_the_same_alone_as_in_its_country():
    generator = np.random.default_rng(5)
    table, gates = generator.uniform(0, 100, (6, 3)), generator.choice([0.0, 0.5, 1.0], (6, 1))
    setting = np.array([UNKNOWN, 10.0, 20.0, 30.0, 40.0, 50.0])
    country = score(table, [MODEL], gates, setting)
    for place in range(6):
        found = score(table, [MODEL], gates, setting, only=slice(place, place + 1))
        np.testing.assert_allclose(found.total[0], country.total[place])
        assert found.need.shape == (1, 1)
        assert found.weights == country.weights


def test_setting_alone_cannot_be_shared():
    alone = PartWeights(0, 0, 1)
    assert weights_in_effect(alone, np.array([UNKNOWN])) == alone
    assert np.isnan(one([50.0, 50.0, 50.0], setting=UNKNOWN, w=alone).total[0, 0])


def test_only_known_places_that_no_gate_excludes_take_part():
    table = np.array([[50.0, 50.0, 50.0], [50.0, 50.0, 50.0], [50.0, 50.0, UNKNOWN]])
    gates = np.array([[0.5], [0.0], [1.0]])
    found = score(table, [MODEL], gates, np.full(3, 50.0))
    assert takes_part(found, gates)[:, 0].tolist() == [True, False, False]
    assert takes_part(found, None)[:, 0].tolist() == [True, True, False]


@pytest.mark.parametrize(
    "given_weights",
    [(0, 0, 0), (-1, 1, 1), (math.nan, 1, 1), (math.inf, 1, 1), (1e308, 1e308, 1e308)],
)
def test_absurd_weights_are_refused(given_weights):
    with pytest.raises(ValueError, match="weight"):
        PartWeights(*given_weights)


@given(st.tuples(*[st.floats(0, 1e200)] * 3).filter(any))
def test_accepted_weights_always_add_up_to_one(given_weights):
    assert PartWeights(*given_weights).array().sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Use(-1),
        lambda: Use(0, weight=0),
        lambda: Use(0, weight=math.nan),
        lambda: ModelSpec("m", (), (Use(0),)),
        lambda: ModelSpec("m", (Use(0),), ()),
        lambda: one([50.0, 50.0, 50.0], gate=1.5),
        lambda: one([50.0, 50.0, 50.0], gate=UNKNOWN),
        lambda: score(np.zeros((2, 3)), [MODEL], np.ones((1, 1)), np.zeros(2)),
        lambda: score(np.zeros((2, 3)), [MODEL], None, np.zeros(3)),
    ],
)
def test_nonsense_is_refused(broken):
    with pytest.raises(ValueError):
        broken()


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(IndexError, match="model m uses column 2 of 2"):
        score(np.zeros((1, 2)), [MODEL], None, np.zeros(1))


def test_no_models_and_no_places_make_empty_tables():
    assert score(np.zeros((2, 3)), [], None, np.zeros(2)).total.shape == (2, 0)
    assert score(np.zeros((0, 3)), [MODEL], None, np.zeros(0)).total.shape == (0, 1)


def test_scoring_changes_nothing_it_was_given():
    table = np.array([[UNKNOWN, 50.0, 20.0]])
    before = table.copy()
    score(table, [MODEL], np.ones((1, 1)), np.zeros(1))
    np.testing.assert_array_equal(table, before)


def test_an_unknown_criterion_gives_no_points_and_is_listed():
    found = contributions(np.array([90.0, UNKNOWN, 10.0]), MODEL, UNKNOWN, PartWeights())
    assert [c.known for c in found] == [True, False, True, False]
    assert [c.points for c in found] == pytest.approx([16, 0, 16, 0])
    assert [c.part for c in found] == ["need", "need", "resources", "setting"]
    assert found[2].percentile == 90.0


def test_an_unknown_part_gives_no_reasons():
    found = contributions(np.array([UNKNOWN, UNKNOWN, 10.0]), MODEL, 80.0, PartWeights())
    assert [c.points for c in found] == pytest.approx([0, 0, 16, 6])
    lopsided = ModelSpec("m", needs=(Use(0, weight=1), Use(1, weight=3)), resources=(Use(2),))
    found = contributions(np.array([90.0, UNKNOWN, 10.0]), lopsided, 80.0, PartWeights())
    assert [c.points for c in found] == pytest.approx([0, 0, -16, 6])
    assert [c.known for c in found] == [True, False, True, True]


def test_the_strongest_reasons_come_largest_first():
    points = [3.0, -1.0, 0.0, 8.0, -4.0, 5.0, 1.0, -2.0]
    found = [Contribution("need", c, 50 + p, 1.0, p) for c, p in enumerate(points)]
    reasons = strongest(found)
    assert [c.points for c in reasons.in_favour] == [8, 5, 3]
    assert [c.points for c in reasons.against] == [-4, -2]
    assert strongest([found[2]]) == ((), ())
