"""An address that is replaced or removed is told so, and a new one is told to the one beside it."""

import pytest
from django.test import Client
from django.utils import translation

from tests.accounts.factories import PASSWORD, person
from twiza.accounts import commands
from twiza.accounts.models import RoleAssignment, User
from twiza.messages.models import Message
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")
PHONE, OTHER = "+212612345678", "+212612345679"


def told():
    return [(one.to, one.channel, one.kind) for one in Message.objects.order_by("pk")]


def amina(**addresses):
    user = User.objects.create_user(**{"phone": PHONE, "language": "en", **addresses})
    return user


def test_the_number_that_was_replaced_is_told():
    user = amina()
    commands.change_address(user=user, address=OTHER, by=user)

    assert told() == [(PHONE, "sms", "account.address_changed")]
    assert "no longer opens your Twiza sign-in" in Message.objects.get().body
    assert OTHER not in Message.objects.get().body


def test_the_e_mail_that_was_replaced_is_told():
    user = amina(email="old@example.org")
    commands.change_address(user=user, address="new@example.org", by=user)

    assert told() == [("old@example.org", "email", "account.address_changed")]


def test_a_first_e_mail_is_told_to_the_phone():
    user = amina()
    commands.change_address(user=user, address="new@example.org", by=user)

    assert told() == [(PHONE, "sms", "account.address_changed")]
    assert "Another address now opens" in Message.objects.get().body


@pytest.mark.parametrize(("which", "to"), [("phone", PHONE), ("email", "old@example.org")])
def test_an_address_that_is_dropped_is_told(which, to):
    user = amina(email="old@example.org")
    commands.drop_address(user=user, which=which, by=user)

    assert [one[0] for one in told()] == [to]


def test_the_same_address_again_tells_nobody():
    user = amina()
    commands.change_address(user=user, address=PHONE, by=user)

    assert told() == []


@pytest.mark.parametrize("language", ["fr", "", "ar", "en"])
def test_a_role_is_told_in_the_language_of_whoever_gets_it(client, language):
    boss = person("boss@example.org", role="administrator", territory="XE")
    client.force_login(boss)
    User.objects.create_user(email="amina@example.org", language=language)

    client.post("/fr/account/people/XE/give/", {"address": "amina@example.org", "role": "advisor", "sure": "1"})

    message = Message.objects.get()
    given = RoleAssignment.objects.get(role="advisor")
    with translation.override(language or "ar"):
        role, place = str(given.get_role_display()), Territory.objects.get(code="XE").name
    assert message.language == (language or "ar")
    assert role in message.body and place in message.body


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_what_somebody_reads_is_known_from_the_page_where_she_signed_in(language):
    user, client = person("amina@example.org"), Client()
    client.post(f"/{language}/account/login/", {"login": "amina@example.org", "password": PASSWORD})

    user.refresh_from_db()
    assert user.reads == language


def test_until_she_has_signed_in_it_is_the_first_language():
    assert person("amina@example.org").reads == "ar"
