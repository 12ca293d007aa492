"""An installation that would be unsafe does not start; a safe one passes Django's own checks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

SECRET = "kZ4-hV0xw8Jt3nQe7RbUyL1sPdGf6MaCoXiT9zB2uKqWvEjN5H"
SAFE = {
    "TWIZA_PRODUCTION": "1",
    "TWIZA_SECRET": SECRET,
    "TWIZA_HOSTS": "twiza.example.org",
    "TWIZA_MAIL": "smtps://user:password@mail.example.org",
    "TWIZA_MAIL_FROM": "bank@example.org",
    "TWIZA_SMS_URL": "https://gateway.example.org/send",
}


def manage(tmp_path, *arguments, **variables):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR, text=True, capture_output=True,
        env={"PATH": os.environ["PATH"], "TWIZA_VAR": str(tmp_path), "PYTHONUTF8": "1", **variables},
    )  # fmt: skip


def test_a_production_installation_passes_every_deployment_check(tmp_path):
    told = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SAFE)

    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout


def test_an_operator_is_told_that_nobody_would_get_a_code(tmp_path):
    told = manage(tmp_path, "check", "--deploy", **{**SAFE, "TWIZA_MAIL": "", "TWIZA_SMS_URL": ""})

    assert "nobody receives a code" in told.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TWIZA_SECRET": ""}, "TWIZA_SECRET is missing or short"),
        ({"TWIZA_SECRET": "local-instance-only-not-a-secret"}, "TWIZA_SECRET is missing or short"),
        ({"TWIZA_SECRET": "short"}, "TWIZA_SECRET is missing or short"),
        ({"TWIZA_HOSTS": ""}, "name this site's hosts in TWIZA_HOSTS"),
        ({"TWIZA_HOSTS": " "}, "name this site's hosts in TWIZA_HOSTS"),
        ({"TWIZA_HOSTS": "*"}, "TWIZA_HOSTS"),
        ({"TWIZA_PRODUCTION": "perhaps"}, "neither yes nor no"),
        ({"TWIZA_HSTS_SECONDS": "a year"}, "is not a whole number"),
        ({"TWIZA_PROXIES": "-1"}, "TWIZA_PROXIES"),
    ],
)
def test_what_is_unsafe_or_unreadable_does_not_start(tmp_path, changed, said):
    told = manage(tmp_path, "check", **{**SAFE, **changed})

    assert told.returncode != 0
    assert said in told.stderr


def test_in_production_cookies_are_of_this_host_alone_and_pages_of_https_for_a_year(tmp_path):
    asked = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.SECURE_HSTS_SECONDS)"
    )

    told = manage(tmp_path, "shell", "-c", asked, **SAFE)

    assert told.stdout.splitlines()[-1] == "__Host-session __Host-csrf True True None / 31536000"


def test_no_cookie_of_production_can_be_planted_by_a_name_beside_ours(tmp_path):
    asked = (
        "from django.conf import settings as s; from twiza.accounts.flash import HostCookieStorage as m;"
        " print(m.cookie_name, s.LANGUAGE_COOKIE_NAME, s.LANGUAGE_COOKIE_SECURE, s.MESSAGE_STORAGE)"
    )

    told = manage(tmp_path, "shell", "-c", asked, **SAFE)

    assert told.stdout.splitlines()[-1] == "__Host-messages __Host-language True twiza.accounts.flash.Storage"


def test_the_gallery_of_components_is_not_there_in_production(tmp_path):
    asked = (
        "from django.urls import resolve, Resolver404\n"
        "for page in ('/ui/', '/ar/ui/', '/ar/account/'):\n"
        "    try:\n        print(resolve(page).view_name)\n"
        "    except Resolver404:\n        print('nothing')"
    )

    told = manage(tmp_path, "shell", "-c", asked, **SAFE)

    assert told.stdout.splitlines()[-3:] == ["nothing", "nothing", "accounts:account"]


def test_debug_cannot_be_turned_on_in_production(tmp_path):
    told = manage(
        tmp_path, "shell", "-c", "from django.conf import settings; print(settings.DEBUG)", TWIZA_DEBUG="1", **SAFE
    )

    assert told.stdout.split()[-1] == "False"


def test_a_local_instance_needs_no_variable_and_stays_local(tmp_path):
    asked = "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"

    told = manage(tmp_path, "shell", "-c", asked)

    assert told.stdout.splitlines()[-1] == "False ['localhost', '127.0.0.1', '[::1]']"


def test_a_database_in_a_folder_with_odd_letters_is_found(tmp_path):
    folder = tmp_path / "a b % # ? é"

    told = manage(tmp_path, "migrate", "journal", "--verbosity=0", TWIZA_VAR=str(folder))

    assert told.returncode == 0, told.stderr
    assert (folder / "twiza.sqlite3").exists()


def test_postgresql_is_chosen_by_its_address(tmp_path):
    asked = (
        "from django.conf import settings as s; d = s.DATABASES['default']; print(d['ENGINE'], d['HOST'], d['NAME'])"
    )

    told = manage(tmp_path, "shell", "-c", asked, DATABASE_URL="postgresql://u:p@db.example.org/name")

    assert told.stdout.split()[-3:] == ["django.db.backends.postgresql", "db.example.org", "name"]
