"""Figures on papers are repeated in words, rightly."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest

from twiza.papers import numerals
from twiza.papers.numerals import arabic, english, french

ARABIC = {
    1: "واحد", 2: "اثنان", 3: "ثلاثة", 8: "ثمانية", 10: "عشرة", 11: "أحد عشر", 12: "اثنا عشر", 18: "ثمانية عشر",
    20: "عشرون", 21: "واحد وعشرون", 99: "تسعة وتسعون", 100: "مائة", 101: "مائة وواحد", 200: "مائتان",
    212: "مائتان واثنا عشر", 325: "ثلاثمائة وخمسة وعشرون", 800: "ثمانمائة", 1000: "ألف", 1001: "ألف وواحد",
    2000: "ألفان", 2500: "ألفان وخمسمائة", 3000: "ثلاثة آلاف", 10_000: "عشرة آلاف", 11_000: "أحد عشر ألفا",
    25_000: "خمسة وعشرون ألفا", 100_000: "مائة ألف", 101_000: "مائة ألف وألف", 102_000: "مائة ألف وألفان",
    103_000: "مائة وثلاثة آلاف", 150_000: "مائة وخمسون ألفا", 200_000: "مائتا ألف", 300_000: "ثلاثمائة ألف",
    1_000_000: "مليون", 2_000_000: "مليونان", 3_500_000: "ثلاثة ملايين وخمسمائة ألف", 12_000_000: "اثنا عشر مليونا",
    1_234_567: "مليون ومائتان وأربعة وثلاثون ألفا وخمسمائة وسبعة وستون", 4_000_000_000: "أربعة مليارات",
}  # fmt: skip
FRENCH = {
    0: "zéro", 16: "seize", 17: "dix-sept", 21: "vingt et un", 22: "vingt-deux", 60: "soixante", 61: "soixante et un",
    70: "soixante-dix", 71: "soixante et onze", 72: "soixante-douze", 79: "soixante-dix-neuf", 80: "quatre-vingts",
    81: "quatre-vingt-un", 90: "quatre-vingt-dix", 91: "quatre-vingt-onze", 99: "quatre-vingt-dix-neuf", 100: "cent",
    101: "cent un", 180: "cent quatre-vingts", 200: "deux cents", 201: "deux cent un", 1000: "mille", 1001: "mille un",
    2000: "deux mille", 7000: "sept mille", 80_000: "quatre-vingt mille", 200_000: "deux cent mille",
    1_000_000: "un million", 2_200_300: "deux millions deux cent mille trois cents", 200_000_000: "deux cents millions",
}  # fmt: skip
ENGLISH = {
    0: "zero", 13: "thirteen", 20: "twenty", 42: "forty-two", 100: "one hundred", 101: "one hundred and one",
    1000: "one thousand", 1001: "one thousand and one", 7350: "seven thousand three hundred and fifty",
    2_000_000: "two million",
}  # fmt: skip


@pytest.mark.parametrize(("language", "number", "told"), [
    (language, number, told)
    for language, known in (("ar", ARABIC), ("fr", FRENCH), ("en", ENGLISH))
    for number, told in known.items()
])  # fmt: skip
def test_numbers(language: str, number: int, told: str) -> None:
    assert numerals.words(number, language) == told


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_two_numbers_read_alike(language: str) -> None:
    told = [numerals.words(number, language) for number in range(12_000)]
    assert len(set(told)) == len(told)
    assert [one for one in told if "  " in one or one != one.strip()] == []


@pytest.mark.parametrize(
    ("amount", "currency", "language", "told"),
    [
        ("7000", "درهم مغربي", "ar", "سبعة آلاف درهم مغربي"),
        ("2000", "درهم مغربي", "ar", "ألفا درهم مغربي"),
        ("200", "ريال سعودي", "ar", "مائتا ريال سعودي"),
        ("1050", "درهم مغربي", "ar", "ألف وخمسون درهما مغربيا"),
        ("1", "ليرة", "ar", "ليرة واحدة"),
        ("1750.50", "درهم", "ar", "ألف وسبعمائة وخمسون درهما وخمسون جزءا من المائة"),
        ("7000", "dirham marocain", "fr", "sept mille dirhams marocains"),
        ("1000000", "euro", "fr", "un million d’euros"),
        ("33.33", "dirham d'Exemple", "fr", "trente-trois dirhams d'Exemple et trente-trois centièmes"),
        ("0", "dirham", "fr", "zéro dirham"),
        ("7000", "Moroccan dirham", "en", "seven thousand Moroccan dirhams"),
    ],
)
def test_amounts(amount: str, currency: str, language: str, told: str) -> None:
    assert numerals.money(Decimal(amount), currency, language) == told


@pytest.mark.parametrize("number", [-1, numerals.LARGEST + 1])
def test_what_nobody_writes_out_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        numerals.words(number, "ar")


@pytest.mark.parametrize("module", [numerals, arabic, french, english])
def test_examples_in_the_code_are_right(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
