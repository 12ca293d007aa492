"""What every answer carries, so that a page cannot be made to do what we did not write."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings

from twiza.projects import drafts

pytestmark = pytest.mark.usefixtures("country")

PAGES = ["/ar/", "/fr/", "/en/", "/ar/ui/", "/en/account/login/", "/ar/nothing-here/", "/healthz", "/readyz"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_protecting_headers(client, page):
    answer = client.get(page)

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(answer["X-Request-Id"]) == 16


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_lets_nothing_in_but_our_own(client, page):
    policy = dict(part.strip().partition(" ")[::2] for part in client.get(page)["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["img-src"] == "'self' data:"
    assert policy["script-src"].split()[0] == "'self'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(" ".join(policy.values()).split())


def test_cookies_are_closed_to_scripts_and_to_other_sites(client):
    answer = client.get("/en/account/login/")

    assert answer.cookies["csrftoken"]["samesite"] == "Lax"
    assert answer.cookies["csrftoken"]["httponly"]
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


@pytest.mark.parametrize("page", ["/ar/", "/en/", "/en/ui/"])
def test_public_pages_set_no_cookie_but_that_of_their_forms(client, page):
    assert set(client.get(page).cookies) <= {"csrftoken"}


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-twiza_saved"), (False, "twiza_saved")])
def test_what_tells_that_a_form_has_arrived_is_of_this_host_alone(rf, secure, name):
    answer = HttpResponse()
    drafts.arrived(rf.get("/en/projects/", secure=secure), answer)

    told = answer.cookies[name]
    assert list(answer.cookies) == [name]
    assert (bool(told["secure"]), told["path"], told["domain"]) == (secure, "/", "")


def test_a_form_from_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/en/account/login/", {"login": "a@example.org", "password": "x"}).status_code == 403


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^healthz$", r"^readyz$"])
def test_pages_go_to_https_and_health_addresses_answer_as_they_are(client):
    assert client.get("/ar/")["Location"].startswith("https://")
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^api/"])
def test_a_program_that_asks_in_the_clear_is_refused_and_not_led_on(client, country):
    answer = client.get("/api/v1/territories/01")

    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "https_only"
    assert client.get("/api/v1/territories/01", secure=True).status_code == 200


def test_a_foreign_host_is_refused(client):
    assert client.get("/ar/", headers={"host": "evil.example.net"}).status_code == 400
