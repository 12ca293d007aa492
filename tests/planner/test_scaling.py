"""From the model's number of members to the group's: what follows it, what stays, once, and back again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import person
from tests.planner.factories import a_plan, inputs_of
from tests.projects.factories import PLACE, a_founder, a_group, a_member
from twiza.accounts.commands import Refused
from twiza.journal.models import Entry
from twiza.planner import commands, scaling
from twiza.planner.models import Plan
from twiza.projects import commands as projects
from twiza.projects.commands import Conflict
from twiza.projects.timeline import entries, moments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
HIVES, VOLUME = "investments.investment-1.cost", "products.honey.volume"


@pytest.fixture
def plan() -> Plan:
    """A group of six, whose model is for twelve, each with ten hives."""
    return a_plan(a_group(6))


def scaled(plan: Plan, version: int = 1, by: Any = "command-line") -> Plan:
    return commands.scale(plan=plan, by=by, seen_version=version)


def address(plan: Plan, page: str = "scale/") -> str:
    return f"/en/projects/{plan.project.public_id}/plan/{plan.public_id}/{page}"


def values(plan: Plan, path: str) -> tuple[Decimal, ...]:
    inputs = inputs_of(plan)
    rows, key, name = path.split(".")
    spread = getattr(next(row for row in getattr(inputs, rows) if row.key == key), name)
    return (spread.low, spread.value, spread.high)


def test_volumes_and_people_follow_the_number_and_so_does_what_the_model_has_for_each_member(plan: Plan) -> None:
    before = {path: values(plan, path) for path in (HIVES, VOLUME)}
    once = [row.cost.value for row in inputs_of(plan).investments[1:]]
    yearly = [row.yearly.value for row in inputs_of(plan).fixed_costs]
    sales = plan.result["npv"]
    after = scaled(plan)

    assert {path: values(after, path) for path in before} == {
        path: tuple(one / 2 for one in told) for path, told in before.items()
    }
    assert [row.cost.value for row in inputs_of(after).investments[1:]] == once
    assert [row.yearly.value for row in inputs_of(after).fixed_costs] == yearly
    assert (inputs_of(after).members, inputs_of(after).work[0].people.value) == (6, 6)
    assert after.result["npv"] != sales


def test_what_is_shown_is_what_is_done(plan: Plan) -> None:
    found = scaling.scaling(plan, 6)
    assert found is not None
    assert (found.of, found.to) == (12, 6)
    assert {move.path for move in found.moves} == {HIVES, VOLUME}
    assert {why for path, why in found.kept if path.startswith("investments.")} == {"once"}
    entry = Entry.objects.filter(action="plan.scaled")
    assert not entry.exists()
    scaled(plan)
    assert entry.get().details["before"].keys() == entry.get().details["after"].keys() == {HIVES, VOLUME}


def test_costs_of_every_year_stay_and_are_named() -> None:
    plan = a_plan(a_group(6, model="waste-sorting"))
    yearly = [row.yearly.value for row in inputs_of(plan).fixed_costs]
    found = scaling.scaling(plan, 6)
    assert found is not None
    assert [why for path, why in found.kept if path.startswith("fixed_costs.")] == ["yearly"] * len(yearly) != []
    assert [row.yearly.value for row in inputs_of(scaled(plan)).fixed_costs] == yearly


def test_a_second_click_does_nothing_more(plan: Plan) -> None:
    first = scaled(plan)
    again = scaled(plan)

    assert (first.version, again.version) == (2, 2)
    assert inputs_of(again) == inputs_of(first)
    assert Entry.objects.filter(action="plan.scaled").count() == 1


def test_the_list_of_an_older_version_is_a_conflict(plan: Plan) -> None:
    commands.answer(plan=plan, by="command-line", seen_version=1, changes={"products.honey.price": "99"})
    with pytest.raises(Conflict):
        scaled(plan)
    assert values(plan, VOLUME)[1] == 1500


def test_what_a_person_said_stays_and_is_said_to_stay(plan: Plan) -> None:
    commands.answer(plan=plan, by="command-line", seen_version=1, changes={VOLUME: "1000"})
    held = Plan.objects.get()
    found = scaling.scaling(held, 6)
    assert found is not None
    assert (VOLUME, "yours") in found.kept
    assert values(scaled(held, 2), VOLUME)[1] == 1000


def test_it_is_undone_but_for_what_was_changed_since(plan: Plan) -> None:
    before = inputs_of(plan)
    scaled(plan)
    undone = commands.unscale(plan=plan, by="command-line", seen_version=2)
    assert inputs_of(undone) == before
    assert (undone.given, undone.scaled) == ([], {})
    assert commands.unscale(plan=plan, by="command-line", seen_version=2).version == 3

    scaled(Plan.objects.get(), 3)
    commands.answer(plan=plan, by="command-line", seen_version=4, changes={VOLUME: "1000"})
    undone = commands.unscale(plan=Plan.objects.get(), by="command-line", seen_version=5)
    assert values(undone, VOLUME)[1] == 1000
    assert values(undone, HIVES) == tuple(getattr(before.investments[0].cost, end) for end in ("low", "value", "high"))
    assert Entry.objects.filter(action="plan.unscaled").count() == 2


def test_a_group_that_grows_is_scaled_anew_from_the_models_own_figures(plan: Plan) -> None:
    before = inputs_of(plan)
    scaled(plan)
    for number in range(3):
        a_founder(plan.project, name=f"New {number}")
    found = scaling.scaling(Plan.objects.get(), 9)
    assert found is not None
    assert found.to == 9
    again = scaled(Plan.objects.get(), 2)
    assert (inputs_of(again).members, values(again, VOLUME)[1]) == (9, values(plan, VOLUME)[1])
    assert values(again, VOLUME)[1] == before.products[0].volume.value * 9 / 12
    assert inputs_of(again).work[0].people.value == 9
    undone = commands.unscale(plan=again, by="command-line", seen_version=3)
    assert inputs_of(undone) == before


def test_the_number_that_somebody_wrote_in_the_plan_counts_before_that_of_the_project(plan: Plan) -> None:
    commands.answer(plan=plan, by="command-line", seen_version=1, changes={"members": 9})
    found = scaling.scaling(Plan.objects.get(), 6)
    assert found is not None
    assert found.to == 9


def test_posts_become_half_posts_at_the_least() -> None:
    assert scaling._times({"value": "2"}, Decimal(7) / 15, posts=True) == {"value": "1.0"}
    assert scaling._times({"value": "1"}, Decimal(1) / 15, posts=True) == {"value": "0.5"}
    assert scaling._times({"value": "0.333333"}, Decimal(6) / 12, posts=True) == {"value": "0.17"}
    assert scaling._times({"value": "25", "low": "10", "high": "31"}, Decimal(1) / 2) == {
        "value": "13", "low": "5.00", "high": "16"
    }  # fmt: skip
    assert scaling._times({"value": "0.333333"}, Decimal(1)) == {"value": "0.333333"}


def test_without_a_model_there_is_nothing_to_scale() -> None:
    idea = a_plan(a_group(6, model=None, idea="We bake."))
    assert scaling.scaling(idea, 6) is None
    with pytest.raises(Refused, match="not made from a model"):
        scaled(idea)


def test_who_may_not_change_the_plan_may_not_scale_it(plan: Plan) -> None:
    looker = a_member(plan.project, "looker@example.org", edits=False)
    left = a_member(plan.project, "left@example.org")
    projects.remove_founder(founder=plan.project.founders.get(user=left), by="command-line")
    advisor = person("advisor@example.org", role="advisor", territory=PLACE)
    for somebody in (looker, left, advisor, person("stranger@example.org")):
        for do in (commands.scale, commands.unscale):
            with pytest.raises(Refused):
                do(plan=plan, by=somebody, seen_version=1)
    assert Plan.objects.get().version == 1


def test_a_founder_sees_the_list_presses_once_and_undoes_it(client: Client) -> None:
    group = a_group(5)
    founder = a_member(group, "founder@example.org")
    plan = a_plan(group)
    client.force_login(founder)
    for page in ("", "inputs/"):
        assert "See what scaling to our number would change" in client.get(address(plan, page)).content.decode()
    shown = client.get(address(plan))
    assert len(shown.context["moves"]) == 2
    assert len(shown.context["follows"]) == 3
    assert 'id="plan-scale"' in shown.content.decode()
    for _click in range(2):
        answer = client.post(address(plan), {"version": "1", "do": "scale"})
        assert answer["Location"] == address(plan, "")
    assert Plan.objects.get().version == 2
    overview = client.get(address(plan, "")).content.decode()
    assert "See what was changed, or undo it" in overview
    assert "Scaled to your number" in client.get(address(plan, "questions/amounts/")).content.decode()
    undo = client.get(address(plan))
    assert (undo.context["moves"], len(undo.context["undone"])) == ([], 2)
    client.post(address(plan), {"version": "2", "do": "undo"})
    assert Plan.objects.get().scaled == {}
    told = [one.text for one in moments(group, entries(group)) if "scal" in one.action]
    assert len(told) == 2
    assert not any("changed something" in text or "%(" in text for text in told)


def test_somebody_elses_change_meanwhile_is_shown_and_nothing_is_scaled(client: Client) -> None:
    group = a_group(5)
    client.force_login(a_member(group, "founder@example.org"))
    plan = a_plan(group)
    commands.answer(plan=plan, by="command-line", seen_version=1, changes={"products.honey.price": "99"})
    answer = client.post(address(plan), {"version": "1", "do": "scale"})
    assert answer.status_code == 409
    assert "Somebody else changed the plan meanwhile" in answer.content.decode()
    assert Plan.objects.get().scaled == {}


def test_an_advisor_scales_a_copy_of_hers_and_the_copy_of_a_scaled_plan_can_be_undone(client: Client) -> None:
    plan = a_plan(a_group(6))
    scaled(plan)
    advisor = person("advisor@example.org", role="advisor", territory=PLACE)
    copied = commands.copy(plan=Plan.objects.get(), by=advisor, name="Mine")
    client.force_login(advisor)
    assert "plan-size" not in client.get(address(plan, "inputs/")).content.decode()
    assert client.post(address(plan), {"version": "2", "do": "undo"}).status_code == 403
    assert "See what was changed" in client.get(address(copied, "inputs/")).content.decode()
    assert client.post(address(copied), {"version": "1", "do": "undo"}).status_code == 302
    assert values(copied, VOLUME)[1] == values(plan, VOLUME)[1] * 2
