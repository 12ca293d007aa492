"""Whoever comes in by codes alone is asked for another code before she changes how she signs in."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.factories import PASSWORD, person
from twiza.accounts.models import User
from twiza.messages.models import Message

pytestmark = pytest.mark.usefixtures("country")
AGAIN = "/en/account/again/"


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db, settings):
    settings.PHONE_REGION = "MA"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def amina(client):
    user = User.objects.create_user(phone="+212612345678", email="amina@example.org", phone_verified=True)
    client.force_login(user)
    return user


def sent():
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


def asks(answer):
    return answer.status_code == 302 and answer["Location"].startswith(f"{AGAIN}?next=")


CHANGES = [
    ("get", "address/"), ("post", "address/"), ("post", "address/code/"), ("post", "address/drop/"),
    ("post", "password/new/"), ("get", "second-factor/totp/activate/"), ("post", "second-factor/webauthn/add/"),
    ("post", "sessions/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "page"), CHANGES)
def test_no_change_without_another_code(client, amina, method, page):
    answer = getattr(client, method)(f"/en/account/{page}", {"address": "0612345679", "which": "email"})

    assert asks(answer)
    amina.refresh_from_db()
    assert (amina.email, amina.phone) == ("amina@example.org", "+212612345678")
    assert not amina.has_usable_password()


def test_devices_are_looked_at_without(client, amina):
    assert client.get("/en/account/sessions/").status_code == 200


@pytest.mark.parametrize(("to", "address"), [("phone", "+212612345678"), ("email", "amina@example.org")])
def test_after_the_code_what_was_to_be_done_is_done(client, amina, to, address):
    asked = client.post("/en/account/address/drop/", {"which": "email"})
    page = client.get(asked["Location"]).content.decode()
    assert "am•••@example.org" in page and "••• 678" in page
    client.post(asked["Location"], {"to": to})
    assert Message.objects.get().to == address
    assert "change something of your Twiza sign-in" in Message.objects.get().body

    client.post(asked["Location"], {"code": sent()})

    amina.refresh_from_db()
    assert (amina.email, amina.phone) == (None, "+212612345678")


def test_a_code_is_good_for_some_minutes(client, amina):
    client.post(AGAIN, {"to": "phone"})
    client.post(AGAIN, {"code": sent()})
    assert client.get("/en/account/address/").status_code == 200
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()

    assert asks(client.get("/en/account/address/"))


def test_whoever_just_came_in_by_a_code_is_not_asked(client):
    User.objects.create_user(phone="+212612345678")
    client.post("/en/account/login/", {"address": "0612345678"})
    client.post("/en/account/code/", {"code": sent()})

    assert client.get("/en/account/address/").status_code == 200


def test_a_wrong_code_opens_nothing_and_says_so(client, amina):
    client.post(AGAIN, {"to": "phone"})
    answer = client.post(AGAIN, {"code": "000000" if sent() != "000000" else "111111"})

    assert "not the code we sent last" in answer.content.decode()
    assert asks(client.get("/en/account/address/"))


def test_a_code_for_signing_in_is_no_proof_here(client, amina):
    elsewhere = Client()
    elsewhere.post("/en/account/login/", {"address": "0612345678"})
    of_the_door = sent()
    client.post(AGAIN, {"to": "email"})

    client.post(AGAIN, {"code": of_the_door})

    assert asks(client.get("/en/account/address/"))


def test_a_code_to_an_address_that_is_hers_no_more_proves_nothing(client, amina):
    client.post(AGAIN, {"to": "phone"})
    code = sent()
    User.objects.filter(pk=amina.pk).update(phone=None, phone_verified=False)  # dropped from another device

    client.post(AGAIN, {"code": code})

    assert asks(client.get("/en/account/address/"))


def test_without_a_code_sent_nothing_is_right(client, amina):
    client.post(AGAIN, {"code": ""})
    client.post(AGAIN, {"code": "123456"})

    assert asks(client.get("/en/account/address/"))


def test_somebody_elses_address_is_sent_nothing(client, amina):
    client.post(AGAIN, {"to": "wicked@example.org", "address": "wicked@example.org"})

    assert Message.objects.get().to == "amina@example.org"


def test_codes_end_at_the_fifth_within_the_hour(client, amina):
    for _ in range(5):
        client.post(AGAIN, {"to": "phone"})
        cache.clear()

    assert "several codes within the hour" in client.post(AGAIN, {"to": "phone"}).content.decode()
    assert Message.objects.count() == 5


def test_codes_from_one_place_are_few(client, amina):
    for _ in range(5):
        client.post(AGAIN, {"to": "phone"})

    assert client.post(AGAIN, {"to": "email"}).status_code == 429


def test_tries_from_one_place_are_few(client, amina):
    client.post(AGAIN, {"to": "phone"})

    assert [client.post(AGAIN, {"code": "x"}).status_code for _ in range(16)][-1] == 429


def test_a_code_is_no_way_around_a_password_that_there_is():
    client = Client()
    client.force_login(person("amina@example.org"))

    assert client.get(AGAIN)["Location"] == "/en/account/reauthenticate/"
    assert client.post(AGAIN, {"to": "email"}).status_code == 302
    assert Message.objects.count() == 0


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(AGAIN)["Location"].startswith("/en/account/login/")


def test_staff_who_still_want_a_factor_can_prove_themselves_and_set_it_up(client, settings):
    from twiza.accounts import commands
    from twiza.territories.models import Territory

    settings.STAFF_SECOND_FACTOR = True
    user = User.objects.create_user(email="amina@example.org")
    commands.give_role(user=user, role="advisor", territory=Territory.objects.get(code="XE"), by="command-line")
    client.force_login(user)
    page = "/en/account/second-factor/totp/activate/"
    asked = client.get(page)
    assert asks(asked)
    client.post(asked["Location"], {"to": "email"})

    answer = client.post(asked["Location"], {"code": sent()})

    assert answer["Location"] == page
    assert client.get(page).status_code == 200


def test_with_a_password_it_is_the_password(client):
    client.force_login(person("amina@example.org"))
    asked = client.post("/en/account/sessions/")

    assert asked["Location"].startswith("/en/account/reauthenticate/")
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get("/en/account/address/").status_code == 200
