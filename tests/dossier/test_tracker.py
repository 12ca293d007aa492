"""How far a dossier has come: points, what can be done now, what is late, what it costs and takes."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tests.dossier import factories as make
from twiza.dossier.changes import changes_between
from twiza.dossier.models import LawVersion
from twiza.dossier.tracker import Stage, Way, way_of
from twiza.packs.schema.law import Range

TODAY = datetime.date(2026, 3, 20)


def stage(state, *, days=(None, None), cost=(None, None), began=0, ended=None, done_when=None):
    """A step that takes and costs so much, begun so many days ago."""
    step = SimpleNamespace(days=Range(low=days[0], high=days[1]), cost=Range(low=cost[0], high=cost[1]),
                           done_when=done_when, who="group")  # fmt: skip
    row = SimpleNamespace(on=TODAY - datetime.timedelta(days=ended)) if ended is not None else None
    return Stage(step, state, row, None, TODAY - datetime.timedelta(days=began), TODAY)


def way(*stages):
    return Way(stages, TODAY - datetime.timedelta(days=9), TODAY, Decimal(40))


@pytest.mark.parametrize(("done", "of", "points"), [(0, 3, 0), (1, 3, 2), (2, 3, 5), (3, 3, 8), (9, 10, 7), (1, 10, 0)])
def test_the_star_is_full_only_when_everything_is_done(done, of, points):
    assert way(*[stage("done", ended=0)] * done, *[stage("todo")] * (of - done)).points == points


def test_without_steps_the_star_is_empty():
    assert way().points == 0


@pytest.mark.parametrize(
    ("state", "began", "most", "late"),
    [("current", 10, 10, False), ("current", 11, 10, True), ("done", 99, 10, False), ("current", 99, None, False)],
)
def test_a_step_is_late_the_day_after_it_usually_ends(state, began, most, late):
    one = stage(state, days=(1, most), began=began, ended=0 if state == "done" else None)
    assert (one.late, one.days_used) == (late, began)


def test_days_of_a_step_that_is_done_stand_still_and_are_never_below_zero():
    assert stage("done", began=10, ended=4).days_used == 6
    assert stage("done", began=2, ended=5).days_used == 0


def test_what_is_ahead_costs_only_what_is_not_done_and_says_what_nobody_knows():
    shown = way(
        stage("done", cost=(100, 100), days=(1, 2), ended=0), stage("current", cost=(10, 30), days=(5, None)),
        stage("todo", cost=(None, 7)), stage("todo"),
    )  # fmt: skip

    ahead, usual = shown.cost_ahead, shown.usual_days
    assert (ahead.low, ahead.high, ahead.unknown) == (10, 37, 1)
    assert (usual.low, usual.high, usual.unknown) == (6, 7, 2)
    assert (shown.days_used, [one.state for one in shown.current]) == (9, ["current"])


@pytest.mark.usefixtures("country")
def test_a_step_can_be_done_once_those_before_it_are():
    states = {one.step.key: one.state for one in way_of(make.begun()).stages}
    assert (states["gather"], states["name"], states["bank"]) == ("current", "todo", "todo")


def law(**parts):
    return LawVersion(content={f"law_{part}": items for part, items in parts.items()})


def test_what_a_newer_law_says_otherwise():
    one, other = {"key": "a", "name": {"ar": "ا"}, "days": 1}, {"key": "b", "text": {"ar": "ب"}}
    changed = {**one, "days": 2}
    found = changes_between(law(steps=[one, other]), law(steps=[changed, {"key": "c"}]))

    assert [(x.kind, dict(x.name), x.fields) for x in found] == [
        ("changed", {"ar": "ا"}, ("days",)), ("added", {"ar": "c"}, ()), ("removed", {"ar": "ب"}, ()),
    ]  # fmt: skip
    assert changes_between(law(steps=[one]), law(steps=[one])) == []
