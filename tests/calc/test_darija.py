"""Darija heard by its consonants, in both scripts."""

from __future__ import annotations

import doctest

import pytest

from twiza.calc import darija


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("l3sel", "عسل"),
        ("7lib", "حليب"),
        ("lm3iz", "معز"),
        ("lmdrasa", "مدرسه"),
        ("khayto", "خياطه"),
        ("nkhayto", "خياطه"),
        ("chrjem", "شرجم"),
        ("ghlal", "غلال"),
        ("9offa", "قفه"),
    ],
)
def test_both_scripts_share_a_key(latin: str, arabic: str) -> None:
    assert darija.keys(latin) & darija.keys(arabic)


@pytest.mark.parametrize("text", ["nous vendons du miel", "we keep bees", "miel", "", "12 ruches", "2 chèvres"])
def test_french_and_english_are_not_taken_for_darija(text: str) -> None:
    assert not darija.is_spoken(text)


@pytest.mark.parametrize("text", ["bghina nbi3o l3sel", "kan khayto", "3endna lm3iz", "bghit nwasel drari"])
def test_darija_in_latin_letters_is_recognised(text: str) -> None:
    assert darija.is_spoken(text)


def test_sounds_are_worth_less_than_the_word_itself() -> None:
    (readings,) = darija.heard("العسل")
    assert readings["عسل"] == 1.0
    assert all(worth < 1 for term, worth in readings.items() if term.startswith(darija.KEY))


def test_french_words_are_heard_by_their_stems_alone() -> None:
    assert all(not term.startswith(darija.KEY) for readings in darija.heard("nous avons du miel") for term in readings)


def test_worked_examples_hold() -> None:
    result = doctest.testmod(darija)
    assert result.attempted > 0
    assert result.failed == 0
