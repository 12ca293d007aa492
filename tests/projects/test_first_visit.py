"""Somebody's first visit: nothing is made before her browser has shown that it keeps the cookie."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import person
from tests.projects.factories import PLACE
from tests.projects.places import as_person, as_visitor, url
from twiza.accounts.remembering import TRIAL
from twiza.projects.models import Project

pytestmark = pytest.mark.usefixtures("country")
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
IDEA = {"idea": "Bread for the school", "name": "فجر", "sector": "food"}
WAYS = [
    ("start", "", {"territory": PLACE, "model": "honey"}),
    ("new", f"?in={PLACE}", IDEA),
]


@pytest.fixture(params=WAYS)
def way(request):
    """``way(client)`` presses the button once; ``way(client, address)`` sends the same to *address*."""
    name, asked, given = request.param

    def press(client: Client, address: str = ""):
        return client.post(address or url(name) + asked, given, **OURS)

    press.given = given
    return press


def test_the_first_press_makes_nothing_and_asks_for_the_cookie(way):
    client = Client()
    answer = way(client)

    assert answer.status_code == 307  # the browser sends the form again by itself, with all that was typed
    assert "cookie=sent" in answer["Location"]
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" in answer.cookies
    assert not Project.objects.exists()


def test_with_the_cookie_it_is_made(way):
    client = Client()
    answer = way(client, way(client)["Location"])

    project = Project.objects.get()
    assert answer["Location"] == url("project", project.public_id)
    assert client.get(answer["Location"]).status_code == 200


def test_two_presses_before_any_answer_make_one(way):
    """Both leave without a cookie; the browser takes both cookies, and follows the last answer alone."""
    first, second = Client(), Client()
    way(first)
    answer = way(second)
    way(second, answer["Location"])

    assert Project.objects.count() == 1


def test_two_presses_of_which_the_first_was_followed_already_make_one(way):
    client = Client()
    way(client, way(client)["Location"])
    answer = way(client)  # the second press carries the cookie

    assert answer["Location"] == url("project", Project.objects.get().public_id)


def test_the_second_press_between_the_answer_and_its_repetition_makes_one(way):
    client = Client()
    answer = way(client)
    second = way(client)  # the cookie has come, the repetition has not left
    first = way(client, answer["Location"])

    assert first["Location"] == second["Location"] == url("project", Project.objects.get().public_id)


def test_two_presses_in_a_session_that_holds_something_else_are_the_same_visitor(way):
    client = Client()
    session = client.session
    session["held"] = {}
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    one = way(client)
    key = client.session["visitor"]
    del session["held"]
    session.save()  # a request that began before saves what it knew: no visitor
    two = way(client)

    assert (one.status_code, two.status_code, client.session["visitor"]) == (307, 307, key)


def test_a_cookie_that_does_not_come_back_is_told_kindly_and_nothing_is_lost(way):
    asked = way(Client())["Location"]
    answer = way(Client(), asked)
    text = answer.content.decode()

    assert answer.status_code == 403
    assert "Your browser keeps no cookies" in text
    assert f'<form method="post" action="{asked.rpartition("cookie=")[0][:-1]}">' in text  # the button begins anew
    for value in way.given.values():
        assert f">\n{value}</textarea>" in text
    assert not Project.objects.exists()


def test_what_was_typed_stands_on_that_page_and_no_machinery_does():
    address = url("new") + f"?in={PLACE}&cookie=sent"
    text = Client().post(address, IDEA).content.decode()
    opportunity = Client().post(url("start") + "?cookie=sent", {"territory": PLACE, "model": "honey"}, **OURS)

    held = text.partition('class="held-values"')[2].partition("</ul>")[0]
    assert "Bread for the school" in held and "فجر" in held and "food" not in held
    assert "held-values" not in opportunity.content.decode()


def test_that_page_speaks_the_readers_language():
    address = url("new").replace("/en/", "/ar/") + f"?in={PLACE}&cookie=sent"

    assert 'lang="ar" dir="rtl"' in Client().post(address, IDEA).content.decode()


def test_whoever_is_known_is_not_sent_round(way):
    visitor, _ = as_visitor("hers")

    assert way(visitor).status_code == 302
    assert way(as_person(person("amina@example.org"))).status_code == 302


def test_a_session_that_brought_nothing_ends_soon_and_one_with_a_project_stays(way):
    client = Client()
    address = way(client)["Location"]
    now = timezone.now()
    assert (Session.objects.get().expire_date - now).total_seconds() <= TRIAL
    way(client, address)

    assert (Session.objects.get().expire_date - now).days >= 89


def test_a_form_with_a_mistake_is_shown_again_at_once():
    answer = Client().post(url("new") + f"?in={PLACE}", {"idea": "  "})

    assert answer.status_code == 422
