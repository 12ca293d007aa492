"""An administrator ends the sessions of whoever holds a role in her place; the command line, of anybody."""

import io

import pytest
from django.core.management import call_command
from django.test import Client

from tests.accounts.factories import PASSWORD, person
from twiza.accounts import commands
from twiza.accounts.commands import Refused
from twiza.accounts.ending import end_sessions
from twiza.accounts.models import RoleAssignment
from twiza.journal.models import Entry

pytestmark = pytest.mark.usefixtures("country")


def at_work(email="amina@example.org"):
    client = Client()
    client.post("/en/account/login/", {"login": email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client):
    return client.get("/en/account/").status_code == 200


@pytest.fixture
def amina():
    return person("amina@example.org", role="advisor", territory="01.01", name="Amina")


def page_of(user):
    return f"/en/account/people/out/{user.role_assignments.get().pk}/"


def test_after_a_second_look_all_sessions_end_and_she_can_sign_in_again(client, amina):
    boss = person("boss@example.org", role="administrator", territory="01")
    one, two, other = at_work(), at_work(), at_work("boss@example.org")
    client.force_login(boss)
    assert "Amina" in client.get(page_of(amina)).content.decode()
    assert is_in(one)
    assert page_of(amina) in client.get("/en/account/people/01/").content.decode()

    assert client.post(page_of(amina))["Location"] == "/en/account/people/01.01/"

    assert not is_in(one) and not is_in(two)
    assert is_in(other)
    assert at_work()
    assert RoleAssignment.objects.filter(user=amina).count() == 1
    entry = Entry.objects.filter(action="account.sessions_ended").get()
    assert (entry.actor, entry.subject_key) == (boss.actor, str(amina.public_id))


@pytest.mark.parametrize(
    ("role", "place"), [("administrator", "02"), ("administrator", "01.02"), ("advisor", "XE"), ("", "XE")]
)
def test_others_are_refused(client, amina, role, place):
    other = person("other@example.org", role=role, territory=place)
    hers = at_work()
    client.force_login(other)

    assert client.get(page_of(amina)).status_code == 403
    assert client.post(page_of(amina)).status_code == 403
    with pytest.raises(Refused):
        end_sessions(user=amina, by=other)
    assert is_in(hers)


def test_a_founder_is_out_of_an_administrators_reach():
    boss, founder = person("boss@example.org", role="administrator"), person("amina@example.org")
    hers = at_work()

    with pytest.raises(Refused, match="in your own place"):
        end_sessions(user=founder, by=boss)
    assert is_in(hers)


def test_ones_own_can_be_ended(amina):
    hers = at_work()

    assert end_sessions(user=amina, by=amina) == 1
    assert not is_in(hers)


def test_the_command_line_ends_anybodys():
    person("amina@example.org")
    hers, said = at_work(), io.StringIO()

    call_command("staff", "out", "amina@example.org", stdout=said)

    assert said.getvalue() == "amina@example.org is signed out everywhere (1 sessions).\n"
    assert not is_in(hers)


def test_a_closed_sign_in_has_no_sessions_left(amina):
    hers = at_work()
    commands.remove_staff(user=amina, by="command-line")

    assert not is_in(hers)


def test_signing_out_leaves_nothing_in_the_browser(amina):
    client = at_work()
    answer = client.post("/en/account/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    assert "Clear-Site-Data" not in at_work().get("/en/account/logout/")
