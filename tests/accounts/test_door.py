"""Signing in and up by a code: one door, and nobody learns who is known."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import PASSWORD, person
from twiza.accounts.models import User
from twiza.accounts.people import remembered_person_of
from twiza.accounts.signals import arrived
from twiza.journal.models import Entry
from twiza.messages.models import Message

pytestmark = pytest.mark.usefixtures("country")
PHONE = "+212612345678"


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db, settings):
    settings.PHONE_REGION = "MA"
    cache.clear()
    yield
    cache.clear()


def ask(client, address="0612345678", page="login", **more):
    return client.post(f"/en/account/{page}/", {"address": address, **more})


def sent():
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


def type_in(client, code=None, **more):
    return client.post("/en/account/code/", {"code": code or sent()}, **more)


def welcome(client, **more):
    return client.post("/en/account/welcome/", {"name": "Fatima", "agree": "on", **more})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("page", ["login", "signup"])
def test_somebody_new_comes_in_by_a_code_and_says_her_name(client, page):
    assert ask(client, page=page)["Location"] == "/en/account/code/"
    assert type_in(client)["Location"] == "/en/account/welcome/"
    assert User.objects.count() == 0  # nothing is kept before she agrees

    answer = welcome(client)

    user = User.objects.get()
    assert (user.phone, user.phone_verified, user.email, user.name) == (PHONE, True, None, "Fatima")
    assert not user.has_usable_password()
    assert answer["Location"] == "/en/account/"
    assert is_in(client)
    assert [e.action for e in Entry.objects.filter(actor=user.actor).order_by("id")] == [
        "account.opened", "consent.given", "account.signed_in"
    ]  # fmt: skip
    assert user.consents.get().text == "sign-in"


def test_without_her_consent_nothing_is_kept(client):
    ask(client)
    type_in(client)

    answer = client.post("/en/account/welcome/", {"name": "Fatima"})

    assert "only if you agree" in answer.content.decode()
    assert User.objects.count() == 0
    assert not is_in(client)


@pytest.mark.parametrize("typed", ["06 12 34 56 78", "٠٦١٢٣٤٥٦٧٨", "+212612345678"])
def test_who_is_known_comes_in_however_she_writes_her_number(client, typed):
    user = User.objects.create_user(phone=PHONE)

    ask(client, typed)
    type_in(client)

    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.phone_verified


def test_an_e_mail_opens_too(client):
    user = person("amina@example.org")

    ask(client, "Amina@Example.org")
    type_in(client)

    assert client.session["_auth_user_id"] == str(user.pk)


def answers(client, address):
    """What somebody sees, and what it costs, from the question to a wrong code."""
    with CaptureQueriesContext(connection) as queries:
        first = ask(client, address)
        page = client.get(first["Location"])
        wrong = type_in(client, "000000" if sent() != "000000" else "111111")
    text = page.content.decode() + wrong.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", text)
    for shown in (address, "+212 6 12 34 56 78", "+212 6 12 34 56 79"):
        text = text.replace(shown, "ADDRESS")
    kinds = [re.sub(r"\d+|'[^']*'", "", one["sql"])[:60] for one in queries]
    return (first.status_code, first["Location"], page.status_code, wrong.status_code, text), kinds


@pytest.mark.parametrize(("known", "unknown"), [(PHONE, "+212612345679"), ("amina@example.org", "aminb@example.org")])
def test_nobody_learns_whether_an_address_is_known(client, known, unknown):
    from django.test import Client

    User.objects.create_user(**{"phone" if known[0] == "+" else "email": known})
    answers(Client(), "+212612345670")  # what is remembered from one request to the next

    of_known, work_for_known = answers(Client(), known)
    of_unknown, work_for_unknown = answers(Client(), unknown)

    assert of_known == of_unknown
    assert work_for_known == work_for_unknown


def test_a_wrong_code_does_not_open_and_says_what_to_do(client):
    ask(client)

    answer = type_in(client, "000000" if sent() != "000000" else "111111")

    assert "not the code we sent last" in answer.content.decode()
    assert not is_in(client)


def test_five_wrong_codes_and_the_right_one_is_of_no_use(client):
    ask(client)
    right = sent()
    for _ in range(5):
        type_in(client, "000000" if right != "000000" else "111111")

    answer = type_in(client, right)

    assert "the code has ended" in answer.content.decode()
    assert not is_in(client)


def test_another_code_can_be_asked_for(client):
    ask(client)
    first = sent()

    answer = client.post("/en/account/code/", {"again": "1"})

    assert "Another code is on its way" in answer.content.decode()
    assert Message.objects.count() == 2
    if first != sent():
        type_in(client, first)
        assert not is_in(client)
    assert type_in(client)["Location"] == "/en/account/welcome/"


def test_a_code_opens_only_where_it_was_asked_for(client):
    from django.test import Client

    ask(client)
    code, elsewhere = sent(), Client()
    ask(elsewhere, "0612345679")

    type_in(elsewhere, code)

    assert "welcome" not in elsewhere.session
    assert elsewhere.get("/en/account/welcome/")["Location"] == "/en/account/login/"


@pytest.mark.parametrize("page", ["code/", "welcome/"])
def test_without_a_question_there_is_no_answer(client, page):
    assert client.get(f"/en/account/{page}")["Location"] == "/en/account/login/"


def test_the_last_page_opens_only_after_the_right_code(client):
    ask(client)

    assert welcome(client)["Location"] == "/en/account/login/"
    assert User.objects.count() == 0


def test_what_is_no_address_is_said_and_kept(client):
    answer = ask(client, "061234")

    page = answer.content.decode()
    assert "neither an e-mail nor a phone number" in page
    assert 'value="061234"' in page
    assert Message.objects.count() == 0


def test_a_visitor_asks_for_five_codes_a_minute(client):
    codes = [ask(client, f"06123456{number:02d}").status_code for number in range(6)]

    assert codes == [302] * 5 + [429]
    assert Message.objects.count() == 5


def test_an_address_is_not_flooded(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    for number in range(5):
        ask(client, REMOTE_ADDR=f"203.0.113.{number}")

    answer = ask(client)

    assert "several codes within the hour" in answer.content.decode()
    assert Message.objects.count() == 5


def test_a_closed_sign_in_stays_closed(client):
    from twiza.accounts import commands

    commands.remove_staff(user=person("amina@example.org"), by="command-line")
    ask(client, "amina@example.org")

    assert type_in(client)["Location"] == "/en/account/inactive/"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/en/account/name/", "/en/account/name/"),
        ("https://evil.example/", "/en/account/"),
        ("//evil.example", "/en/account/"),
    ],
)
def test_she_arrives_where_she_wanted_to_go_and_nowhere_else(client, wanted, reached):
    ask(client, next=wanted)
    type_in(client)

    assert welcome(client)["Location"] == reached


def test_the_second_factor_is_asked_after_a_code_too(client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person("amina@example.org", role="advisor"), generate_totp_secret())
    ask(client, "amina@example.org")

    assert type_in(client)["Location"] == "/en/account/second-factor/authenticate/"
    assert not is_in(client)


def test_a_password_opens_with_either_address(client):
    user = person("amina@example.org")
    User.objects.filter(pk=user.pk).update(phone=PHONE)

    for login in ("amina@example.org", "06 12 34 56 78"):
        client.post("/en/account/login/", {"login": login, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(user.pk)
        client.logout()


@pytest.fixture
def arrivals():
    told = []

    def listen(visitor, user, **_):
        told.append((visitor, user))

    arrived.connect(listen)
    yield told
    arrived.disconnect(listen)


def test_what_a_visitor_made_is_told_to_those_who_keep_it(client, arrivals, rf):
    ask(client)
    request = rf.get("/")
    request.session, request.user = client.session, AnonymousUser()
    visitor = remembered_person_of(request)
    request.session.save()
    type_in(client)
    welcome(client)

    assert arrivals == [(visitor, User.objects.get())]
    assert "visitor" not in client.session


def test_who_made_nothing_arrives_as_nobody(client, arrivals):
    user = person("amina@example.org")
    ask(client, "amina@example.org")
    type_in(client)

    assert arrivals == [(None, user)]


def test_a_session_that_is_too_old_ends_whatever_its_cookie_says(client):
    client.force_login(person("amina@example.org", role="advisor"))
    session = client.session
    session["signed_in_at"] -= 12 * 3600 + 1
    session.save()

    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    assert not is_in(client)


def test_the_page_for_everybody_is_the_same_for_everybody(client):
    before = client.get("/en/about/")
    client.force_login(person(name="Amina"))

    after = client.get("/en/about/")

    assert after.content == before.content
    assert "Cookie" not in after.get("Vary", "")
    assert "Sign in" in after.content.decode()
    assert "My account" in client.get("/en/account/").content.decode()
