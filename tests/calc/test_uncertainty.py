"""Ranks under drawn weights, against a reference that draws nothing cleverly."""

import math

import numpy as np
import pytest
from scipy import stats

from twiza.calc.draws import CONCENTRATION, dirichlet, draw_weights
from twiza.calc.scoring import ModelSpec, PartWeights, Use, score
from twiza.calc.uncertainty import country_certainty, model_certainty, place_certainty

UNKNOWN = float("nan")


def scene(n=60, m=5, gaps=0.05, seed=3):
    generator = np.random.default_rng(seed)
    table = generator.uniform(0, 100, (n, 8))
    table[generator.random(table.shape) < gaps] = UNKNOWN
    models = [
        ModelSpec(
            f"model-{j}",
            tuple(Use(int(c), bool(c % 2), 1.0 + j) for c in generator.choice(8, 2, replace=False)),
            tuple(Use(int(c), bool(c % 3), 0.5 + c) for c in generator.choice(8, 4, replace=False)),
        )
        for j in range(m)
    ]
    gates = generator.choice([0.0, 0.5, 1.0, 1.0], (n, m))
    setting = generator.uniform(0, 100, n)
    setting[0] = UNKNOWN
    return table, models, gates, setting


def slow_totals(table, model, gates, setting, drawn):
    """Totals [draws, n] one draw at a time, by the scoring itself with the drawn weights."""
    totals = []
    for parts, needs, resources in zip(drawn.parts, drawn.needs, drawn.resources, strict=True):
        spec = ModelSpec(
            model.key,
            tuple(Use(u.column, u.reverse, w) for u, w in zip(model.needs, needs, strict=True)),
            tuple(Use(u.column, u.reverse, w) for u, w in zip(model.resources, resources, strict=True)),
        )
        totals.append(score(table, [spec], gates, setting, PartWeights(*parts)).total[:, 0])
    return np.array(totals)


def test_drawn_weights_follow_the_declared_distribution():
    declared = np.array([0.4, 0.4, 0.2])
    drawn = dirichlet(declared, 20_000, np.random.default_rng(1))
    reference = stats.dirichlet(CONCENTRATION * declared)
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), reference.mean(), atol=0.003)
    np.testing.assert_allclose(drawn.std(axis=0), np.sqrt(reference.var()), atol=0.003)
    assert drawn[:, 0].std() == pytest.approx(0.1, abs=0.005)


def test_a_weight_of_zero_stays_zero():
    assert (dirichlet(np.array([0.5, 0.5, 0.0]), 50, np.random.default_rng(1))[:, 2] == 0).all()


def test_draws_depend_on_the_key_and_the_seed_alone():
    _, models, _, _ = scene()
    same = draw_weights(models[1], PartWeights()), draw_weights(models[1], PartWeights())
    assert all(np.array_equal(x, y) for x, y in zip(*same, strict=True))
    other = draw_weights(models[1], PartWeights(), seed=5)
    assert not np.array_equal(same[0].needs, other.needs)
    renamed = draw_weights(ModelSpec("renamed", models[1].needs, models[1].resources), PartWeights())
    assert not np.array_equal(same[0].needs, renamed.needs)
    assert np.array_equal(same[0].parts, renamed.parts)


def test_rank_intervals_and_top_tenth_are_those_of_scoring_each_draw():
    table, models, gates, setting = scene(gaps=0)
    draws = 200
    found = country_certainty(table, models, gates, setting, draws=draws)
    for j, model in enumerate(models):
        totals = slow_totals(table, model, gates[:, [j]], setting, draw_weights(model, PartWeights(), draws))
        ranked = np.flatnonzero((gates[:, j] > 0) & np.isfinite(setting))
        ranks = stats.rankdata(-totals[:, ranked], axis=1, method="min")
        low = np.quantile(ranks, 0.05, axis=0, method="lower")
        high = np.quantile(ranks, 0.95, axis=0, method="higher")
        np.testing.assert_array_equal(found.low[ranked, j], low)
        np.testing.assert_array_equal(found.high[ranked, j], high)
        first = math.ceil(ranked.size / 10)
        np.testing.assert_allclose(found.top_tenth[ranked, j], np.mean(ranks <= first, axis=0))
        assert found.participants[j] == ranked.size


def test_gaps_are_renormalised_in_every_draw():
    table, models, gates, setting = scene(gaps=0.15)
    gates = np.maximum(gates, 0.5)
    draws = 100
    found = model_certainty(table, models, gates, setting, model=2, draws=draws)
    declared = score(table, models, None, setting).total[:, 2]
    ranked = np.flatnonzero(np.isfinite(declared))
    complete = [u.column for u in (*models[2].needs, *models[2].resources)]
    assert np.isnan(table[np.ix_(ranked, complete)]).any()
    # In the reference a part may have less than half of its *drawn* weight known; fill in by hand.
    drawn = draw_weights(models[2], PartWeights(), draws)
    totals = np.array([[_total(table[i], setting[i], models[2], drawn, s) for i in ranked] for s in range(draws)])
    totals *= gates[ranked, 2]
    ranks = stats.rankdata(-np.round(totals, 3), axis=1, method="min")
    np.testing.assert_array_equal(found.low[ranked], np.quantile(ranks, 0.05, axis=0, method="lower"))
    np.testing.assert_array_equal(found.high[ranked], np.quantile(ranks, 0.95, axis=0, method="higher"))


def _total(row, setting, model, drawn, s):
    parts = []
    for part, weights in ((model.needs, drawn.needs[s]), (model.resources, drawn.resources[s])):
        turned = [100 - row[u.column] if u.reverse else row[u.column] for u in part]
        known = [(w, p) for w, p in zip(weights, turned, strict=True) if not math.isnan(p)]
        parts.append(sum(w * p for w, p in known) / sum(w for w, _ in known))
    return float(drawn.parts[s] @ [*parts, setting])


def test_one_place_reads_the_same_as_the_whole_country():
    table, models, gates, setting = scene()
    country = country_certainty(table, models, gates, setting, draws=150)
    for place in range(0, 60, 7):
        found = place_certainty(table, models, gates, setting, place=place, draws=150)
        np.testing.assert_array_equal(found.low, country.low[place])
        np.testing.assert_array_equal(found.high, country.high[place])
        np.testing.assert_array_equal(found.top_tenth, country.top_tenth[place])
        np.testing.assert_array_equal(found.priority, country.priority[place])
        np.testing.assert_array_equal(found.participants, country.participants)


def test_the_models_of_a_place_are_ranked_among_themselves():
    table, models, gates, setting = scene(gaps=0)
    gates[5] = [1.0, 0.0, 1.0, 0.5, 1.0]
    found = place_certainty(table, models, gates, setting, place=5, draws=120)
    mine = [0, 2, 3, 4]
    totals = np.column_stack(
        [
            slow_totals(table, models[j], gates[:, [j]], setting, draw_weights(models[j], PartWeights(), 120))[:, 5]
            for j in mine
        ]
    )
    ranks = stats.rankdata(-totals, axis=1, method="min")
    assert found.among_models_low[mine].tolist() == np.quantile(ranks, 0.05, axis=0, method="lower").tolist()
    assert found.among_models_high[mine].tolist() == np.quantile(ranks, 0.95, axis=0, method="higher").tolist()
    assert (found.among_models_low[1], found.low[1], found.high[1]) == (0, 0, 0)


def test_excluded_and_unknown_places_take_no_part():
    table, models, gates, setting = scene()
    gates[:, 0] = 1.0
    gates[3, 0] = 0.0
    found = model_certainty(table, models, gates, setting, model=0, draws=50)
    for absent in (0, 3):
        assert (found.low[absent], found.high[absent]) == (0, 0)
        assert np.isnan(found.top_tenth[absent])
        assert not found.priority[absent]
    assert found.participants == (found.low > 0).sum()
    nowhere = place_certainty(table, models, gates, setting, place=0, draws=50)
    assert not nowhere.low.any()
    assert np.isnan(nowhere.top_tenth).all()


def test_a_model_possible_nowhere_ranks_nobody():
    table, models, gates, setting = scene()
    found = model_certainty(table, models, np.zeros_like(gates), setting, model=0, draws=20)
    assert (found.participants, found.low.any()) == (0, False)


def test_the_best_place_by_far_is_a_priority_and_the_last_is_not():
    table, models, _, setting = scene(gaps=0)
    for use in (*models[0].needs, *models[0].resources):
        table[:, use.column] = 50.0
        table[7, use.column] = 0.0 if use.reverse else 100.0
        table[8, use.column] = 100.0 if use.reverse else 0.0
    setting[:] = 50.0
    found = model_certainty(table, models[:1], None, setting, model=0, draws=100)
    assert (found.low[7], found.high[7], found.top_tenth[7]) == (1, 1, 1.0)
    assert found.low[8] == 60
    assert (found.priority[7], found.priority[8]) == (True, False)


@pytest.mark.parametrize(("share", "priority"), [(80, True), (79, False)])
def test_a_priority_needs_four_draws_of_five(share, priority, monkeypatch):
    ranks = np.ones((100, 20), dtype=np.int32)
    ranks[share:] = 20
    monkeypatch.setattr("twiza.calc.uncertainty._ranks", lambda found: ranks[:, : found.shape[1]])
    table, models, _, setting = scene(n=20, gaps=0)
    setting[:] = 50.0
    found = model_certainty(table, models, None, setting, model=0, draws=100)
    assert found.top_tenth[0] == share / 100
    assert found.priority[0] == priority


def test_there_is_no_top_tenth_of_fewer_than_ten():
    table, models, _, setting = scene(n=10, gaps=0)
    assert np.isnan(model_certainty(table, models, None, setting, model=0, draws=20).top_tenth).all()
    setting[0] = 50.0
    assert not np.isnan(model_certainty(table, models, None, setting, model=0, draws=20).top_tenth).any()


def test_equal_places_share_the_better_rank():
    table, models, _, setting = scene(n=12, gaps=0)
    table[4] = table[9]
    setting[:] = 50.0
    found = model_certainty(table, models, None, setting, model=1, draws=80)
    assert (found.low[4], found.high[4], found.top_tenth[4]) == (found.low[9], found.high[9], found.top_tenth[9])


def test_less_than_a_thousandth_of_a_point_is_no_difference():
    table = np.full((12, 8), 30.0)
    table[3] += 1e-5
    model = ModelSpec("m", (Use(0), Use(1)), (Use(2),))
    found = model_certainty(table, [model], None, np.full(12, 50.0), model=0, draws=80)
    assert found.low.tolist() == found.high.tolist() == [1] * 12


@pytest.mark.parametrize("gaps", [0, 0.15])
def test_the_size_of_pieces_changes_nothing(gaps, monkeypatch):
    table, models, gates, setting = scene(gaps=gaps)
    whole = country_certainty(table, models, gates, setting, draws=70)
    monkeypatch.setattr("twiza.calc.draws._CELLS", 900)
    monkeypatch.setattr("twiza.calc.matrices._UNTHREADED", 1200)
    pieces = country_certainty(table, models, gates, setting, draws=70)
    np.testing.assert_array_equal(whole.low, pieces.low)
    np.testing.assert_array_equal(whole.high, pieces.high)
    np.testing.assert_array_equal(whole.top_tenth, pieces.top_tenth)


def test_a_region_ranks_its_own_places_alone():
    table, models, gates, setting = scene(gaps=0)
    region = np.arange(60) < 20
    found = country_certainty(table, models, gates, setting, among=region, draws=60)
    assert not found.low[20:].any()
    assert found.high.max() <= 20
    alone = country_certainty(table[:20], models, gates[:20], setting[:20], draws=60)
    np.testing.assert_array_equal(found.low[:20], alone.low)
    place = place_certainty(table, models, gates, setting, among=region, place=5, draws=60)
    np.testing.assert_array_equal(place.low, found.low[5])
    with pytest.raises(ValueError, match="belongs to"):
        place_certainty(table, models, gates, setting, among=region, place=30)


def test_a_country_without_setting_is_ranked_by_need_and_resources():
    table, models, gates, setting = scene(gaps=0)
    setting[:] = UNKNOWN
    found = country_certainty(table, models, gates, setting, draws=40)
    shared = country_certainty(table, models, gates, np.full(60, 50.0), PartWeights(0.5, 0.5, 0), draws=40)
    assert found.participants.min() > 0
    np.testing.assert_array_equal(found.low, shared.low)


def test_a_country_without_models_has_nothing_to_rank() -> None:
    found = country_certainty(np.full((3, 2), 50.0), [], None, np.full(3, np.nan))
    assert found.low.shape == found.top_tenth.shape == (3, 0)
    assert found.participants.tolist() == []
