"""Telling who one is: words, meaning, place; and whatever else is typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from twiza.opportunities import encoder, finding, meaning
from twiza.opportunities.finding import Answer, by_place_among_ties
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")


SENTENCES = ["عندنا نحل ونبيع العسل", "bghina nbi3o l3sel", "nous vendons du miel", "we sell honey"]


def page(client: Client, language: str = "en", **query: str) -> str:
    with translation.override(language):
        response = client.get(reverse("opportunities:match"), query)
    assert response.status_code == 200
    return response.content.decode()


def answered(text: str) -> list[str]:
    return re.findall(r'entry-title"><a href="[^"]*/([a-z-]+)/"', text)


@pytest.fixture
def without_encoder(settings: object) -> None:
    settings.ENCODER = False  # type: ignore[attr-defined]
    encoder.load.cache_clear()
    yield
    encoder.load.cache_clear()


@pytest.mark.parametrize(
    "told", ["عندنا نحل ونبيع العسل", "bghina nbi3o l3sel", "nous vendons du miel", "we sell honey"]
)
def test_a_sentence_in_any_language_finds_its_model(client: Client, told: str) -> None:
    assert answered(page(client, text=told))[0] == "honey"


@pytest.mark.usefixtures("without_encoder")
@pytest.mark.parametrize("told", ["عندنا نحل ونبيع العسل", "nous vendons du safran", "we gather seaweed"])
def test_words_alone_are_enough_without_an_encoder(told: str) -> None:
    found = finding.answers(told, None)
    assert found
    assert found[0].phrase == ""
    assert found[0].words


def test_the_words_in_common_are_shown_as_typed(client: Client) -> None:
    text = page(client, text="nous vendons du Miel")
    assert "You said:" in text
    assert "<bdi>Miel</bdi>" in text


def test_the_place_stands_beside_and_says_what_is_not_possible(client: Client) -> None:
    text = page(client, text="nous ramassons des algues", place="03.06.14")
    assert "Not possible in" in text
    assert "The commune is on the sea." in text


def test_a_place_is_found_by_its_name(client: Client) -> None:
    place = Territory.objects.get(code="03.06.14")
    assert "how it fits in" in page(client, text="miel", where=place.names["fr"])


def test_a_name_typed_after_a_place_was_chosen_counts() -> None:
    chosen, other = "03.06.14", Territory.objects.get(code="01.01.11")
    assert finding.place_of(chosen, "", "commune").territory == Territory.objects.get(code=chosen)
    assert finding.place_of(chosen, other.names["fr"], "commune").territory == other


def test_several_places_of_one_name_are_offered(client: Client) -> None:
    text = page(client, text="miel", where="marsa")
    assert "Which of these places?" in text


def test_a_place_that_does_not_exist_is_told_and_the_answer_given(client: Client) -> None:
    text = page(client, text="miel", where="qqqqzzzz")
    assert "No place is called" in text
    assert answered(text)[0] == "honey"


def test_nothing_typed_and_nothing_understood_are_told_apart(client: Client) -> None:
    assert "Write a sentence first" in page(client, text="")
    assert "We could not tell" in page(client, text="%%% ۞ ؟؟")
    assert "Try one of these" in page(client)


def test_a_text_that_is_too_long_is_cut_and_kept(client: Client) -> None:
    text = page(client, text="miel " + "a" * 10_000)
    assert "Only the first 600 characters were read" in text
    assert ">miel " + "a" * 595 + "</textarea>" in text


@pytest.mark.parametrize("told", ["\u202emiel\u202c", "\x00miel", "<script>alert(1)</script> miel", "٣٤٥", "🐝" * 300])
def test_hostile_words_are_answered(client: Client, told: str) -> None:
    text = page(client, text=told, where=told, place=told)
    assert "<script>alert" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_in_every_language(client: Client, language: str) -> None:
    assert answered(page(client, language, text="عسل"))[0] == "honey"


def test_near_ties_are_decided_by_the_place() -> None:
    found = finding.answers("miel safran", Territory.objects.get(code="03.06.14"))
    first, second = found[0], found[1]
    tied = [Answer(**{**one.__dict__, "score": score}) for one, score in ((second, 0.51), (first, 0.50))]
    scores = [one.card.score for one in by_place_among_ties(tied) if one.card]
    assert scores == sorted(scores, reverse=True)
    apart = [Answer(**{**one.__dict__, "score": score}) for one, score in ((second, 0.9), (first, 0.5))]
    assert [one.score for one in by_place_among_ties(apart)] == [0.9, 0.5]


def test_typed_words_are_given_once_in_their_order() -> None:
    told = "miel, safran, miel"
    key, one = meaning.match(told)[0]
    assert meaning.typed(told, one) in {("miel",), ("safran",), ("miel", "safran")}
    assert key in {"honey", "saffron"}


def test_labelled_profiles_are_well_formed() -> None:
    lines = (Path(__file__).parent / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 60
    assert len({row["id"] for row in rows}) == 60
    assert {row["lang"] for row in rows} == {"ar", "darija-arabic", "darija-latin", "fr", "en"}
    assert all(row["text"] and row["models"] for row in rows)
