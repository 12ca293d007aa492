"""The frame of every page, the gallery and the pages of errors."""

from __future__ import annotations

import re

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path, reverse
from django.utils import translation

from twiza.ui import components, errors
from twiza.ui.addresses import addresses
from twiza.ui.context import Site
from twiza.ui.views import to_language


def fails(request: HttpRequest, kind: str) -> HttpResponse:
    raise {"400": SuspiciousOperation, "403": PermissionDenied, "404": Http404, "500": RuntimeError}[kind]


urlpatterns = [
    path("ui/", to_language),
    *i18n_patterns(path("ui/", include("twiza.ui.urls")), path("fails/<kind>/", fails)),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture
def visitor(settings: object) -> Client:
    settings.ROOT_URLCONF = "tests.ui.test_pages"  # type: ignore[attr-defined]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_the_gallery_shows_every_component_in_both_directions_and_schemes(
    visitor: Client, language: str, direction: str
) -> None:
    page = visitor.get(f"/{language}/ui/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    for name in components.registry:
        assert f'id="{name}"' in page
    for panel in ('dir="rtl" data-scheme="light"', 'dir="ltr" data-scheme="light"', 'dir="rtl" data-scheme="dark"'):
        assert page.count(panel) == len(components.registry)


def test_the_gallery_has_no_inline_style_or_script(visitor: Client) -> None:
    page = visitor.get("/ar/ui/").content.decode()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_the_gallery_without_a_language_leads_to_arabic(visitor: Client) -> None:
    assert visitor.get("/ui/").headers["Location"] == "/ar/ui/"


def test_the_language_switch_stays_on_the_page_with_its_query(visitor: Client) -> None:
    page = visitor.get("/ar/ui/?q=%D8%B2%D9%8A%D8%AA&page=2").content.decode()
    assert 'href="/fr/ui/?q=%D8%B2%D9%8A%D8%AA&amp;page=2"' in page
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/ui/?q=' in page


def test_a_place_name_that_looks_like_a_language_is_kept() -> None:
    with translation.override("fr"):
        hrefs = [link.href for link in Site(RequestFactory().get("/fr/frontier/ar/")).alternates]
    assert hrefs == ["/ar/frontier/ar/", "/fr/frontier/ar/", "/en/frontier/ar/"]


def test_the_frame_offers_to_skip_to_the_content_and_stands_without_other_areas(visitor: Client) -> None:
    page = visitor.get("/en/ui/").content.decode()
    assert page.index('href="#content"') < page.index("<header")
    assert '<main id="content"' in page


@pytest.mark.parametrize("kind", ["400", "403", "404", "500"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_each_error_has_a_kind_page_in_the_readers_language(visitor: Client, kind: str, language: str) -> None:
    answer = visitor.get(f"/{language}/fails/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == int(kind)
    assert f'<html lang="{language}"' in page
    assert f'href="/{language}/"' in page


def test_an_unknown_host_is_answered_too(visitor: Client) -> None:
    assert visitor.get("/fr/fails/404/", headers={"host": "evil.example"}).status_code == 400


def test_the_500_page_needs_neither_database_nor_context_processors(
    visitor: Client, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: HttpRequest) -> dict[str, object]:
        raise RuntimeError("a context processor is what broke")

    monkeypatch.setattr("twiza.ui.context.Site.__init__", broken)
    assert visitor.get("/ar/fails/500/").status_code == 500
    assert visitor.get("/ar/fails/404/").status_code == 404


def test_addresses_of_many_pages_are_those_of_each() -> None:
    with translation.override("fr"):
        to = addresses("portal:territory")
        assert [to(code) for code in ("01.01.03", "é a")] == [
            reverse("portal:territory", args=[code]) for code in ("01.01.03", "é a")
        ]
