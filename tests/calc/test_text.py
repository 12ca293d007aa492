"""One normaliser: the same word in any spelling, and nothing but that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.calc import text

anything = st.text(max_size=600)


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("أكادير", "اكادير"),
        ("شيشاوة", "شيشاوه"),
        ("مستشفى", "مستشفي"),
        ("تيزنيــت", "تيزنيت"),
        ("مَرَّاكُش", "مراكش"),
        ("Fès", "FES"),
        ("Aït-Melloul", "ait melloul"),
        ("ڭلميم", "كلميم"),
        ("٢٠٢٤", "2024"),
    ],
)
def test_spellings_of_one_word_fold_alike(written: str, also: str) -> None:
    assert text.words(written) == text.words(also)


def test_different_words_stay_different() -> None:
    assert text.words("تازة") != text.words("تاوريرت")
    assert text.skeleton("safi") != text.skeleton("sefrou")


@given(anything)
def test_folding_again_changes_nothing(told: str) -> None:
    once = text.fold(told)
    assert text.fold(once) == once


@given(anything)
def test_folded_text_has_no_controls_and_no_bidi_marks(told: str) -> None:
    assert all(c.isprintable() and c not in "\u202a\u202b\u202e\u2066\u2067\u2069" for c in text.fold(told))


@given(anything)
def test_every_step_survives_any_text(told: str) -> None:
    for word in text.words(told):
        assert text.stem(word)
        assert isinstance(text.skeleton(word), str)
    assert len(text.terms(told)) <= len(text.words(told))


def test_only_the_first_characters_of_a_long_question_are_read() -> None:
    assert text.words("س" * 10_000) == ["س" * text.LONGEST]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("taroudant", "تارودانت"), ("ouarzazate", "ورزازات"), ("chefchaouen", "شفشاون"), ("tiznit", "تزنيت"),
     ("khemisset", "الخميسات"), ("errachidia", "الرشيدية")],
)  # fmt: skip
def test_a_name_sounds_alike_in_both_scripts(latin: str, arabic: str) -> None:
    assert text.skeleton(text.words(latin)[0])[-3:] == text.skeleton(text.words(arabic)[0])[-3:]


def test_french_and_english_habits_of_writing_a_name_sound_alike() -> None:
    assert text.sound("chichaoua") == text.sound("shishawa") == text.sound("chichawa")


def test_an_article_is_dropped_but_never_the_word() -> None:
    assert text.without_article("الحاجب") == "حاجب"
    assert text.without_article("الم") == "الم"
    assert text.name_skeleton("El Hajeb") == text.name_skeleton("الحاجب")
