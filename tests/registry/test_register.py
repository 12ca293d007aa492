"""Entering cooperatives, correcting them, and what they say of themselves."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection

from tests.accounts.factories import person
from tests.registry.factories import cooperative, manager_of, place
from twiza.accounts.commands import Refused
from twiza.accounts.models import Organisation
from twiza.accounts.people import Visitor
from twiza.journal.models import Entry
from twiza.packs.models import Country
from twiza.registry import commands, editions, naming
from twiza.registry.commands import Changed, NewMember
from twiza.registry.models import Cooperative, Member
from twiza.registry.search import KIND
from twiza.registry.signals import changed, registered
from twiza.search.queries import find

pytestmark = pytest.mark.django_db


def test_registering_makes_the_body_its_members_and_tells_the_journal(country: Country) -> None:
    heard: list[Cooperative] = []

    def listen(sender: Any, cooperative: Cooperative, **_: Any) -> None:
        heard.append(cooperative)

    registered.connect(listen)
    made = cooperative()

    assert (made.organisation.kind, made.organisation.name) == (Organisation.Kind.COOPERATIVE, "تعاونية الأمل")
    assert [(one.name, one.shares, one.since) for one in made.members.order_by("id")] == [
        (f"Member {n}", 10, datetime.date(2026, 3, 14)) for n in (1, 2, 3)
    ]
    assert made.members_count == 3
    assert heard == [made]
    noted = Entry.objects.get(action="registry.registered")
    assert (noted.subject_key, noted.details["after"]["members"]) == (str(made.public_id), 3)
    assert "Member" not in str(noted.details)


def test_the_same_dossier_registers_once(country: Country) -> None:
    first = cooperative(origin="dossier:one")
    again = cooperative(origin="dossier:one")

    assert again == first
    assert (Cooperative.objects.count(), Member.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"name_ar": "  \u202e "}, "needs a name"),
        ({"name_ar": "ن" * 201}, "too long"),
        ({"number": "7" * 61}, "too long"),
    ],
)
def test_a_name_and_a_number_that_the_register_can_hold(country: Country, told: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        cooperative(**{"name_ar": "تعاونية الأمل", **told})
    assert not Cooperative.objects.exists()


def test_a_member_who_came_on_another_day_is_one_from_that_day(country: Country) -> None:
    later = datetime.date(2026, 5, 1)
    made = cooperative(members=[NewMember("First"), NewMember("Later", since=later)])
    assert [one.since for one in made.members.order_by("id")] == [datetime.date(2026, 3, 14), later]


def test_two_cooperatives_cannot_have_one_number(country: Country) -> None:
    cooperative(number="7/2026")
    with pytest.raises(Refused, match="7/2026"):
        cooperative("تعاونية النور", number="7/2026")


def test_national_numbers_are_sealed_in_the_database(country: Country) -> None:
    cooperative(members=[NewMember("Fatima", national_id="AB12345")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT national_id FROM registry_member")
        assert "AB12345" not in cursor.fetchone()[0]
    assert Member.objects.get().national_id == "AB12345"


@pytest.mark.parametrize(("role", "territory"), [("", "XE"), ("advisor", "XE"), ("authority_officer", "02")])
def test_others_may_not_register(country: Country, role: str, territory: str) -> None:
    with pytest.raises(Refused):
        cooperative(by=person(role=role, territory=territory))
    with pytest.raises(Refused):
        cooperative(by=Visitor("someone"))


def test_the_officer_of_the_place_registers_and_corrects(country: Country) -> None:
    officer = person(role="authority_officer", territory="01")
    made = cooperative(by=officer)
    after = commands.correct(cooperative=made, by=officer, seen_version=1, name_ar="تعاونية النور", activity="")

    assert (after.name_ar, after.version, after.organisation.name) == ("تعاونية النور", 2, "تعاونية النور")
    noted = Entry.objects.get(action="registry.corrected")
    assert noted.details == {
        "before": {"name_ar": "تعاونية الأمل", "activity": "تربية النحل"},
        "after": {"name_ar": "تعاونية النور", "activity": ""},
    }


def test_an_officer_may_not_move_a_cooperative_to_a_place_that_is_not_his(country: Country) -> None:
    officer = person(role="authority_officer", territory="01")
    with pytest.raises(Refused):
        commands.correct(cooperative=cooperative(), by=officer, territory=place("02"))


def test_what_hangs_on_name_and_place_follows_a_correction(country: Country) -> None:
    told: list[frozenset[str]] = []

    def listen(sender: Any, fields: frozenset[str], **_: Any) -> None:
        told.append(fields)

    changed.connect(listen)
    made = cooperative()
    commands.correct(cooperative=made, by="command-line", name_ar="تعاونية أركان")
    after = commands.correct(cooperative=made, by="command-line", territory=place("02"))
    body = Organisation.objects.get()

    assert after.name_key == naming.key("تعاونية أركان") != naming.key("تعاونية الأمل")
    assert (body.name, body.territory.code) == ("تعاونية أركان", "02")
    assert told == [{"name_ar"}, {"territory"}]


def test_saving_what_is_there_changes_nothing(country: Country) -> None:
    made, before = cooperative(), editions.current()
    after = commands.correct(cooperative=made, by="command-line", name_ar=made.name_ar, territory=made.territory)
    assert (after.version, editions.current()) == (1, before)


def test_a_change_of_an_older_version_overwrites_nothing(country: Country) -> None:
    made = cooperative()
    commands.correct(cooperative=made, by="command-line", seen_version=1, activity="one")
    with pytest.raises(Changed) as caught:
        commands.correct(cooperative=made, by="command-line", seen_version=1, activity="two")

    assert (caught.value.current.activity, caught.value.mine) == ("one", {"activity": "two"})
    assert Cooperative.objects.get().activity == "one"


def test_a_dissolved_cooperative_is_not_opened_again(country: Country) -> None:
    made = commands.set_status(cooperative=cooperative(), status="dissolved", by="command-line")
    with pytest.raises(Refused):
        commands.set_status(cooperative=made, status="active", by="command-line")
    with pytest.raises(Refused):
        commands.set_status(cooperative=made, status="sold", by="command-line")


def test_the_manager_publishes_what_she_wants_and_nobody_else_does(country: Country) -> None:
    made, other = cooperative(), cooperative("تعاونية النور")
    manager = manager_of(made)
    commands.set_contacts(cooperative=made, contacts={"phone": "+212 600-112233", "email": ""}, by=manager)
    after = commands.set_products(cooperative=made, products=["عسل", " عسل ", ""], by=manager)

    assert (after.contacts, after.products) == ({"phone": "+212600112233"}, ["عسل"])
    assert "112233" not in str([one.details for one in Entry.objects.filter(action="registry.contacts_set")])
    for stranger in (manager_of(other, "other@example.org"), person("officer@example.org", role="administrator")):
        with pytest.raises(Refused):
            commands.set_contacts(cooperative=made, contacts={}, by=stranger)
        with pytest.raises(Refused):
            commands.set_products(cooperative=made, products=[], by=stranger)


def test_a_former_manager_may_no_longer(country: Country) -> None:
    made = cooperative()
    manager = manager_of(made)
    manager.role_assignments.all().delete()
    manager.forget_assignments()
    with pytest.raises(Refused):
        commands.set_products(cooperative=made, products=["عسل"], by=manager)


@pytest.mark.parametrize(
    "contacts", [{"phone": "call me"}, {"email": "nobody"}, {"website": "javascript://x"}, {"fax": "1"}]
)
def test_a_contact_that_cannot_be_read_is_refused(country: Country, contacts: dict[str, str]) -> None:
    with pytest.raises(Refused):
        commands.set_contacts(cooperative=cooperative(), contacts=contacts, by="command-line")


@pytest.mark.parametrize("asked", ["الأمل", "alamal", "coop al amal", "lamal", "الامال", "تعاونية الأمل", "ammal"])
def test_it_is_found_by_its_name_in_any_letters(country: Country, asked: str) -> None:
    made = cooperative()
    for name, latin in (("تعاونية زهور تافراوت", "Zouhour Tafraout"), ("تعاونية أركان", "Argane")):
        cooperative(name, name_latin=latin)
    assert find(asked, kind=KIND)[0].key == str(made.public_id)


def test_a_new_name_is_found_and_the_old_one_no_longer(country: Country) -> None:
    made = cooperative()
    commands.correct(cooperative=made, by="command-line", name_ar="تعاونية أركان", name_latin="Argane")
    assert [one.key for one in find("argane", kind=KIND)] == [str(made.public_id)]
    assert find("الأمل", kind=KIND) == []


def test_examples_can_be_taken_out(country: Country) -> None:
    real = cooperative()
    cooperative("مثال", example=True)
    assert commands.remove_examples(by="command-line") == 1
    assert list(Cooperative.objects.all()) == [real]
    assert [one.organisation_id for one in Cooperative.objects.all()] == [o.pk for o in Organisation.objects.all()]


def test_a_slip_in_a_contact_does_not_stop_a_registration(country: Country) -> None:
    made = cooperative(contacts={"phone": "call me", "email": "amal@example.org"}, activity="ن" * 400)
    assert (made.contacts, len(made.activity)) == ({"email": "amal@example.org"}, 300)
    with pytest.raises(Refused, match="too long"):
        cooperative("ن" * 201)
