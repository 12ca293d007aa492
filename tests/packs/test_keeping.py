"""Pages are kept for those who are nobody in particular, and only while the pack is the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from twiza.packs import keeping
from twiza.packs.models import Country, Load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    keeping.forget()
    yield
    keeping.forget()


class Counted:
    """A view that counts how often it had to answer."""

    def __init__(self, status: int = 200, cookie: bool = False) -> None:
        self.calls, self.status, self.cookie = 0, status, cookie

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.calls += 1
        response = HttpResponse(f"page {request.get_full_path()}", status=self.status)
        if self.cookie:
            response.set_cookie("a", "b")
        return response


def ask(view: Counted, path: str = "/ar/x/", cookies: dict[str, str] | None = None, **headers: str) -> HttpResponse:
    request = RequestFactory().get(path, headers=headers)
    request.COOKIES.update(cookies or {})

    def named(request: HttpRequest) -> HttpResponse:
        return view(request)

    return keeping.kept_while_in_force(named)(request)


def test_the_second_visitor_gets_the_kept_page(country: Country) -> None:
    view = Counted()
    assert ask(view).content == ask(view).content == b"page /ar/x/"
    assert view.calls == 1


def test_another_address_or_query_is_another_page(country: Country) -> None:
    view = Counted()
    assert [ask(view, p).content for p in ("/ar/x/", "/fr/x/", "/ar/x/?a=1")] == [
        b"page /ar/x/",
        b"page /fr/x/",
        b"page /ar/x/?a=1",
    ]
    assert view.calls == 3


def test_whoever_has_a_cookie_is_answered_for_himself(country: Country) -> None:
    view = Counted()
    ask(view)
    ask(view, cookies={"sessionid": "s"})
    assert view.calls == 2


def test_what_every_visitor_of_the_first_page_has_makes_nobody_somebody(country: Country) -> None:
    view = Counted()
    ask(view)
    ask(view, cookies={"csrftoken": "t", "twiza_language": "fr"})
    assert view.calls == 1
    ask(view, cookies={"csrftoken": "t", "messages": "m"})
    assert view.calls == 2


def test_a_page_with_a_token_is_not_kept(country: Country) -> None:
    calls = []

    def view(request: HttpRequest) -> HttpResponse:
        calls.append(get_token(request))
        return HttpResponse(calls[-1])

    for _visitor in range(2):
        keeping.kept_while_in_force(view)(RequestFactory().get("/ar/x/"))
    assert len(calls) == 2


@pytest.mark.parametrize("view", [Counted(status=404), Counted(cookie=True)])
def test_errors_and_answers_with_cookies_are_not_kept(country: Country, view: Counted) -> None:
    ask(view)
    ask(view)
    assert view.calls == 2


def test_a_new_load_puts_the_kept_pages_aside(country: Country) -> None:
    view = Counted()
    ask(view)
    load = Load.objects.create(country="xe", version="9.9.9", digest="other", by="tests")
    Country.objects.update(load=load)
    ask(view)
    assert view.calls == 2


def test_a_page_that_has_not_changed_is_not_sent_again(country: Country) -> None:
    view = Counted()
    etag = ask(view)["ETag"]
    again = ask(view, **{"if-none-match": f'"x", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_compressed_for_those_who_can_read_it(country: Country) -> None:
    import gzip

    view = Counted()
    response = ask(view, **{"accept-encoding": "br, gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == b"page /ar/x/"


def test_the_least_asked_pages_leave_first(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)
    view = Counted()
    for path in ("/1", "/2", "/1", "/3", "/1"):
        ask(view, path)
    assert view.calls == 3
    ask(view, "/2")
    assert view.calls == 4


def test_heavy_pages_leave_sooner(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    view = Counted()
    ask(view, "/1")
    (kept,) = keeping._pages.values()
    monkeypatch.setattr(keeping, "HEAVIEST_KEPT", len(kept.compressed))
    ask(view, "/2")
    assert [key[-1] for key in keeping._pages] == ["/2"]
