"""Versions of the law, what is known of a group, and what the rules then say."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.packs.factories import PackFolder
from tests.projects.factories import a_group, a_project
from twiza.calc.law import Between
from twiza.dossier import law as laws
from twiza.dossier.happenings import HAPPENINGS
from twiza.dossier.models import Assembly, Dossier, LawVersion, StepDone
from twiza.dossier.quantities import age, answers_as_quantities, quantities_of
from twiza.packs import queries as packs
from twiza.packs.load import load_pack
from twiza.projects.models import Contribution

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def pack(tmp_path):
    return PackFolder(tmp_path)


def a_dossier(project, **fields):
    return Dossier.objects.create(project=project, law=laws.version_in_force(), begun_by="tests", **fields)


def said(thing, on=TODAY):
    return {verdict.rule: verdict.outcome for verdict in laws.verdicts(thing, on)}


def test_a_load_makes_the_version_of_the_law_and_the_same_law_is_the_same_version(country, pack):
    (version,) = LawVersion.objects.all()
    assert laws.version_in_force() == version
    pack.replace("facts.yaml", "value: 10-20", "value: 12-20")

    load_pack(pack, by="tests")

    assert LawVersion.objects.get() == version


def test_a_dossier_stays_on_the_law_it_began_with(country, pack):
    dossier = a_dossier(a_project())
    pack.replace("law/rules.yaml", "since: 2020-03-01, value: 99,", "since: 2020-03-01, value: 50,")

    load_pack(pack, by="tests")

    newer = laws.version_in_force()
    assert newer != dossier.law
    assert laws.law_of(dossier).rule("duration").values[0].value == 99
    assert laws.Law.of(newer).rule("duration").values[0].value == 50


def test_a_new_example_of_a_jurist_is_not_a_new_law(country, pack):
    before = laws.version_in_force()
    pack.append(
        "law/examples.yaml",
        "- {key: new, text: A new case, on: 2026-01-01, quantities: {}, expected: {founders: unknown}}\n",
    )

    load_pack(pack, by="tests")

    assert laws.version_in_force() == before


def test_a_pack_without_law_has_no_version(country, pack):
    for file in (pack.root / "law").glob("**/*.yaml"):
        file.unlink()

    load_pack(pack, by="tests")

    assert laws.version_in_force() is None
    assert laws.law_in_force() is None
    assert laws.verdicts(a_project()) == []


def test_the_law_comes_back_from_the_database_as_it_was_written(country):
    law = laws.law_in_force()

    assert law.rule("founders").values[0].value == Decimal(5)
    assert law.rule("one-voice").values[0].value is True
    assert law.rule("name-says-cooperative").values[0].value == ("تعاونية", "coopérative", "cooperative")
    assert [step.key for step in law.steps][:2] == ["gather", "name"]
    assert law.rate_on("minimum_wage", datetime.date(2025, 6, 1)).value == 2500
    assert law.rate_on("minimum_wage", TODAY).value == 3000
    assert law.rate_on("nothing", TODAY) is None
    with pytest.raises(KeyError):
        law.step("nothing")


@pytest.mark.parametrize("folder", ["example", "ma", "sa"])
def test_steps_end_by_happenings_that_exist_and_one_step_is_decided_by_the_authority(folder):
    from tests.conftest import EXAMPLE
    from twiza.packs.check import check_pack

    pack, _report = check_pack(EXAMPLE.parent / folder)
    ends = [item.model.done_when for item in pack.of("law_steps").values() if item.model.done_when]

    assert set(ends) <= set(HAPPENINGS)
    assert len(ends) == len(set(ends))
    assert {
        "questions_answered",
        "papers_made",
        "assembly_held",
        "papers_signed",
        "dossier_filed",
        "dossier_accepted",
    } <= set(ends)


def test_an_empty_group_is_told_what_is_missing_and_nothing_is_wrong_that_is_only_unknown(country):
    outcomes = said(a_project())

    assert outcomes["founders"] == "no"
    assert {rule for rule, outcome in outcomes.items() if outcome == "no"} <= {"founders", "name-says-cooperative"}
    assert outcomes["capital"] == outcomes["released"] == outcomes["adults"] == outcomes["duration"] == "unknown"
    assert "annual-assembly" not in outcomes


def test_a_sound_group(country):
    group = a_group(5, shares=10, share_value="100")

    outcomes = said(group)

    assert outcomes["founders"] == outcomes["capital"] == outcomes["share-value"] == outcomes["largest-share"] == "yes"


def test_capital_counts_as_reached_before_everybody_has_told_her_shares(country):
    group = a_group(5, shares=10, share_value="100")
    last = group.founders.last()
    last.shares = 0
    last.save()

    known = quantities_of(group, TODAY)

    assert known["capital"] == Between(Decimal(4000), None)
    assert "largest_share_percent" not in known
    assert said(group)["capital"] == "yes"


def test_who_has_left_no_longer_counts(country):
    group = a_group(5)
    group.founders.filter(pk=group.founders.last().pk).update(left_at=timezone.now())

    assert quantities_of(group, TODAY)["founders"] == 4
    assert said(group)["founders"] == "no"


def test_one_founder_too_young_is_a_no_even_where_others_did_not_tell_their_age(country):
    group = a_group(5)
    group.founders.filter(pk=group.founders.first().pk).update(born_on=datetime.date(2010, 1, 1))

    known = quantities_of(group, TODAY)

    assert known["youngest_founder"] == Between(None, Decimal(16))
    assert known["adult_founders"] == Between(Decimal(0), Decimal(4))
    assert said(group)["adults"] == "no"


def test_ages_are_completed_years():
    assert age(datetime.date(2008, 11, 22), TODAY) == 18
    assert age(datetime.date(2008, 11, 23), TODAY) == 17


def test_things_brought_for_shares_want_a_value_by_somebody(country):
    group = a_group(5)
    contribution = Contribution.objects.create(founder=group.founders.first(), kind="kind", text="A mill", value=500)
    assert said(group)["in-kind-valued"] == "no"

    contribution.valued_by = "An expert"
    contribution.save()

    assert said(group)["in-kind-valued"] == "yes"
    assert quantities_of(group, TODAY)["cash_total"] == 4500


def test_what_is_paid_is_a_no_only_once_all_money_is_accounted_for(country):
    group = a_group(5)  # 5 founders × 10 shares × 100
    first, *others = group.founders.all()
    Contribution.objects.create(founder=first, kind="money", value=1000, received_on=TODAY)
    assert quantities_of(group, TODAY)["released_percent"] == Between(Decimal(20), None)
    assert said(group)["released"] == "unknown"

    for founder in others:
        Contribution.objects.create(founder=founder, kind="money", value=1000)

    assert quantities_of(group, TODAY)["released_percent"] == 20
    assert said(group)["released"] == "no"


def test_gifts_beside_shares_do_not_release_them(country):
    group = a_group(5)
    Contribution.objects.create(
        founder=group.founders.first(), kind="money", value=5000, received_on=TODAY, for_shares=False
    )

    assert "released_percent" not in quantities_of(group, TODAY)


def test_answers_fill_what_the_group_itself_does_not_tell(country):
    dossier = a_dossier(a_group(5), answers={"duration_years": "120", "name": "تعاونية الأمل", "share_value": "1"})

    known = quantities_of(dossier, TODAY)

    assert (known["duration_years"], known["name"], known["share_value"]) == (120, "تعاونية الأمل", 100)
    assert said(dossier)["duration"] == "no"
    assert said(dossier)["name-says-cooperative"] == "yes"


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ({"board_size": "3"}, {"board_size": Decimal(3)}),
        ({"board_size": "three"}, {}),
        ({"board_size": "Infinity"}, {}),
        ({"board_size": True}, {}),
        ({"in_kind": "yes"}, {"in_kind": True}),
        ({"in_kind": False}, {"in_kind": False}),
        ({"in_kind": "perhaps"}, {}),
        ({"name": "  "}, {}),
        ({"colour": "blue"}, {}),
    ],
)
def test_an_answer_that_does_not_fit_is_unknown(answers, known):
    assert answers_as_quantities(answers) == known


def test_a_step_that_was_done_proves_what_it_says(country):
    dossier = a_dossier(a_project())
    assert "bank_account" not in quantities_of(dossier, TODAY)

    StepDone.objects.create(dossier=dossier, step="bank", on=TODAY, said_by="tests")
    StepDone.objects.create(dossier=dossier, step="gone-from-the-law", on=TODAY, said_by="tests")

    assert quantities_of(dossier, TODAY)["bank_account"] is True


def test_the_assembly_gives_its_quorum(country):
    group = a_group(4)
    dossier = a_dossier(group)
    meeting = Assembly.objects.create(
        dossier=dossier, held_at=timezone.now(), place="School", closed_at=timezone.now(), quorum_met=False
    )
    for founder in group.founders.all()[:2]:
        meeting.presences.create(founder=founder)

    known = quantities_of(dossier, TODAY)

    assert (known["quorum_percent"], known["assembly_held"]) == (50, False)
    assert said(dossier)["quorum"] == "no"


def test_the_rule_of_its_day(country):
    group = a_group(5, shares=3, share_value="100")

    assert said(group, datetime.date(2025, 12, 31))["capital"] == "yes"
    assert said(group, TODAY)["capital"] == "no"


@pytest.mark.parametrize("founders", [1, 5])
def test_judging_asks_the_same_questions_of_the_database_for_one_and_for_five(
    country, founders, django_assert_max_num_queries
):
    dossier = a_dossier(a_group(founders))
    packs.law()

    with django_assert_max_num_queries(7):
        laws.verdicts(Dossier.objects.select_related("law", "project").get(pk=dossier.pk), TODAY)


def test_help_of_our_own_is_not_marked_as_open_law(country):
    law = laws.law_in_force()

    assert not laws.to_be_confirmed(law.step("gather"))
    assert not laws.to_be_confirmed(law.step("register"))
    assert laws.to_be_confirmed(law.rule("adults").values[0])
    assert not laws.to_be_confirmed(law.rule("founders").values[0])
