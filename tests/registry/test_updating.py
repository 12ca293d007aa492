"""What a line of a load changes of a cooperative that is in the register, and how it is given back."""

from __future__ import annotations

import pytest

from tests.registry.factories import cooperative, place
from tests.registry.test_loading import GOOD, checked, line, loaded
from twiza.accounts.commands import Refused
from twiza.registry import commands as register
from twiza.registry.loading import commands, writing
from twiza.registry.models import Cooperative, Import
from twiza.registry.search import KIND
from twiza.search.queries import find

pytestmark = pytest.mark.usefixtures("country")


def updated(**changed: str) -> tuple[Import, Cooperative]:
    """The cooperative of GOOD, and the load of one line that said the rest of it."""
    loaded(GOOD)
    load = checked(line(**changed))
    commands.decide(load=load, decisions={2: "update"}, by="command-line")
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    return load, Cooperative.objects.select_related("organisation", "territory").get()


def found(asked: str) -> list[str]:
    return [one.title for one in find(asked, kind=KIND)]


def test_a_new_name_and_place_reach_the_body_and_the_search_and_are_given_back() -> None:
    load, held = updated(name="تعاونية الأمل الجديد", latin="Amal Jadid", place="01.01.11")
    assert (held.organisation.name, held.organisation.territory.code) == ("تعاونية الأمل الجديد", "01.01.11")
    assert found("jadid")

    writing.undo(load=load, by="command-line")
    held = Cooperative.objects.select_related("organisation__territory").get()
    assert (held.organisation.name, held.organisation.territory.code) == ("تعاونية الأمل", "01.01.13")
    assert (found("jadid"), len(found("amal"))) == ([], 1)


def test_a_latin_name_that_stands_alone_leaves_the_arabic_one() -> None:
    _load, held = updated(name="", latin="Coopérative Al Amal", members="30")
    assert (held.name_ar, held.members_count) == ("تعاونية الأمل", 30)


def test_an_update_that_somebody_changed_since_is_not_undone() -> None:
    load, held = updated(members="30")
    register.correct(cooperative=held, by="command-line", activity="الزراعة")
    with pytest.raises(Refused, match="somebody changed"):
        writing.undo(load=load, by="command-line")
    held.refresh_from_db()
    assert (held.members_count, held.activity) == (30, "الزراعة")


def test_a_number_that_another_has_updates_nothing() -> None:
    loaded(GOOD)
    cooperative("تعاونية بعيدة", number="9/9", name_latin="Far", territory="03.06.14")
    load = checked(line(number="9/9"))
    twins = load.lines.get().twins
    commands.decide(load=load, decisions={2: "update"}, by="command-line")
    keys = {str(one.public_id): one.number for one in Cooperative.objects.all()}
    assert keys[twins[0]["ref"]] == "1/2015"
    with pytest.raises(Refused, match="belongs to"):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    assert sorted(Cooperative.objects.values_list("number", flat=True)) == ["1/2015", "9/9"]


def test_a_decision_falls_where_the_likely_double_is_another_one_now() -> None:
    loaded(GOOD)
    load = checked(
        line(number="", members="30"), line(place="Marssa-Q", number="5", name="تعاونية أخرى", latin="Ukhra")
    )
    commands.decide(load=load, decisions={2: "same"}, by="command-line")
    register.correct(cooperative=Cooperative.objects.get(), by="command-line", name_ar="شيء آخر", name_latin="Zzz")
    cooperative("تعاونية الأمل", number="2/2", territory=place().code)
    commands.choose_places(load=load, chosen={"Marssa-Q": "01.01.13"}, by="command-line")
    assert load.lines.get(number=2).decision == ""


def test_a_line_without_a_likely_double_takes_no_decision() -> None:
    load = checked(GOOD)
    commands.decide(load=load, decisions={2: "same"}, by="command-line")
    assert load.lines.get().decision == ""


def test_a_place_outside_the_load_cannot_be_chosen() -> None:
    load = checked(line(place="Marssa-Q"), territory="01")
    with pytest.raises(Refused, match=r"03\.06\.14"):
        commands.choose_places(load=load, chosen={"Marssa-Q": "03.06.14"}, by="command-line")
