"""A session ends when nobody uses it: after an hour for whoever holds a role, after a week for others."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import PASSWORD, person
from twiza.accounts import arrivals

pytestmark = pytest.mark.usefixtures("country")
HOUR, DAY = 3600, 24 * 3600


def signed_in(role="", **headers):
    person("amina@example.org", role=role)
    client = Client(**headers)
    client.post("/en/account/login/", {"login": "amina@example.org", "password": PASSWORD})
    return client


def passed(client, seconds, *, since_sign_in=0):
    """Let *seconds* pass without a page, and perhaps more since the sign-in."""
    session = client.session
    session["seen_at"] -= seconds
    session["signed_in_at"] -= max(seconds, since_sign_in)
    session.save()


def is_in(client):
    return client.get("/en/account/").status_code == 200


@pytest.mark.parametrize(("role", "idle"), [("advisor", HOUR), ("", 7 * DAY)])
def test_it_lasts_while_it_is_used_and_no_longer(role, idle):
    client = signed_in(role)
    assert client.session.get_expiry_age() == idle
    passed(client, idle - 60)
    assert is_in(client)
    passed(client, idle + 60)

    assert not is_in(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("role", "idle"), [("advisor", HOUR), ("", 7 * DAY)])
def test_the_database_forgets_it_by_itself_too(role, idle):
    signed_in(role)
    ends = Session.objects.get().expire_date

    assert abs((ends - timezone.now()).total_seconds() - idle) < 60


@pytest.mark.parametrize(("role", "longest"), [("advisor", 12 * HOUR), ("", 30 * DAY)])
def test_using_it_does_not_make_it_last_for_ever(role, longest):
    client = signed_in(role)
    passed(client, 0, since_sign_in=longest - 100)
    passed(client, 10 * 60 if role else DAY)
    session = client.session
    session["signed_in_at"] = int(time.time()) - (longest - 100)
    session.save()
    assert is_in(client)
    assert client.session.get_expiry_age() <= 100

    session = client.session
    session["signed_in_at"] -= 101
    session.save()
    assert not is_in(client)


def test_a_page_after_a_while_prolongs_it_and_pages_at_once_write_nothing(django_assert_num_queries):
    client = signed_in("advisor")
    passed(client, 10 * 60)
    assert is_in(client)
    seen = client.session["seen_at"]
    assert time.time() - seen < 5

    passed(client, 60)
    before = client.session["seen_at"]
    assert is_in(client)
    assert client.session["seen_at"] == before


def test_a_role_that_came_meanwhile_shortens_it():
    from twiza.accounts import commands
    from twiza.accounts.models import User
    from twiza.territories.models import Territory

    client = signed_in()
    passed(client, 2 * HOUR)
    commands.give_role(
        user=User.objects.get(), role="advisor", territory=Territory.objects.get(code="XE"), by="command-line"
    )

    assert not is_in(client)


def test_how_long_is_the_operators_choice(settings):
    settings.STAFF_SESSION_IDLE = 10 * 60
    client = signed_in("advisor")
    passed(client, 11 * 60)

    assert not is_in(client)


def test_what_was_typed_waits_behind_the_sign_in():
    client = signed_in()
    passed(client, 8 * DAY)

    answer = client.post("/en/account/name/", {"name": "سبع نساء"})

    assert answer["Location"] == "/en/account/login/?next=/en/account/held/"
    client.post("/en/account/login/", {"login": "amina@example.org", "password": PASSWORD})
    assert "سبع نساء" in client.get("/en/account/held/").content.decode()


def test_a_session_from_before_is_not_ended_by_the_upgrade():
    client = signed_in()
    session = client.session
    del session["seen_at"]
    session.save()

    assert is_in(client)
    assert arrivals.SEEN in client.session
