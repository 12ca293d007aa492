"""One's own name, addresses, password and devices."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.factories import PASSWORD, person
from twiza.accounts.models import User
from twiza.journal.models import Entry
from twiza.messages.models import Message

pytestmark = pytest.mark.usefixtures("country")
NEW = "another long and quiet evening"


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db, settings):
    settings.PHONE_REGION = "MA"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def amina(client):
    user = person("amina@example.org", name="Amina")
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return user


def sent():
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


@pytest.mark.parametrize("page", ["name/", "address/", "address/code/", "address/drop/", "password/new/", "sessions/"])
def test_strangers_sign_in_first(client, page):
    assert client.post(f"/en/account/{page}")["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("page", ["", "name/", "address/", "sessions/", "again/"])
def test_pages_of_ones_own_are_kept_by_no_browser_and_no_server(client, amina, page):
    assert "no-store" in client.get(f"/en/account/{page}")["Cache-Control"]
    assert "private" in Client().get(f"/en/account/{page}")["Cache-Control"]


def test_the_name_changes_and_the_journal_knows_it_not_the_name(client, amina):
    client.post("/en/account/name/", {"name": "  Amina   B. "})

    amina.refresh_from_db()
    assert amina.name == "Amina B."
    assert Entry.objects.first().action == "account.renamed"
    assert "Amina" not in str(Entry.objects.filter(subject_kind="user").values())


def add_address(client, address, code=None):
    first = client.post("/en/account/address/", {"address": address})
    return client.post(first["Location"], {"code": code or sent()})


def test_a_new_address_is_proven_first(client, amina):
    first = client.post("/en/account/address/", {"address": "0612345678"})
    amina.refresh_from_db()
    assert amina.phone is None
    assert Message.objects.get().to == "+212612345678"

    client.post(first["Location"], {"code": sent()})

    amina.refresh_from_db()
    assert (amina.phone, amina.phone_verified, amina.email) == ("+212612345678", True, "amina@example.org")
    assert Entry.objects.first().action == "account.address_changed"


@pytest.mark.parametrize("page", ["address/", "address/code/", "address/drop/"])
def test_an_address_changes_only_after_the_password_once_more(page):
    user, client = person("amina@example.org"), Client()
    User.objects.filter(pk=user.pk).update(phone="+212612345678")
    client.force_login(user)

    answer = client.post(f"/en/account/{page}", {"address": "0612345679", "which": "email"})

    assert answer["Location"].startswith("/en/account/reauthenticate/?next=")
    user.refresh_from_db()
    assert (user.email, user.phone) == ("amina@example.org", "+212612345678")
    assert Message.objects.count() == 0


def test_after_the_password_the_address_that_was_to_go_goes():
    user, client = person("amina@example.org"), Client()
    User.objects.filter(pk=user.pk).update(phone="+212612345678")
    client.force_login(user)
    asked = client.post("/en/account/address/drop/", {"which": "email"})

    client.post(asked["Location"], {"password": PASSWORD})

    user.refresh_from_db()
    assert (user.email, user.phone) == (None, "+212612345678")


def test_the_old_e_mail_opens_no_more(client, amina):
    add_address(client, "new@example.org")
    elsewhere = Client()

    for login, opens in (("amina@example.org", False), ("new@example.org", True)):
        elsewhere.post("/en/account/login/", {"login": login, "password": PASSWORD})
        assert ("_auth_user_id" in elsewhere.session) is opens


def test_a_wrong_code_changes_nothing(client, amina):
    first = client.post("/en/account/address/", {"address": "0612345678"})

    client.post(first["Location"], {"code": "000000" if sent() != "000000" else "111111"})

    amina.refresh_from_db()
    assert amina.phone is None


def test_an_address_of_somebody_else_is_refused_to_whoever_proved_it(client, amina):
    User.objects.create_user(phone="+212612345678")
    unknown = client.post("/en/account/address/", {"address": "0612345679"})
    known = client.post("/en/account/address/", {"address": "0612345678"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])

    answer = client.post(known["Location"], {"code": sent()})

    assert "Another sign-in has this address" in answer.content.decode()


def test_somebody_elses_code_for_an_address_is_of_no_use(client, amina):
    add_address(client, "0612345678", code="no")
    hers = sent()
    other = Client()
    other.force_login(person("other@example.org"))
    add_address(other, "0612345678", code=hers)

    assert not User.objects.filter(phone="+212612345678").exists()


def test_one_of_two_addresses_can_be_dropped_never_the_last(client, amina):
    add_address(client, "0612345678")
    client.post("/en/account/address/drop/", {"which": "email"})
    amina.refresh_from_db()
    assert (amina.email, amina.phone) == (None, "+212612345678")

    answer = client.post("/en/account/address/drop/", {"which": "phone"}, follow=True)

    amina.refresh_from_db()
    assert amina.phone == "+212612345678"
    assert "the only address" in answer.content.decode()


def test_a_first_password_is_chosen(client):
    user = User.objects.create_user(phone="+212612345678")
    client.force_login(user)
    client.post("/en/account/again/", {"to": "phone"})
    client.post("/en/account/again/", {"code": sent()})
    assert client.get("/en/account/password/change/")["Location"] == "/en/account/password/set/"

    client.post("/en/account/password/new/", {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get("/en/account/").status_code == 200  # this session goes on


@pytest.mark.parametrize(("one", "two"), [("short", "short"), (NEW, "something else entirely"), ("123456789012",) * 2])
def test_a_weak_or_mistyped_password_is_refused(client, one, two):
    user = User.objects.create_user(phone="+212612345678")
    client.force_login(user)

    client.post("/en/account/password/new/", {"password1": one, "password2": two})

    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_password_is_not_replaced_without_the_old_one(client, amina):
    answer = client.post("/en/account/password/new/", {"password1": NEW, "password2": NEW})

    assert answer["Location"] == "/en/account/password/change/"
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


def test_whoever_forgot_it_comes_in_by_a_code_and_chooses_another(client):
    user = person("amina@example.org")
    client.post("/en/account/login/", {"address": "amina@example.org"})
    client.post("/en/account/code/", {"code": sent()})

    client.post("/en/account/password/new/", {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)


def test_devices_are_seen_and_ended(client):
    person("amina@example.org")
    other = Client(headers={"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"})
    for one in (other, client):
        one.post("/en/account/login/", {"login": "amina@example.org", "password": PASSWORD})
    page = client.get("/en/account/sessions/").content.decode()
    assert "Firefox · Android" in page
    assert "This device" in page

    client.post("/en/account/sessions/")

    assert client.get("/en/account/").status_code == 200
    assert other.get("/en/account/").status_code == 302


def test_after_a_while_devices_are_seen_but_ended_with_another_proof_alone():
    user, client, other = person("amina@example.org"), Client(), Client()
    for one in (other, client):
        one.post("/en/account/login/", {"login": "amina@example.org", "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()
    assert client.get("/en/account/sessions/").status_code == 200

    asked = client.post("/en/account/sessions/")

    assert asked["Location"].startswith("/en/account/reauthenticate/?next=")
    assert other.get("/en/account/").status_code == 200
    client.post(asked["Location"], {"password": PASSWORD})
    assert other.get("/en/account/").status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
