"""Signing in and up in a real browser: by a code, by a passkey, on a phone, without scripts, without a barrier."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from tests.browser.barriers import barriers
from tests.browser.conftest import follow
from twiza.accounts.models import User
from twiza.messages.models import Message


@pytest.fixture(autouse=True)
def _attempts_begin_anew(country, settings):
    settings.PHONE_REGION = "MA"
    cache.clear()


def code():
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


def sign_up(page, language="en", address="06 12 34 56 78"):
    page.goto(f"/{language}/account/signup/", wait_until="load")
    page.fill("[name=address]", address)
    follow(page, "main form button")
    page.fill("[name=code]", code())
    follow(page, "main form button")
    page.fill("[name=name]", "فاطمة")
    page.check("[name=agree]")
    follow(page, "main form button")


@pytest.mark.parametrize("script", [True, False])
def test_somebody_new_signs_up_on_her_phone(visit, script):
    page = visit("/ar/account/login/", width=360, script=script)

    sign_up(page, "ar")

    assert User.objects.get().name == "فاطمة"
    assert page.url.endswith("/ar/account/")


@pytest.mark.parametrize(("language", "width", "dark"), [("ar", 360, False), ("fr", 1280, True)])
def test_no_page_of_the_door_has_a_barrier(visit, language, width, dark):
    page = visit(f"/{language}/account/login/", width=width, dark=dark)
    found = [barriers(page)]
    page.goto(f"/{language}/account/signup/", wait_until="load")
    found.append(barriers(page))
    page.fill("[name=address]", "12")
    follow(page, "main form button")
    found.append(barriers(page))
    page.fill("[name=address]", "amina@example.org")
    follow(page, "main form button")
    found.append(barriers(page))
    page.fill("[name=code]", code())
    follow(page, "main form button")
    found.append(barriers(page))
    page.check("[name=agree]")
    follow(page, "main form button")
    for address in ("", "name/", "address/", "password/new/", "sessions/", "second-factor/webauthn/add/"):
        page.goto(f"/{language}/account/{address}", wait_until="load")
        found.append(barriers(page))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    assert found == [[]] * 11


def test_a_passkey_is_made_and_opens(visit):
    page = visit("/en/account/login/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_up(page)
    page.goto("/en/account/second-factor/webauthn/add/", wait_until="load")
    follow(page, "#passkey-add")
    assert "Passkey 1" in page.inner_text("main")
    page.goto("/en/account/", wait_until="load")
    follow(page, "main form[action*=logout] button")

    page.goto("/en/account/login/?next=/en/account/name/", wait_until="load")
    follow(page, "#passkey-button")

    assert page.url.endswith("/en/account/name/")
