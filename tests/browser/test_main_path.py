"""The main path, as a founder walks it: a place, what it lacks, its best project, why, other weights, a paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.barriers import barriers
from tests.browser.conftest import follow

PAGES = [
    "territories/", "territories/search/?q=marsa", "territories/01.01.13/", "territories/01/", "territories/XE/",
    "territories/01.01.13/opportunities/", "territories/01.01.13/opportunities/honey/", "territories/01/opportunities/",
    "territories/compare/?t=01.01.13&t=01.01.12", "indicators/", "indicators/illiteracy/", "map/need-potential/",
    "models/", "models/compare/?m=honey&m=saffron", "models/honey/", "models/honey/places/", "match/", "method/",
    "data/", "about/", "accessibility/", "account/login/",
]  # fmt: skip


def test_from_a_name_to_the_best_project_why_and_the_paper(visit):
    page = visit("/ar/", width=360)

    page.type("main input[name=q]", "مرسي القم", delay=20)
    page.wait_for_selector(".suggestions a")
    page.wait_for_load_state("networkidle")  # a question still under way would be broken off, and htmx complains of it
    follow(page, ".suggestions a")
    assert page.inner_text("h1").strip() == "مرسى القمر"

    figures = page.inner_text(".figures")
    assert "2024" in figures

    follow(page, ".place-head a[href$='/opportunities/']")
    first = page.locator(".ranked").first
    assert first.locator(".reasons li").count() >= 2
    title = first.locator(".ranked-title").inner_text()
    follow(page, ".ranked-title a")
    assert title.strip() in page.inner_text("h1")
    assert page.locator("table").count() >= 1

    page.goto(page.url.rsplit("/", 2)[0] + "/")
    page.click(".filters summary")
    for name, weight in (("need", "100"), ("resources", "0"), ("setting", "0")):
        page.fill(f"input[name={name}]", weight)
    follow(page, "input[name=setting]", key="Enter")
    assert "need=100" in page.url
    first_bars = "document.querySelectorAll('.ranked')].map(r => r.querySelector('.bar bdi').textContent)"
    needs = [int(text) for text in page.evaluate(f"[...{first_bars}")]
    assert needs == sorted(needs, reverse=True)

    page.goto("/ar/territories/01.01.13/")
    with page.expect_response(lambda r: r.url.endswith("diagnosis.pdf")) as answered:
        page.evaluate("fetch(document.querySelector(\"a[href$='diagnosis.pdf']\").href)")
    assert answered.value.status == 200
    assert answered.value.headers["content-type"] == "application/pdf"


def test_the_whole_path_works_without_script(visit):
    page = visit("/ar/", width=360, script=False)

    page.fill("main input[name=q]", "مرسى القمر")
    follow(page, "main input[name=q]", key="Enter")
    follow(page, ".found-title")
    follow(page, ".place-head a[href$='/opportunities/']")
    follow(page, ".ranked-title a")

    assert page.locator("table").count() >= 1


def test_my_position_leads_to_my_place(visit, live_server):
    from shapely.geometry import shape

    from twiza.territories.models import Outline

    point = shape(Outline.objects.get(territory__code="01.01.13").geometry).representative_point()
    where = {"latitude": point.y, "longitude": point.x}
    page = visit("/ar/", geolocation=where, permissions=["geolocation"])

    page.click("form[data-near] button")
    page.wait_for_url(re.compile("/territories/01.01.13/"))

    assert "lat" not in page.url


def test_refusing_the_position_says_what_to_do(visit):
    page = visit("/en/", permissions=[])

    page.click("form[data-near] button")
    page.wait_for_function("!document.querySelector('[data-near-told]').textContent.includes('never kept')")
    assert "Type the name" in page.inner_text("[data-near-told]")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_small_screen_and_has_no_barrier(visit, path):
    page = visit(f"/ar/{path}", width=360)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    assert barriers(page) == []


@pytest.mark.parametrize("path", ["", "territories/01.01.13/", "models/honey/", "territories/01.01.13/opportunities/"])
def test_a_page_in_the_dark_and_in_french_has_no_barrier(visit, path):
    assert barriers(visit(f"/fr/{path}", dark=True)) == []


def test_the_keyboard_reaches_the_search_first(visit):
    page = visit("/en/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"


def test_an_address_that_leads_nowhere_offers_a_search(visit):
    page = visit("/ar/territories/nowhere/", expecting={404})

    page.fill("main input[name=q]", "مرسى القمر")
    follow(page, "main input[name=q]", key="Enter")
    assert "مرسى القمر" in page.inner_text("main")
