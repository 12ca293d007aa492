"""``manage.py staff``"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from twiza.accounts.models import User

pytestmark = pytest.mark.usefixtures("country")


def staff(*arguments):
    told = StringIO()
    call_command("staff", *arguments, stdout=told)
    return told.getvalue()


def test_adding_prints_the_password_once():
    told = staff("add", "Amina@Example.org", "--role", "analyst", "--territory", "01", "--name", "Amina")

    user = User.objects.get(email="amina@example.org")
    password = told.split("shown this once: ")[1].split()[0]
    assert user.check_password(password)
    assert password not in staff("list")


def test_a_first_role_is_for_the_whole_country_when_no_place_is_named():
    staff("add", "a@example.org", "--role", "administrator")

    assert [(one.role, one.territory.code) for one in User.objects.get().assignments] == [("administrator", "XE")]


def test_an_unknown_place_opens_nothing():
    with pytest.raises(CommandError, match="no territory 99"):
        staff("add", "a@example.org", "--role", "analyst", "--territory", "99")

    assert User.objects.count() == 0


def test_the_list_names_people_roles_and_closed_ones(django_assert_num_queries):
    staff("add", "a@example.org", "--role", "analyst", "--territory", "01")
    staff("add", "b@example.org", "--role", "analyst")
    staff("remove", "b@example.org")

    with django_assert_num_queries(2):
        told = staff("list")

    assert told.splitlines() == ["a@example.org  analyst in 01", "b@example.org  closed"]


def test_a_role_is_given_and_taken():
    staff("add", "a@example.org", "--role", "analyst")
    staff("role", "a@example.org", "--role", "administrator", "--territory", "01")
    staff("role", "a@example.org", "--role", "analyst", "--take")

    assert [(one.role, one.territory.code) for one in User.objects.get().assignments] == [("administrator", "01")]


def test_a_new_password_replaces_the_old_one():
    first = staff("add", "a@example.org", "--role", "analyst").split("shown this once: ")[1].split()[0]
    second = staff("password", "a@example.org").split("shown this once: ")[1].split()[0]

    user = User.objects.get()
    assert (user.check_password(first), user.check_password(second)) == (False, True)


def test_the_password_can_be_asked_for(monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "a long and quiet evening")

    told = staff("add", "a@example.org", "--role", "analyst", "--ask-password")

    assert "shown this once" not in told
    assert User.objects.get().check_password("a long and quiet evening")


def test_somebody_unknown_is_said_kindly():
    with pytest.raises(CommandError, match="Nobody signs in as"):
        staff("remove", "who@example.org")


def test_erasing_forgets_the_person():
    staff("add", "a@example.org", "--role", "analyst")
    staff("remove", "a@example.org", "--erase")

    assert staff("list") == ""


def test_a_role_for_one_organisation_alone():
    staff("organisation", "Argan of the hills", "--kind", "cooperative", "--territory", "01.01")
    staff("add", "a@example.org", "--role", "cooperative_manager", "--territory", "01", "--for", "argan of the hills")

    assert staff("list").splitlines() == ["a@example.org  cooperative_manager in 01 for Argan of the hills"]
    with pytest.raises(CommandError, match="No organisation"):
        staff("role", "a@example.org", "--role", "advisor", "--territory", "02", "--for", "Argan of the hills")
    staff(
        "role",
        "a@example.org",
        "--role",
        "cooperative_manager",
        "--territory",
        "01",
        "--for",
        "Argan of the hills",
        "--take",
    )
    assert staff("list").splitlines() == ["a@example.org  no role"]


def test_somebody_with_a_phone_alone_gets_a_role():
    User.objects.create_user(phone="+212612345678")

    staff("role", "+212 612 34 56 78", "--role", "advisor", "--territory", "01")

    assert staff("list").splitlines() == ["+212612345678  advisor in 01"]
