"""Changes of a plan: who may, what is remembered, what is refused, what two people do at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.accounts.factories import person
from tests.planner.factories import a_plan, inputs_of
from tests.projects.factories import PLACE, a_group, a_member, a_project, a_visitor
from twiza.accounts.commands import Refused
from twiza.journal.models import Entry
from twiza.planner import commands, rules
from twiza.planner.commands import Unfit
from twiza.planner.models import Plan
from twiza.planner.story import WORDINGS
from twiza.projects import commands as projects
from twiza.projects.commands import Conflict
from twiza.projects.timeline import entries, moments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
PRICE = "products.honey.price"


@pytest.fixture
def founder() -> Any:
    return person("founder@example.org")


@pytest.fixture
def plan(founder: Any) -> Plan:
    return a_plan(by=founder)


def answer(plan: Plan, by: Any, version: int = 1, **changes: Any) -> Plan:
    told = {path.replace("__", "."): value for path, value in changes.items()}
    return commands.answer(plan=plan, by=by, seen_version=version, changes=told)


def test_begun_twice_it_is_made_once(plan: Plan, founder: Any) -> None:
    again = commands.begin(project=plan.project, by=founder)

    assert (again.pk, Plan.objects.count()) == (plan.pk, 1)
    assert Entry.objects.filter(action="plan.begun", subject_key=plan.project.key).count() == 1


def test_an_answer_is_kept_computed_and_written_with_before_and_after(plan: Plan, founder: Any) -> None:
    before = plan.result["lowest_cash"], plan.result["npv"]
    after = answer(plan, founder, products__honey__price="150")

    assert inputs_of(after).products[0].price.value == 150
    assert (after.version, after.given, after.changed_by) == (2, [PRICE], founder.actor)
    assert (after.result["lowest_cash"], after.result["npv"]) != before
    entry = Entry.objects.get(action="plan.changed")
    assert (entry.subject_kind, entry.subject_key, entry.actor) == ("project", plan.project.key, founder.actor)
    assert entry.details["before"][PRICE]["value"] == "120.00"
    assert entry.details["after"][PRICE]["value"] == "150"


def test_the_range_moves_with_the_value_in_proportion(plan: Plan, founder: Any) -> None:
    price = inputs_of(answer(plan, founder, products__honey__price="60")).products[0].price
    assert (price.low, price.value, price.high) == (Decimal(40), Decimal(60), Decimal(90))


def test_what_did_not_change_is_not_written(plan: Plan, founder: Any) -> None:
    same = answer(plan, founder, members=12)
    assert (same.version, Entry.objects.filter(action="plan.changed").count()) == (1, 0)


def test_the_models_figure_comes_back_and_is_no_longer_the_persons(plan: Plan, founder: Any) -> None:
    changed = answer(plan, founder, products__honey__price="150")
    back = commands.reset_to_model(plan=changed, by=founder, seen_version=2, path=PRICE)

    price = inputs_of(back).products[0].price
    assert (price.value, price.low, price.high) == (120, 80, 180)
    assert back.given == []
    with pytest.raises(Refused, match="says nothing"):
        commands.reset_to_model(plan=back, by=founder, seen_version=3, path="discount_rate")


def test_an_older_version_is_a_conflict_and_overwrites_nothing(plan: Plan, founder: Any) -> None:
    answer(plan, founder, products__honey__price="150")
    with pytest.raises(Conflict) as conflict:
        answer(plan, founder, products__honey__price="90")

    assert conflict.value.mine == {PRICE: "90"}
    assert inputs_of(conflict.value.current).products[0].price.value == 150
    assert inputs_of(plan).products[0].price.value == 150


UNFIT = [
    ({"products.honey.price": "-1"}, PRICE),
    ({"products.honey.price": "dear"}, PRICE),
    ({"products.honey.price": {"value": "5", "low": "6", "high": "7"}}, PRICE),
    ({"members": 0}, "members"),
    ({"loans.own-1": {"amount": "10", "month": 1, "term": 12, "grace": 12}}, "loans.own-1"),
    ({"products.honey.unknown": "1"}, "products.honey.unknown"),
    ({"products.silk.price": "1"}, "silk"),
    ({"inputs.own-1": {"unit": "kg", "price": {"value": 1}, "quantity": {"value": 1}, "product": "silk"}}, ""),
]


@pytest.mark.parametrize(("changes", "path"), UNFIT)
def test_what_cannot_be_is_refused_with_its_place(plan: Plan, founder: Any, changes: dict[str, Any], path: str) -> None:
    with pytest.raises(Unfit) as unfit:
        commands.answer(plan=plan, by=founder, seen_version=1, changes=changes)
    assert list(unfit.value.errors) == [path]
    assert all(unfit.value.errors.values())
    assert Plan.objects.get().version == 1


def test_rows_come_and_go(plan: Plan, founder: Any) -> None:
    loan = {"amount": "50000", "month": 1, "term": 48, "rate": "4"}
    more = commands.answer(plan=plan, by=founder, seen_version=1, changes={"loans.own-1": loan})
    assert [row.amount for row in inputs_of(more).loans] == [50000]
    less = commands.answer(plan=more, by=founder, seen_version=2, changes={"loans.own-1": None})
    assert (inputs_of(less).loans, less.given) == ((), [])


def test_what_is_bought_for_a_product_goes_with_it(plan: Plan, founder: Any) -> None:
    assert inputs_of(plan).inputs[0].product == "honey"
    left = inputs_of(answer(plan, founder, products__honey=None))
    assert (left.products, left.inputs) == ((), ())
    assert not any(path.startswith(("products.", "inputs.")) for path in left.origins)


def test_a_scenario_is_copied_renamed_made_main_and_removed(plan: Plan, founder: Any) -> None:
    answer(plan, founder, products__honey__price="150")
    copied = commands.copy(plan=Plan.objects.get(), by=founder, name="With a loan")
    assert (copied.main, copied.given, inputs_of(copied).products[0].price.value) == (False, [PRICE], 150)

    named = commands.rename(plan=copied, by=founder, seen_version=1, name="Without")
    commands.make_main(plan=named, by=founder)
    assert [one.name for one in Plan.objects.filter(main=True)] == ["Without"]
    commands.make_main(plan=named, by=founder)

    with pytest.raises(Refused, match="main plan"):
        commands.remove(plan=named, by=founder)
    commands.remove(plan=plan, by=founder)
    commands.remove(plan=plan, by=founder)
    assert Plan.objects.count() == 1
    told = Entry.objects.filter(action__startswith="plan.").order_by("id").values_list("action", flat=True)
    assert list(told) == [
        "plan.begun", "plan.changed", "plan.scenario_added", "plan.renamed", "plan.made_main", "plan.removed"
    ]  # fmt: skip


def test_members_read_what_happened_to_the_plan_in_plain_words(plan: Plan, founder: Any) -> None:
    answer(plan, founder, products__honey__price="150")
    commands.make_main(plan=commands.copy(plan=plan, by=founder, name="Small"), by=founder)
    told = [one.text for one in moments(plan.project, entries(plan.project)) if one.action.startswith("plan.")]
    assert len(told) == 4
    assert not any("changed something" in text or "%(" in text for text in told)
    written = Entry.objects.filter(action__startswith="plan.").values_list("action", flat=True)
    assert set(written) <= set(WORDINGS)


def test_names_are_given_and_taken_once(plan: Plan, founder: Any) -> None:
    commands.add_scenario(project=plan.project, by=founder, name="Small")
    for name in ("", "  ", "Small", plan.name):
        with pytest.raises(Refused):
            commands.add_scenario(project=plan.project, by=founder, name=name)


def test_there_may_be_so_many_scenarios_and_no_more(plan: Plan, founder: Any) -> None:
    for number in range(rules.MOST_PLANS - 1):
        commands.copy(plan=plan, by=founder, name=f"Scenario {number}")
    with pytest.raises(Refused, match="Remove one"):
        commands.copy(plan=plan, by=founder, name="One more")


def test_a_visitor_plans_what_she_began() -> None:
    visitor = a_visitor()
    project = a_project(by=visitor)
    plan = commands.begin(project=project, by=visitor)
    assert answer(plan, visitor, members=9).changed_by == visitor.actor
    with pytest.raises(Refused):
        answer(plan, a_visitor("x" * 64), version=2, members=8)


def test_who_may_not_is_refused(plan: Plan) -> None:
    group = a_group(5)
    theirs = a_plan(group)
    looker = a_member(group, "looker@example.org", edits=False)
    left = a_member(group, "left@example.org")
    projects.remove_founder(founder=group.founders.get(user=left), by="command-line")
    advisor = person("advisor@example.org", role="advisor", territory="01.01")
    elsewhere = person("elsewhere@example.org", role="advisor", territory="02")
    for somebody in (looker, left, advisor, elsewhere, person("stranger@example.org")):
        for change in (
            lambda who: answer(theirs, who, members=3),
            lambda who: commands.make_main(plan=theirs, by=who),
            lambda who: commands.remove(plan=theirs, by=who),
            lambda who: commands.rename(plan=theirs, by=who, seen_version=1, name="Mine"),
        ):
            with pytest.raises(Refused):
                change(somebody)
    for somebody in (looker, left, elsewhere):
        with pytest.raises(Refused):
            commands.copy(plan=theirs, by=somebody, name="Mine")
    assert Plan.objects.get(pk=theirs.pk).version == 1


def test_an_advisor_of_the_place_changes_a_scenario_of_her_own_alone(plan: Plan, founder: Any) -> None:
    assert plan.project.territory.code == PLACE
    advisor = person("advisor@example.org", role="advisor", territory="01.01")
    own = commands.copy(plan=plan, by=advisor, name="What the advisor would do")

    assert answer(own, advisor, members=8).version == 2
    with pytest.raises(Refused):
        commands.make_main(plan=own, by=advisor)
    commands.make_main(plan=own, by=founder)
    with pytest.raises(Refused):
        answer(own, advisor, version=3, members=7)
