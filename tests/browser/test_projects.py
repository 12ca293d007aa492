"""A group works on its project in a real browser: one click, drafts that outlive a lost line, no barrier."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.barriers import barriers
from tests.browser.conftest import follow
from tests.projects.factories import a_founder, a_group
from tests.projects.places import url
from twiza.accounts.models import User
from twiza.projects.models import Project

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('twiza-draft:')).map(key => localStorage[key]).join()"


def signed_in(page, user: User) -> None:
    """Let the browser of *page* be that of *user*."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    base = "/".join(page.url.split("/")[:3])
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])


@pytest.fixture
def group(country: object) -> Project:
    return a_group(3)


@pytest.fixture
def president(group: Project) -> User:
    return group.founders.get(office="president").user  # type: ignore[return-value]


@pytest.fixture
def at(visit, president):
    """``at("notes", key)``: a page of a project, opened by its president."""

    def open_page(name, *args, language="en", **more):
        page = visit(f"/{language}/", **more)
        signed_in(page, president)
        page.goto(url(name, *args).replace("/en/", f"/{language}/"), wait_until="load")
        return page

    return open_page


@pytest.mark.parametrize("script", [True, False])
def test_one_click_on_an_opportunity_begins_a_project(visit, country, script):
    from django.urls import reverse
    from django.utils import translation

    with translation.override("ar"):
        page = visit(reverse("opportunities:opportunity", args=["03.06.14", "honey"]), width=360, script=script)
    follow(page, "form[action$='/projects/start/'] button")

    project = Project.objects.get()
    assert str(project.public_id) in page.url
    follow(page, ".for-now a")
    assert re.search(r"next=.*projects", page.url)


@pytest.mark.parametrize("kind", ["an opportunity", "an idea"])
def test_two_presses_of_a_first_visitor_without_script_begin_one_project(visit, country, kind):
    """No cookie, no script: nothing but the two answers ties the presses together."""
    if kind == "an opportunity":
        page = visit("/ar/territories/03.06.14/opportunities/honey/", width=360, script=False)
        button = "form[action$='/projects/start/'] button"
    else:
        page = visit("/ar/projects/new/?in=03.06.14", width=360, script=False)
        page.fill("[name=name]", "فجر")
        page.fill("[name=idea]", "خبز للمدرسة")
        page.select_option("[name=sector]", "food")
        button = "form.asking .actions button"
    assert not [one for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    page.locator(button).first.dblclick(no_wait_after=True)
    page.wait_for_url(re.compile(r"/projects/[0-9a-f]{8}-"))
    page.wait_for_load_state("load")

    project = Project.objects.get()
    assert str(project.public_id) in page.url
    assert page.locator("h1").count() == 1


def test_a_browser_that_keeps_no_cookies_is_told_what_to_do(visit, country):
    """The second request that comes without one; then she allows them, and presses the page's own button."""
    page = visit("/ar/territories/03.06.14/opportunities/honey/", width=360, expecting={403})
    start = "form[action*='/projects/start/']"
    page.eval_on_selector(start, "form => { form.action += '?cookie=sent'; }")
    follow(page, f"{start} button")

    assert page.get_by_role("heading", level=1).is_visible()
    assert barriers(page) == []
    assert not Project.objects.exists()

    follow(page, f"{start} button")
    assert str(Project.objects.get().public_id) in page.url


def test_what_was_typed_outlives_a_lost_line_and_goes_when_it_has_arrived(at, group, complaints):
    page = at("notes", group.public_id)
    page.fill("[name=text]", "The land is free in May")
    page.context.set_offline(True)
    page.click("main form button[type=submit]")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto(url("notes", group.public_id), wait_until="load")

    assert page.input_value("[name=text]") == "The land is free in May"
    assert page.is_visible("[data-draft-told]")
    follow(page, "main form.asking > .actions button")
    assert group.notes.get().text == "The land is free in May"
    assert page.input_value("[name=text]") == ""
    assert page.evaluate(KEPT) == ""
    complaints[:] = [one for one in complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_a_draft_is_thrown_away_when_asked(at, group):
    page = at("notes", group.public_id)
    page.fill("[name=text]", "Half a")
    page.reload()
    page.click("[data-draft-told] button")

    assert page.input_value("[name=text]") == ""
    assert page.evaluate(KEPT) == ""


def test_numbers_and_addresses_stay_out_of_the_browser(at, group):
    founder = a_founder(group)
    page = at("founder-section", group.public_id, founder.public_id, "identity")
    page.fill("[name=national_id]", "XE765432")
    page.check("[name=gender][value=f]")

    assert "765432" not in page.evaluate(KEPT)
    assert "gender" in page.evaluate(KEPT)


def test_signing_out_leaves_nothing_behind(at, group):
    page = at("notes", group.public_id)
    page.fill("[name=text]", "Half a")
    assert page.evaluate(KEPT)
    page.goto("/en/account/", wait_until="load")
    follow(page, "form[action*=logout] button")

    assert page.evaluate(KEPT) == ""


def test_somebody_else_at_the_same_phone_finds_no_drafts(at, group):
    page = at("notes", group.public_id)
    page.fill("[name=text]", "Half a")
    page.context.clear_cookies()
    page.goto("/en/projects/", wait_until="load")

    assert page.evaluate(KEPT) == ""


@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("fr", 1280)])
def test_pages_of_a_group_have_no_barrier(at, group, language, width):
    founder = group.founders.order_by("id")[1]
    other = a_founder(group, "Khadija")
    page = at("project", group.public_id, language=language, width=width)
    places = [
        ("project",), ("origin",), ("founders",), ("money",), ("tasks",), ("notes",), ("files",), ("timeline",),
        ("add-founder",), ("add-contribution",), ("founder", founder.public_id),
        ("founder-section", founder.public_id, "identity"), ("twins", founder.public_id, other.public_id),
    ]  # fmt: skip
    for name, *more in places:
        page.goto(url(name, group.public_id, *more).replace("/en/", f"/{language}/"), wait_until="load")
        assert barriers(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
