"""Addresses made to break something get an answer, on either database."""

import pytest

pytestmark = pytest.mark.usefixtures("country")

PAGES = [
    "/ar/",
    "/ar/territories/",
    "/ar/territories/compare/",
    "/ar/territories/01.01.13/",
    "/ar/territories/01.01.13/opportunities/",
    "/ar/indicators/illiteracy/",
    "/ar/map/need-potential/",
    "/ar/models/",
    "/ar/models/compare/",
    "/ar/models/honey/",
    "/ar/models/honey/places/",
    "/ar/match/",
    "/en/account/login/",
]
NAMES = ["q", "t", "m", "within", "level", "page", "sort", "map", "text", "place", "next", "need", "class", "sector"]
VALUES = ["a%00b", "%E2%80%AE", "%FF%FE", "' OR 1=1 --", "-1", "1e309", "nan", "x" * 10_000, "9" * 20]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:12])
@pytest.mark.parametrize("page", PAGES)
def test_no_value_breaks_a_page(client, page, value):
    asked = "&".join(f"{name}={value}" for name in NAMES)

    assert client.get(f"{page}?{asked}").status_code < 500


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_no_name_with_null_breaks_a_page(client, page, name):
    assert client.get(f"{page}?{name}=%00").status_code < 500


@pytest.mark.parametrize("code", ["%00", "a%00b", "%FF", "..%2F..%2Fetc", "x" * 3000, "%E2%80%AE01", "01%0A"])
@pytest.mark.parametrize("page", ["territories/{}/", "territories/{}/opportunities/", "models/{}/", "indicators/{}/"])
def test_no_code_breaks_a_page(client, page, code):
    assert client.get("/fr/" + page.format(code)).status_code == 404


def test_null_is_dropped_from_what_is_asked(client):
    assert client.get("/en/territories/?x=a%00b").wsgi_request.GET["x"] == "ab"
