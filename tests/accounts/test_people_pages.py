"""An administrator sees who holds roles in her place, gives and takes them after a second look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import person
from twiza.accounts import commands
from twiza.accounts.models import Organisation, RoleAssignment, User
from twiza.journal.models import Entry
from twiza.messages.models import Message
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def boss(client):
    user = person("boss@example.org", role="administrator", territory="01", name="Boss")
    client.force_login(user)
    return user


def give(client, address="amina@example.org", role="advisor", place="01", **more):
    return client.post(f"/en/account/people/{place}/give/", {"address": address, "role": role, **more})


def names(client, place="01"):
    return [held.user.email for held in client.get(f"/en/account/people/{place}/").context["page"].object_list]


def test_one_sees_the_roles_of_ones_own_place_and_below(client, boss):
    person("below@example.org", role="advisor", territory="01.01")
    person("beside@example.org", role="advisor", territory="02")
    person("above@example.org", role="advisor", territory="XE")
    person("founder@example.org")

    assert client.get("/en/account/people/")["Location"] == "/en/account/people/01/"
    assert sorted(names(client)) == ["below@example.org", "boss@example.org"]


@pytest.mark.parametrize("page", ["people/02/", "people/XE/", "people/02/give/", "people/XE/organisation/"])
def test_other_places_are_refused(client, boss, page):
    assert client.get(f"/en/account/{page}").status_code == 403
    assert client.post(f"/en/account/{page}").status_code in {403, 405}


def test_a_role_of_another_place_cannot_be_taken(client, boss):
    person("beside@example.org", role="advisor", territory="02")
    held = RoleAssignment.objects.get(role="advisor")

    assert client.post(f"/en/account/people/take/{held.pk}/").status_code == 403
    assert RoleAssignment.objects.filter(pk=held.pk).exists()


@pytest.mark.parametrize("role", ["advisor", "analyst", "authority_officer", ""])
def test_others_are_refused(client, role):
    client.force_login(person(role=role, territory="01"))

    for page in ("people/", "people/01/", "people/01/give/", "people/01/organisation/"):
        assert client.get(f"/en/account/{page}").status_code == 403


def test_a_role_is_given_after_a_second_look_and_she_is_told(client, boss):
    first = give(client)
    assert "Give this role?" in first.content.decode()
    assert not User.objects.filter(email="amina@example.org").exists()

    answer = give(client, sure="1")

    assert answer["Location"] == "/en/account/people/01/"
    user = User.objects.get(email="amina@example.org")
    assert [(one.role, one.territory.code, one.given_by) for one in user.assignments] == [("advisor", "01", boss.actor)]
    assert not user.has_usable_password()
    message = Message.objects.get()
    assert (message.to, message.kind, message.channel) == ("amina@example.org", "role.given", "email")
    assert "مرافق" in message.body  # nobody knows yet what she reads
    assert [e.action for e in Entry.objects.filter(actor=boss.actor).order_by("id")][-2:] == [
        "staff.added",
        "role.given",
    ]


def test_giving_the_same_role_twice_tells_her_once(client, boss):
    give(client, sure="1")
    give(client, sure="1")

    assert Message.objects.count() == 1
    assert RoleAssignment.objects.filter(role="advisor").count() == 1


def test_nobody_learns_whether_somebody_had_a_sign_in_before(client, boss):
    User.objects.create_user(email="known@example.org", name="Known Person")

    def told(address):
        look = give(client, address).content.decode().replace(address, "ADDRESS")
        done = give(client, address, sure="1")
        client.get(done["Location"])  # where the message is read
        token = look[look.index("csrfmiddlewaretoken") :][:120]
        return look.replace(token, ""), done.status_code, done["Location"]

    assert told("known@example.org") == told("new@example.org")


def test_a_manager_is_a_manager_of_one_cooperative(client, boss):
    place = Territory.objects.get(code="01.01")
    cooperative = commands.add_organisation(kind="cooperative", name="Argan", territory=place, by=boss)
    commands.add_organisation(
        kind="cooperative", name="Elsewhere", territory=Territory.objects.get(code="02"), by="command-line"
    )
    chosen = client.get("/en/account/people/01/give/").context["form"].fields["organisation"].queryset

    assert list(chosen) == [cooperative]
    assert "Choose which" in give(client, role="cooperative_manager", sure="1").content.decode()
    assert not User.objects.filter(email="amina@example.org").exists()  # undone with the refusal
    give(client, role="cooperative_manager", organisation=cooperative.pk, sure="1")
    assert RoleAssignment.objects.get(role="cooperative_manager").organisation == cooperative


def test_a_role_for_an_organisation_opens_nothing_of_the_place(client):
    user = person("a@example.org")
    agency = commands.add_organisation(
        kind="agency", name="Agency", territory=Territory.objects.get(code="01"), by="command-line"
    )
    commands.give_role(
        user=user, role="administrator", territory=agency.territory, organisation=agency, by="command-line"
    )
    client.force_login(user)

    assert client.get("/en/account/people/01/").status_code == 403
    assert "Agency" in client.get("/en/account/").content.decode()


def test_a_role_is_taken_after_a_second_look(client, boss):
    user = person("amina@example.org", role="advisor", territory="01.01")
    held = RoleAssignment.objects.get(role="advisor")
    page = f"/en/account/people/take/{held.pk}/"
    assert "Take this role back?" in client.get(page).content.decode()
    assert RoleAssignment.objects.filter(pk=held.pk).exists()

    client.post(page)

    assert user.role_assignments.count() == 0
    assert Entry.objects.first().action == "role.taken"
    assert client.post(page).status_code == 404


def test_an_organisation_is_added_once(client, boss):
    page = "/en/account/people/01/organisation/"
    assert client.post(page, {"name": " Office  of the North ", "kind": "authority"}).status_code == 302

    again = client.post(page, {"name": "office of the north", "kind": "authority"})

    assert "already" in again.content.decode()
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.territory.code) == ("Office of the North", "authority", "01")
    assert "Office of the North" in client.get("/en/account/people/01/").content.decode()
    assert Entry.objects.filter(action="organisation.added").count() == 1


def test_an_organisation_of_another_place_is_refused():
    elsewhere = commands.add_organisation(
        kind="agency", name="Agency", territory=Territory.objects.get(code="02"), by="command-line"
    )

    with pytest.raises(commands.Refused):
        commands.give_role(
            user=person(), role="advisor", territory=Territory.objects.get(code="01"), organisation=elsewhere,
            by="command-line",
        )  # fmt: skip


def test_what_is_no_address_is_said(client, boss):
    assert "neither an e-mail nor a phone number" in give(client, "amina").content.decode()


def test_one_person_and_many_cost_the_same_queries(client, boss):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/account/people/01/")
        return len(captured)

    cost()
    one = cost()
    for number in range(3):
        person(f"p{number}@example.org", role="advisor", territory="01.01")
        commands.add_organisation(
            kind="agency", name=f"Agency {number}", territory=Territory.objects.get(code="01"), by="command-line"
        )

    assert cost() == one
