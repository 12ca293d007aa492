"""Guessing passwords is slow, and all workers count together."""

import subprocess
import sys
import types

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache

from tests.accounts.factories import PASSWORD, person
from twiza.accounts import limits
from twiza.ui.trouble import TakesNothing

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _attempts_begin_anew(db):
    cache.clear()
    yield
    cache.clear()


def guess(client, password="a guess that is wrong", email="someone@example.org", **more):
    return client.post("/en/account/login/", {"login": email, "password": password}, **more)


def test_after_five_wrong_guesses_even_the_right_password_waits(client):
    person()
    for _ in range(5):
        assert guess(client).status_code == 200

    answer = guess(client, PASSWORD)

    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}


def test_after_thirty_attempts_a_minute_an_address_is_told_to_wait(client):
    codes = [guess(client, email=f"p{number}@example.org").status_code for number in range(31)]

    assert codes[-1] == 429
    assert "Too many attempts" in guess(client, email="q@example.org").content.decode()


def test_another_address_is_not_held_up(client):
    person()
    for number in range(31):
        guess(client, email=f"p{number}@example.org")

    assert guess(client, PASSWORD, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_behind_a_proxy_the_visitor_counts_not_the_proxy(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(31):
        guess(client, email=f"p{number}@example.org", headers={"x-forwarded-for": "198.51.100.1"})

    assert guess(client, headers={"x-forwarded-for": "198.51.100.2"}).status_code == 200
    assert guess(client, headers={"x-forwarded-for": "198.51.100.1"}).status_code == 429


def test_a_forged_address_before_the_proxys_own_counts_for_nothing(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = [
        guess(
            client, email=f"p{n}@example.org", headers={"x-forwarded-for": f"203.0.113.{n}, 198.51.100.1"}
        ).status_code
        for n in range(31)
    ]

    assert codes[-1] == 429


def test_the_count_is_kept_where_all_workers_see_it():
    assert isinstance(caches["default"], DatabaseCache)


def test_one_process_reads_what_another_wrote(tmp_path):
    base = {"TWIZA_VAR": str(tmp_path), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings"}

    def run(code):
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {code}"],
            cwd=settings.BASE_DIR, env=base, text=True, capture_output=True, check=True,
        ).stdout.strip()  # fmt: skip

    run("from django.core.management import call_command; call_command('createcachetable')")
    run("from django.core.cache import cache; cache.set('attempts', [1, 2], 60)")

    assert run("from django.core.cache import cache; print(cache.get('attempts'))") == "[1, 2]"


def test_a_wrong_password_leaves_a_line_in_the_log_that_names_nobody(client, caplog):
    person()

    guess(client)

    told = [one for one in caplog.records if one.name == "twiza.security"]
    assert [(one.getMessage(), one.way) for one in told] == [("a proof was wrong", "password")]
    assert "someone@example.org" not in caplog.text
    assert "a guess that is wrong" not in caplog.text


def test_tries_of_a_code_from_one_place_are_few(client):
    client.post("/en/account/login/", {"address": "amina@example.org"})

    answers = [client.post("/en/account/code/", {"code": "x"}).status_code for _ in range(16)]

    assert answers == [200] * 15 + [429]


def test_where_nothing_can_be_counted_nobody_passes_and_nobody_is_blamed(rf, monkeypatch):
    """A full disk: the cache refuses and keeps silent."""
    monkeypatch.setattr(limits.ratelimit, "consume", lambda *_, **__: False)
    monkeypatch.setattr(limits, "cache", types.SimpleNamespace(add=lambda *_, **__: False))

    with pytest.raises(TakesNothing):
        limits.reached(rf.get("/"), limits.CODES)
    monkeypatch.setattr(limits, "cache", types.SimpleNamespace(add=lambda *_, **__: True))
    assert limits.reached(rf.get("/"), limits.CODES) is True
