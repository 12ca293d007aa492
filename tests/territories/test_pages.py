"""The pages that find, browse and compare places, and follow an indicator."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook
from shapely.geometry import shape

from twiza.territories import queries
from twiza.territories.models import Outline, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGES = [
    "territories/",
    "territories/search/?q=مرسى",
    "territories/compare/?t=01.01.13&t=01.01.12",
    "territories/compare/",
    "indicators/",
    "indicators/illiteracy/",
    "indicators/illiteracy/?level=province&within=02",
]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert f'lang="{language}" dir="{direction}"' in response.content.decode()


@pytest.mark.parametrize("asked", ["Marsa Qamar", "مرسى القمر", "marsa qmar", "مرسي القمر", "commune marsa qamar"])
def test_a_place_is_found_by_any_of_its_names(client: Client, asked: str) -> None:
    found = client.get("/ar/territories/search/", {"q": asked}).context["found"]
    assert found[0]["code"] == "01.01.13"


def test_suggestions_are_a_fragment(client: Client) -> None:
    response = client.get("/fr/territories/suggest/", {"q": "mars"})
    text = response.content.decode()
    assert "<html" not in text
    assert "Marsa" in text


@pytest.mark.parametrize("asked", ["", "م" * 10_000, "\u202eabc\u2066", "a\x00b", "<script>", "🙂", "' OR 1=1 --"])
def test_any_question_gets_an_answer(client: Client, asked: str) -> None:
    for page in ("search", "suggest"):
        response = client.get(f"/ar/territories/{page}/", {"q": asked})
        assert response.status_code == 200
        assert "<script>" not in response.content.decode().replace('<script src="', "")


def test_what_nobody_is_called_says_what_to_do(client: Client) -> None:
    text = client.get("/en/territories/search/", {"q": "Atlantis"}).content.decode()
    assert "No place is called" in text
    assert "/en/territories/" in text


def position(code: str) -> dict[str, float]:
    point = shape(Outline.objects.get(territory__code=code).geometry).representative_point()
    return {"lat": point.y, "lon": point.x}


def test_a_position_leads_to_its_place_and_is_kept_nowhere(client: Client) -> None:
    response = client.post(
        "/ar/territories/near/",
        position("01.01.13"),
    )
    assert response.status_code == 302
    assert response["Location"] == "/ar/territories/01.01.13/"
    assert not any(key not in {"_language"} for key in client.session.keys())  # noqa: SIM118


def test_a_position_in_the_sea_says_so(client: Client) -> None:
    response = client.post("/en/territories/near/", {"lat": 0, "lon": 0}, follow=True)
    assert "outside the country" in response.content.decode()


def test_a_position_just_off_the_coast_names_the_nearest_place(client: Client) -> None:
    west = Outline.objects.order_by("west").first()
    assert west is not None
    point = shape(Outline.objects.get(territory__code="01.01.13").geometry)
    response = client.post("/en/territories/near/", {"lat": point.centroid.y, "lon": west.west - 0.05}, follow=True)
    assert "the nearest one is" in response.content.decode()


@pytest.mark.parametrize("told", [{}, {"lat": "x", "lon": "y"}, {"lat": "91", "lon": "0"}, {"lat": "nan", "lon": "0"}])
def test_a_position_that_is_none_is_refused_kindly(client: Client, told: dict[str, str]) -> None:
    response = client.post("/en/territories/near/", told, follow=True)
    assert "did not arrive" in response.content.decode()


def test_near_takes_no_position_in_the_address(client: Client) -> None:
    assert client.get("/ar/territories/near/?lat=31&lon=-8").status_code == 405


def test_comparing_shows_the_figures_of_both(client: Client) -> None:
    response = client.get("/en/territories/compare/?t=01.01.13&t=02")
    assert [place.code for place in response.context["places"]] == ["01.01.13", "02"]


def test_comparing_too_many_or_unknown_places_says_so(client: Client) -> None:
    codes = "&".join(f"t={t.code}" for t in Territory.objects.filter(level="commune")[:6])
    text = client.get(f"/en/territories/compare/?{codes}&t=nowhere").content.decode()
    assert "Four places" in text
    text = client.get("/en/territories/compare/?t=nowhere&t=01").content.decode()
    assert "No place has the code nowhere" in text


def test_an_indicator_s_table_is_the_ranking_s(client: Client) -> None:
    text = client.get("/en/indicators/illiteracy/values.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    values = {r["code"]: float(r["illiteracy_2024"]) for r in rows if r["illiteracy_2024"]}
    for ranked in queries.ranking("illiteracy", level="commune"):
        assert values[ranked.code] == pytest.approx(ranked.value)


def test_a_place_s_table_opens_in_a_spreadsheet(client: Client) -> None:
    response = client.get("/ar/territories/01/table.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    codes = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert codes == [t.code for t in Territory.objects.filter(path__startswith="XE/01/").order_by("code")]
    assert sheet.sheet_view.rightToLeft
    assert "about" in book.sheetnames


def test_outlines_are_geojson_of_the_finest_level(client: Client) -> None:
    response = client.get("/en/territories/01/outlines.geojson")
    told = json.loads(response.content)
    assert {f["properties"]["code"] for f in told["features"]} == {
        t.code for t in Territory.objects.filter(path__startswith="XE/01/", level="commune")
    }
    assert all(shape(f["geometry"]).is_valid for f in told["features"])


@pytest.mark.parametrize(
    "page",
    [
        "territories/nowhere/table.csv",
        "territories/01/table.exe",
        "indicators/nothing/",
        "indicators/nothing/values.csv",
        "indicators/illiteracy/values.exe",
        "territories/nowhere/outlines.geojson",
    ],
)
def test_what_does_not_exist_is_a_kind_404(client: Client, page: str) -> None:
    response = client.get(f"/fr/{page}")
    assert response.status_code == 404
    assert 'lang="fr"' in response.content.decode()


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", "level=galaxy", "within=nowhere", f"page={10**30}"])
def test_odd_questions_to_the_ranking_are_answered(client: Client, query: str) -> None:
    assert client.get(f"/ar/indicators/illiteracy/?{query}").status_code == 200


def test_the_ranking_asks_as_much_for_one_page_as_for_three(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.cookies["a"] = "personal"
    client.get("/fr/indicators/illiteracy/")
    for query in ("within=01", "within=02", ""):
        with django_assert_max_num_queries(12) as held:
            client.get(f"/fr/indicators/illiteracy/?{query}")
        assert len(held) <= 12
