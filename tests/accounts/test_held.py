"""What was typed survives a lost session; nothing is sent unless she says so, and never from elsewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from config import urls as site
from tests.accounts.factories import PASSWORD, person
from twiza.accounts.access import signed_in

pytestmark = [pytest.mark.usefixtures("country"), pytest.mark.urls(__name__)]


@signed_in
def guarded(request):
    return HttpResponse(repr(sorted((name, request.POST.getlist(name)) for name in request.POST)))


urlpatterns = [path("en/guarded/", guarded), path("en/other/", guarded), *site.urlpatterns]


def sign_in(client, answer):
    return client.post(answer["Location"].split("?")[0], {
        "login": "someone@example.org", "password": PASSWORD, "next": "/en/account/held/",
    })  # fmt: skip


def test_what_was_typed_waits_while_she_signs_in(client):
    person()
    typed = {
        "words": "سبع نساء",
        "many": ["1", "2"],
        "password": "secret",
        "csrfmiddlewaretoken": "x",
        "code": "123456",
    }

    answer = client.post("/en/guarded/?a=1", typed)

    assert answer["Location"] == "/en/account/login/?next=/en/account/held/"
    page = client.get(sign_in(client, answer)["Location"])
    text = page.content.decode()
    assert "سبع نساء" in text
    assert 'action="/en/guarded/?a=1"' in text
    assert "secret" not in text
    assert "123456" not in text
    assert page.context["held"].fields == [("words", "سبع نساء"), ("many", "1"), ("many", "2")]

    sent = client.post("/en/guarded/?a=1", {"words": "سبع نساء", "many": ["1", "2"]})

    assert sent.content.decode() == "[('many', ['1', '2']), ('words', ['سبع نساء'])]"
    assert "Nothing waits here" in client.get("/en/account/held/").content.decode()


def test_lines_and_spaces_are_kept_as_they_are(client):
    person()
    words = "\n  first\n\nsecond  "
    sign_in(client, client.post("/en/guarded/", {"words": words}))

    page = client.get("/en/account/held/").content.decode()

    assert f'<textarea name="words" hidden readonly>\n{words}</textarea>' in page


def test_what_a_wicked_value_says_is_text(client):
    person()
    sign_in(client, client.post("/en/guarded/", {"<b>": "</textarea><script>x()</script>"}))

    page = client.get("/en/account/held/").content.decode()

    assert "<script>x()" not in page
    assert 'name="<b>"' not in page


def test_files_are_not_kept_and_she_is_told(client):
    person()
    sign_in(client, client.post("/en/guarded/", {"words": "a", "photo": SimpleUploadedFile("a.png", b"123")}))

    assert "Add them again" in client.get("/en/account/held/").content.decode()


def test_too_much_is_not_kept(client):
    answer = client.post("/en/guarded/", {"words": "x" * 100_001})

    assert answer["Location"] == "/en/account/login/?next=/en/guarded/"
    assert "held" not in client.session


def test_it_is_thrown_away_on_request_and_after_a_day(client):
    client.post("/en/guarded/", {"words": "a"})
    session = client.session
    session["held"]["at"] -= 24 * 3600 + 1
    session.save()
    assert "Nothing waits here" in client.get("/en/account/held/").content.decode()
    client.post("/en/guarded/", {"words": "a"})

    client.post("/en/account/held/")

    assert "held" not in client.session


def test_another_form_leaves_it_waiting(client):
    person()
    sign_in(client, client.post("/en/guarded/", {"words": "a"}))

    client.post("/en/other/", {"words": "b"})
    assert "held" in client.session
    client.post("/en/guarded/", {"words": "a"})
    assert "held" not in client.session


def test_a_look_around_is_simply_led_back(client):
    assert client.get("/en/guarded/?a=1")["Location"] == "/en/account/login/?next=/en/guarded/%3Fa%3D1"


def test_a_part_of_a_page_leads_the_whole_page(client):
    answer = client.post("/en/guarded/", {"words": "a"}, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/en/account/login/?next=/en/account/held/"


def strict():
    return Client(enforce_csrf_checks=True)


def test_a_form_of_an_earlier_session_is_kept():
    client = strict()
    client.force_login(person())

    answer = client.post("/en/guarded/", {"words": "سبع نساء"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
    assert "سبع نساء" in answer.content.decode()
    assert "Send it now" in answer.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_form_of_another_site_is_refused_and_not_kept(site):
    client = strict()
    client.force_login(person())

    answer = client.post("/en/guarded/", {"words": "wicked"}, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 403
    assert "This form could not be taken" in answer.content.decode()
    assert "wicked" not in answer.content.decode()
    assert "held" not in client.session


@pytest.mark.parametrize(
    ("language", "words"), [("ar", 'lang="ar" dir="rtl"'), ("fr", 'lang="fr" dir="ltr"'), ("en", 'lang="en" dir="ltr"')]
)
def test_a_refused_form_is_told_in_the_readers_language(language, words):
    answer = strict().post(f"/{language}/account/login/", {"address": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    text = answer.content.decode()

    assert answer.status_code == 403
    assert words in text
    assert f'href="/{language}/"' in text
    assert "CSRF" not in text


def test_an_older_browser_tells_by_its_origin_that_the_form_is_ours():
    client = strict()
    client.force_login(person())

    answer = client.post("/en/guarded/", {"words": "سبع نساء"}, headers={"Origin": "http://testserver"})

    assert "سبع نساء" in answer.content.decode()


def test_a_form_of_ours_with_nothing_to_keep_leads_back_to_its_page():
    client = strict()
    client.force_login(person())
    asked = {"Sec-Fetch-Site": "same-origin", "Referer": "http://testserver/en/account/sessions/?page=2"}

    answer = client.post("/en/account/sessions/", {}, headers=asked)

    assert answer.status_code == 403
    assert 'href="/en/account/sessions/?page=2"' in answer.content.decode()


def test_no_foreign_page_is_offered_to_go_back_to():
    headers = {"Sec-Fetch-Site": "same-origin", "Referer": "https://evil.example/en/"}
    client = strict()
    client.force_login(person())

    assert "evil" not in client.post("/en/account/sessions/", {}, headers=headers).content.decode()


def test_a_form_that_comes_without_any_cookie_says_that_cookies_are_needed_and_holds_what_was_typed():
    client = strict()
    typed = {"words": "سبع نساء", "password": "secret"}

    answer = client.post("/en/guarded/", typed, headers={"Sec-Fetch-Site": "same-origin"})
    text = answer.content.decode()

    assert answer.status_code == 403
    assert "Your browser keeps no cookies" in text
    assert 'name="words" hidden readonly>\nسبع نساء</textarea>' in text
    assert "secret" not in text
    token = text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.force_login(person())
    sent = {"csrfmiddlewaretoken": token, "words": "سبع نساء"}
    assert client.post("/en/guarded/", sent).status_code == 200  # its button is a fresh form


def test_who_may_not_is_refused_also_with_what_she_typed(client):
    client.force_login(person())

    assert client.post("/en/account/people/XE/give/", {"words": "a"}).status_code == 403
    assert "held" not in client.session
