"""Sign-ins and roles change by rule, and the journal knows."""

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.factories import PASSWORD, person
from twiza.accounts import commands
from twiza.accounts.backend import AddressBackend
from twiza.accounts.commands import Refused
from twiza.accounts.models import RoleAssignment, User
from twiza.journal.models import Entry
from twiza.territories.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def top(country):
    return Territory.objects.get(parent__isnull=True)


@pytest.fixture
def region(country):
    return Territory.objects.filter(level="region").order_by("code")[0]


def said():
    return [(e.actor, e.action, e.details) for e in Entry.objects.filter(subject_kind="user").order_by("id")]


def test_an_administrator_gives_a_role_below(top, region):
    boss = person("boss@example.org", role="administrator")
    other = person("other@example.org")

    commands.give_role(user=other, role="analyst", territory=region, by=boss)

    assert [(a.role, a.territory, a.given_by) for a in other.assignments] == [("analyst", region, boss.actor)]
    assert said()[-1] == (
        boss.actor, "role.given", {"before": {}, "after": {"role": "analyst", "territory": region.code}}
    )  # fmt: skip


def test_giving_the_same_role_again_changes_nothing(top):
    other = person(role="analyst")
    before = said()

    commands.give_role(user=other, role="analyst", territory=top, by="command-line")

    assert said() == before
    assert RoleAssignment.objects.count() == 1


def test_an_administrator_of_a_region_gives_nothing_in_the_country(top, region):
    boss = person("boss@example.org", role="administrator", territory=region.code)
    other = person("other@example.org")

    with pytest.raises(Refused):
        commands.give_role(user=other, role="analyst", territory=top, by=boss)

    assert other.assignments == []


def test_an_analyst_gives_nothing(region):
    analyst = person("boss@example.org", role="analyst")

    with pytest.raises(Refused):
        commands.give_role(user=analyst, role="administrator", territory=region, by=analyst)


def test_an_unknown_role_is_refused(top):
    with pytest.raises(Refused, match="analyst, authority_officer, administrator"):
        commands.give_role(user=person(), role="king", territory=top, by="command-line")


def test_a_role_is_taken(top):
    other = person(role="analyst")

    commands.take_role(user=other, role="analyst", territory=top, by="command-line")

    assert other.assignments == []
    assert said()[-1] == (
        "command-line", "role.taken", {"before": {"role": "analyst", "territory": "XE"}, "after": {}}
    )  # fmt: skip


@pytest.mark.parametrize(("role", "place"), [("administrator", "region"), ("analyst", "top"), ("", "top")])
def test_nobody_takes_a_role_without_the_right_to(top, region, role, place):
    other, by = person(role="analyst"), person("by@example.org")
    if role:
        commands.give_role(user=by, role=role, territory={"top": top, "region": region}[place], by="command-line")

    with pytest.raises(Refused):
        commands.take_role(user=other, role="analyst", territory=top, by=by)
    assert RoleAssignment.objects.filter(user=other).exists()


def test_a_role_that_is_not_held_cannot_be_taken(top):
    with pytest.raises(Refused):
        commands.take_role(user=person(), role="analyst", territory=top, by="command-line")


@pytest.mark.parametrize(
    ("email", "password"), [("no address", PASSWORD), ("a@example.org", "short"), ("a@example.org", "123456789012")]
)
def test_a_sign_in_wants_an_address_and_a_strong_password(email, password):
    with pytest.raises(Refused):
        commands.add_staff(email=email, name="", password=password, by="command-line")

    assert User.objects.count() == 0
    assert said() == []


def test_nobody_is_added_twice():
    person("a@example.org")

    with pytest.raises(Refused):
        person("A@Example.org")


def test_the_journal_keeps_no_e_mail():
    person("a@example.org", name="Amina")

    told = str(list(Entry.objects.filter(subject_kind="user").values()))
    assert "staff.added" in told
    assert "example" not in told
    assert "Amina" not in told


def test_removing_somebody_ends_roles_and_password(top):
    user = person(role="analyst")

    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})

    commands.remove_staff(user=user, by="command-line")

    user = User.objects.get()
    assert not Authenticator.objects.exists()
    assert (user.is_active, user.has_usable_password(), user.assignments) == (False, False, [])
    assert [action for _by, action, _details in said()[-2:]] == ["role.taken", "staff.removed"]


def test_somebody_removed_can_be_added_again(top):
    first = person()
    commands.remove_staff(user=first, by="command-line")

    again = person()

    assert (again.pk, again.is_active, again.check_password(PASSWORD)) == (first.pk, True, True)


def test_erasing_somebody_leaves_the_journal_whole(top):
    user = person(role="analyst")
    trace = user.actor.removeprefix("user:")

    commands.remove_staff(user=user, by="command-line", erase=True)

    assert User.objects.count() == 0
    assert Entry.objects.about("user", trace).first().action == "staff.erased"


def test_the_password_of_a_closed_sign_in_proves_nothing(top):
    user = person("amina@example.org")
    assert AddressBackend().authenticate(None, email="amina@example.org", password=PASSWORD) == user
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert AddressBackend().authenticate(None, email="amina@example.org", password=PASSWORD) is None
