"""Values beside those of other places."""

from __future__ import annotations

import numpy as np
import pytest

from twiza.packs.models import Country
from twiza.territories import queries, snapshot
from twiza.territories.models import Observation, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def commune() -> Territory:
    return Territory.objects.get(code="01.01.13")


def test_the_arrays_hold_exactly_the_tables() -> None:
    matrix = snapshot.current()
    rows = Observation.objects.order_by("pk").values_list("territory__code", "indicator__key", "year", "value")
    for code, key, year, value in rows:
        assert matrix.at(key, year)[matrix.index[code]] == value
    assert np.isfinite(matrix.values).sum() == len(rows)


def test_levels_go_from_the_country_down() -> None:
    matrix = snapshot.current()
    assert matrix.level_order == ("country", "region", "province", "commune")
    assert (matrix.finest, matrix.second_finest) == ("commune", "province")
    assert list(matrix.ancestors(matrix.index["01.01.13"])) == ["01.01", "01", "XE"]


def test_a_standing_carries_value_comparison_rank_and_change() -> None:
    standing = queries.profile(commune()).get("illiteracy")
    assert standing is not None
    held = {
        (o.territory.code, o.year): o.value
        for o in Observation.objects.filter(indicator__key="illiteracy").select_related("territory")
    }
    assert standing.value == held["01.01.13", 2024]
    assert standing.earlier == held["01.01.13", 2014]
    assert standing.change == pytest.approx(held["01.01.13", 2024] - held["01.01.13", 2014])
    above = {b.label["ar"]: b.value for b in standing.beside if b.what == "above"}
    assert above == {Territory.objects.get(code=code).names["ar"]: held[code, 2024] for code in ("01.01", "01", "XE")}
    communes = [held[t.code, 2024] for t in Territory.objects.filter(level="commune") if (t.code, 2024) in held]
    below = sum(v < standing.value for v in communes) + sum(v == standing.value for v in communes) / 2
    assert standing.percentile == pytest.approx(100 * below / len(communes))


def test_what_was_not_asked_alike_is_not_subtracted() -> None:
    for standing in queries.profile(commune()).standings:
        if not standing.definition.comparable:
            assert standing.change is None


def test_unknown_values_are_named_not_hidden() -> None:
    for place in Territory.objects.filter(level="commune"):
        profile = queries.profile(place)
        shown = {s.definition.key for standings in profile.facets.values() for s in standings}
        missing = {d.key for d in profile.unknown}
        assert shown.isdisjoint(missing)
        assert shown | missing == set(snapshot.current().keys)
    assert any(queries.profile(p).unknown for p in Territory.objects.filter(level="commune"))


def test_needs_and_potentials_stand_out_among_their_kind_and_hold_in_the_country() -> None:
    seen = 0
    for place in Territory.objects.filter(level="commune"):
        for means in ("need", "potential"):
            for one in queries.profile(place).strongest(means):  # type: ignore[arg-type]
                high = one.standing.definition.high
                turned = high is not None and high.means == means and high.text == one.text
                percentile = one.standing.percentile or 0
                assert one.strength >= queries.STRONG
                assert (percentile if turned else 100 - percentile) >= queries.MIDDLE
                seen += 1
    assert seen > 10


def test_places_like_one_are_others_of_its_level_nearest_first() -> None:
    alike = queries.places_like(commune())
    assert len(alike) == 6
    assert commune().code not in {a.code for a in alike}
    assert [a.distance for a in alike] == sorted(a.distance for a in alike)
    assert queries.places_like(Territory.objects.get(code="01")) == []


def test_a_ranking_goes_down_and_leaves_out_the_unknown() -> None:
    ranked = queries.ranking("illiteracy", level="commune")
    values = [r.value for r in ranked]
    assert values == sorted(values, reverse=True)
    known = Observation.objects.filter(indicator__key="illiteracy", year=2024, territory__level="commune")
    assert len(ranked) == known.count()
    inside = queries.ranking("illiteracy", level="commune", within="01")
    assert {r.code[:2] for r in inside} == {"01"}


def test_once_the_arrays_are_held_a_profile_asks_nothing(country: Country, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    places = list(Territory.objects.filter(level="commune")[:3])
    queries.profile(places[0])
    with django_assert_num_queries(0):
        queries.profile(places[0])
    with django_assert_num_queries(0):
        for place in places:
            queries.profile(place)
