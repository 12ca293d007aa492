"""The diagnosis as a PDF: two to four pages that anyone can read, keep and print."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from tests.portal.test_diagnosis import COUNTRY, DAY, PROVINCE, REGION, TOWN, VILLAGE, gathered
from twiza.papers import typesetting
from twiza.portal.diagnosis import issuing, rendering
from twiza.territories.models import Territory

pytestmark = [pytest.mark.same_on_each, pytest.mark.django_db, pytest.mark.usefixtures("country")]

HOSTILE = 'A #eval("1+1") $x^2$ *b* _c_ ] } \\ "d" <e> `f` @g //h \u202etxt\u2069 = + - /'
LONG = "جماعة الأسماء الطويلة جدا التي لا تنتهي أبدا والتي تملأ السطر كله ثم تعود إلى أوله"


@pytest.fixture(autouse=True)
def _no_paper_kept() -> None:
    issuing.forget()


def paper(client: Client, code: str, language: str = "en") -> HttpResponse:
    return client.get(f"/{language}/territories/{code}/diagnosis.pdf")  # type: ignore[return-value]


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def fonts(reader: PdfReader) -> list[Any]:
    found = []
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            found += [inner.get_object() for inner in font.get_object().get("/DescendantFonts", [font])]
    return found


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("code", [TOWN, VILLAGE, PROVINCE, REGION, COUNTRY])
def test_every_unit_has_a_paper_of_two_to_four_pages(client: Client, code: str, language: str) -> None:
    response = paper(client, code, language)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    reader = read(response.content)
    assert 2 <= len(reader.pages) <= 4
    assert reader.root_object["/Lang"] == language
    place = Territory.objects.get(code=code)
    with translation.override(language):
        assert reader.metadata is not None
        assert reader.metadata.author == "Twiza"
        assert place.name in str(reader.metadata.title)


def test_fonts_are_those_of_the_house_and_embedded(client: Client) -> None:
    found = fonts(read(paper(client, TOWN, "ar").content))
    assert {"IBMPlexSans" in str(font["/BaseFont"]) for font in found} == {True}
    assert any("IBMPlexSansArabic" in str(font["/BaseFont"]) for font in found)
    for font in found:
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object())


def test_the_paper_is_tagged_and_fit_for_archives(client: Client) -> None:
    reader = read(paper(client, TOWN).content)
    about = reader.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[union-attr]
    assert "pdfaid:part" in about
    assert "pdfuaid:part" in about
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_pages_are_numbered_and_name_the_place(client: Client) -> None:
    reader = read(paper(client, TOWN).content)
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert f"{number}/{count}" in text
        assert "Marsa Qamar" in text


def test_it_opens_in_the_browser_under_a_readable_name(client: Client) -> None:
    response = paper(client, TOWN)
    assert response["Content-Disposition"] == f'inline; filename="Territorial diagnosis Marsa Qamar {TOWN}.pdf"'
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", ["nowhere", "01.01.13.99", "..", "%00", "a" * 300])
def test_an_unknown_place_is_a_kind_404(client: Client, code: str) -> None:
    response = paper(client, code, "fr")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post(f"/en/territories/{TOWN}/diagnosis.pdf").status_code == 405


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_hostile_name_is_only_a_name(client: Client, language: str) -> None:
    Territory.objects.filter(code=TOWN).update(names={"ar": HOSTILE})
    response = paper(client, TOWN, language)
    assert response.status_code == 200
    assert "\n" not in response["Content-Disposition"]
    reader = read(response.content)
    text = "".join(reader.pages[0].extract_text().split())
    assert '#eval("1+1")$x^2$*b*_c_]}\\"d"<e>`f`@g//h' in text
    assert "\u202e" not in str(reader.metadata and reader.metadata.title)


def test_hostile_text_anywhere_is_only_text() -> None:
    def spoilt(data: Any, key: str = "") -> Any:
        if isinstance(data, str):
            return data if key in {"language", "side", "kind", "outcome", *typesetting.DRAWINGS} else data + HOSTILE
        if isinstance(data, dict):
            return {name: spoilt(value, name) for name, value in data.items()}
        return [spoilt(value, key) for value in data] if isinstance(data, list | tuple) else data

    for code in (TOWN, REGION):
        text = "".join(page.extract_text() for page in read(rendering.pdf(spoilt(gathered(code)), DAY)).pages)
        assert '#eval("1+1")' in text


def test_a_very_long_name_keeps_the_paper_whole(client: Client) -> None:
    Territory.objects.filter(code=TOWN).update(names={"ar": LONG, "fr": "Commune au nom sans fin " * 8})
    for language in ("ar", "fr"):
        assert len(read(paper(client, TOWN, language).content).pages) <= 4


def test_much_to_tell_is_set_smaller_rather_than_on_a_fifth_page(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gathered(TOWN)

    def pages(words: int) -> int:
        data["unknown"]["never"] = "word " * words
        return len(read(rendering.pdf(data, DAY)).pages)

    sizes = rendering.SIZES
    monkeypatch.setattr(rendering, "SIZES", sizes[:1])
    too_many = next(words for words in range(0, 10_000, 100) if pages(words) > rendering.MOST)
    monkeypatch.setattr(rendering, "SIZES", sizes)
    assert pages(too_many) == rendering.MOST


def test_a_paper_is_set_once_for_a_day_a_language_and_a_state_of_the_data(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    original = rendering.pdf
    monkeypatch.setattr(rendering, "pdf", lambda data, day: made.append(day) or original(data, day))
    first = paper(client, TOWN)
    assert paper(client, TOWN).content == first.content
    assert len(made) == 1
    paper(client, TOWN, "fr")
    assert len(made) == 2
    assert client.get(first.request["PATH_INFO"], headers={"If-None-Match": first["ETag"]}).status_code == 304  # type: ignore[attr-defined]


def test_papers_kept_are_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing, "KEPT", 2)
    for code in (TOWN, VILLAGE, PROVINCE):
        paper(client, code)
    assert [kept.code for kept in issuing._kept] == [VILLAGE, PROVINCE]


def test_a_place_asks_as_much_for_one_as_for_another(client: Client, django_assert_max_num_queries: Any) -> None:
    paper(client, TOWN)
    counts = []
    for code in (VILLAGE, "01.01.11", "01.01.14"):
        with django_assert_max_num_queries(20) as asked:
            paper(client, code)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    with django_assert_max_num_queries(2):
        paper(client, VILLAGE)
