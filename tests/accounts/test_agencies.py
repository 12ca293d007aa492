"""Staff of an agency come in by its identity provider; nobody else does, and nothing is made."""

import json

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured

from config import agencies
from tests.accounts.factories import person
from twiza.accounts import commands
from twiza.accounts.models import User

pytestmark = pytest.mark.usefixtures("country")
PROVIDER = {
    "provider_id": "office", "name": "The Office", "client_id": "twiza", "secret": "s",
    "settings": {"server_url": "https://id.example.org", "oauth_pkce_enabled": True},
}  # fmt: skip
ENGLISH = {"Accept-Language": "en"}
BACK = "/account/agency/oidc/office/login/callback/"


class Answer:
    def __init__(self, told):
        self.told, self.status_code, self.headers, self.text = (
            told,
            200,
            {"content-type": "application/json"},
            json.dumps(told),
        )

    def json(self):
        return self.told

    def raise_for_status(self):
        pass


@pytest.fixture
def office(settings, monkeypatch):
    """An identity provider that vouches for whom a test names."""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER], "OAUTH_PKCE_ENABLED": True}}
    vouched = {"sub": "7", "email": "amina@example.org", "email_verified": True}
    places = {
        "/.well-known/openid-configuration": {
            "issuer": "https://id.example.org", "authorization_endpoint": "https://id.example.org/authorize",
            "token_endpoint": "https://id.example.org/token", "userinfo_endpoint": "https://id.example.org/me",
            "jwks_uri": "https://id.example.org/keys",
        },
        "/token": {"access_token": "t", "token_type": "Bearer"},
        "/me": vouched,
    }  # fmt: skip

    def asked(_session, _method, url, **_more):
        return Answer(places[url.removeprefix("https://id.example.org")])

    monkeypatch.setattr("requests.sessions.Session.request", asked)
    return vouched


def come(client):
    away = client.get("/account/agency/oidc/office/login/", headers=ENGLISH)
    state = away["Location"].split("state=")[1].split("&")[0]
    return client.get(BACK, {"code": "c", "state": state}, headers=ENGLISH)


def is_in(client):
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_offers_it(client, office):
    page = client.get("/en/account/login/").content.decode()

    assert "The Office" in page
    assert "/account/agency/oidc/office/login/" in page


def test_staff_with_that_verified_e_mail_come_in(client, office):
    user = person("amina@example.org", role="advisor")

    answer = come(client)

    assert answer.status_code == 302
    assert is_in(client) == str(user.pk)
    assert [(one.user, one.uid, one.extra_data) for one in SocialAccount.objects.all()] == [(user, "7", {})]


@pytest.mark.parametrize("email", ["nobody@example.org", "founder@example.org", "gone@example.org"])
def test_nobody_else_does(client, office, email):
    person("founder@example.org")
    commands.remove_staff(user=person("gone@example.org", role="advisor"), by="command-line")
    office["email"] = email
    before = User.objects.count()

    answer = come(client)

    assert answer.status_code == 403
    assert "Your agency knows you, we do not" in answer.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_e_mail_that_nobody_verified_counts_for_nothing(client, office):
    person("amina@example.org", role="advisor")
    office["email_verified"] = False

    assert come(client).status_code == 403
    assert not is_in(client)


def test_whoever_lost_her_roles_comes_in_no_more_by_this_way(client, office):
    user = person("amina@example.org", role="advisor")
    come(client)
    client.logout()
    user.role_assignments.all().delete()

    assert come(client).status_code == 403
    assert not is_in(client)


def test_the_second_factor_is_asked_here_too(client, office):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    user, secret = person("amina@example.org", role="advisor"), generate_totp_secret()
    TOTP.activate(user, secret)

    asked = come(client)["Location"]

    assert asked.endswith("/account/second-factor/authenticate/")
    assert not is_in(client)
    assert user.password not in str(dict(client.session))
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"
    client.post(asked, {"code": code})
    assert is_in(client) == str(user.pk)


def test_an_answer_to_a_question_nobody_asked_opens_nothing(client, office):
    person("amina@example.org", role="advisor")

    answer = client.get(BACK, {"code": "c", "state": "forged"}, headers=ENGLISH)

    assert not is_in(client)
    assert "did not let you in" in answer.content.decode()


def test_variables_name_the_providers(monkeypatch):
    assert agencies.providers() == {}
    monkeypatch.setenv("TWIZA_OIDC", "office")
    for name, value in {
        "URL": "https://id.example.org",
        "CLIENT": "twiza",
        "SECRET": "s",
        "LABEL": "The Office",
    }.items():
        monkeypatch.setenv(f"TWIZA_OIDC_OFFICE_{name}", value)

    assert agencies.providers()["openid_connect"]["APPS"] == [PROVIDER]


@pytest.mark.parametrize(
    ("name", "url"), [("office", "http://id.example.org"), ("office", ""), ("../x", "https://id.example.org")]
)
def test_a_provider_without_https_stops_the_start(monkeypatch, name, url):
    monkeypatch.setenv("TWIZA_OIDC", name)
    monkeypatch.setenv("TWIZA_OIDC_OFFICE_URL", url)
    monkeypatch.setenv("TWIZA_OIDC_OFFICE_CLIENT", "c")
    monkeypatch.setenv("TWIZA_OIDC_OFFICE_SECRET", "s")

    with pytest.raises(ImproperlyConfigured):
        agencies.providers()
