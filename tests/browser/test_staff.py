"""Staff sign in and find their way, in a real browser, in each language, without a barrier."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.accounts.factories import PASSWORD, person
from tests.browser.barriers import barriers
from tests.browser.conftest import follow


@pytest.fixture
def signed_in(visit, country):
    """``signed_in("/ar/account/", width=360)``: a page that an administrator opens after signing in."""
    cache.clear()
    person("amina@example.org", role="administrator", name="أمينة")

    def open_page(path, **more):
        language = path.split("/")[1]
        page = visit(f"/{language}/account/login/?next={path}", **more)
        page.click("details.door-other summary")
        page.fill("[name=login]", "amina@example.org")
        page.fill("[name=password]", PASSWORD)
        follow(page, "details button[type=submit]")
        assert path in page.url
        return page

    return open_page


@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("fr", 1280), ("en", 1280)])
@pytest.mark.parametrize(
    "path", ["", "journal/", "second-factor/", "people/", "people/XE/give/", "undelivered/", "sessions/"]
)
def test_pages_of_staff_have_no_barrier(signed_in, language, width, path):
    page = signed_in(f"/{language}/account/{path}", width=width)

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_second_factor_is_set_up_after_a_password(signed_in):
    page = signed_in("/ar/account/second-factor/", width=360)

    follow(page, "main a.button")
    page.fill("[name=password]", PASSWORD)
    follow(page, "main button[type=submit]")

    picture = page.locator("main img")
    assert picture.evaluate("image => image.naturalWidth") > 100
    assert barriers(page) == []


def test_signing_out_ends_the_session(signed_in):
    page = signed_in("/en/account/")

    follow(page, "main form button")

    page.goto("/en/account/")
    assert "/account/login/" in page.url
