"""The first page opens in each language, in a real browser, without a complaint or a barrier."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.browser.barriers import AXE, barriers
from tests.browser.conftest import follow


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_home_opens(visit, language, direction, width):
    page = visit(f"/{language}/", width=width)

    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == direction
    assert page.evaluate("typeof htmx.version") == "string"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    assert barriers(page) == []


def test_home_in_the_dark_has_no_barrier(visit):
    assert barriers(visit("/ar/", dark=True)) == []


def test_home_without_script_still_finds_a_place(visit):
    page = visit("/en/", script=False)

    page.fill("main input[name=q]", "Borj")
    follow(page, "main input[name=q]", key="Enter")

    assert "q=Borj" in page.url
    assert "Borj" in page.inner_text("main")


def test_the_browser_does_refuse_what_is_inline(visit, complaints):
    """The other tests trust the policy's complaints: here is one."""
    page = visit("/en/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=x style=\"color: red\">x</p>')")

    assert page.evaluate("getComputedStyle(document.getElementById('x')).color") != "rgb(255, 0, 0)"
    assert "Content Security Policy" in complaints.pop()


def test_axe_is_the_one_recorded():
    (entry,) = json.loads(AXE.with_name("vendored.json").read_text())

    assert entry["file"] == AXE.name
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == entry["sha256"]
