"""Numbers and dates are safe in right-to-left text and written as the country writes them."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from twiza.ui import calendars, formats

LANGUAGES = ["ar", "fr", "en"]
finite_floats = st.floats(allow_nan=False, allow_infinity=False)


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@given(finite_floats, st.sampled_from([None, 0, 1, 3]), st.sampled_from(LANGUAGES))
def test_no_number_holds_a_plain_space_or_an_ascii_hyphen(value: float, decimals: int | None, language: str) -> None:
    for text in (
        formats.number(value, decimals, language=language),
        formats.signed(value, decimals, language=language),
        formats.percent(value, decimals, language=language),
        formats.with_unit(value, decimals, "km", language=language),
    ):
        assert " " not in text
        assert "-" not in text


@given(finite_floats, st.sampled_from(LANGUAGES))
def test_every_group_after_the_first_has_three_digits(value: float, language: str) -> None:
    whole = re.split("[.,]", formats.number(value, 2, language=language).lstrip("\u2212"))[0]
    first, *others = whole.split(formats.NARROW_SPACE)
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in others)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_is_read_back_unchanged(value: int) -> None:
    text = formats.number(value, language="ar").replace(formats.NARROW_SPACE, "").replace(formats.MINUS, "-")
    assert int(text) == value


@pytest.mark.parametrize(
    ("value", "decimals", "language", "expected"),
    [
        (1234567.891, 1, "fr", "1\u202f234\u202f567,9"),
        (1234567.891, 1, "en", "1\u202f234\u202f567.9"),
        (-0.04, 1, "ar", "0,0"),
        (-7.25, 1, "ar", "\u22127,3"),
        (0.125, 2, "fr", "0,13"),
        (Decimal("1e20"), None, "fr", "100\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000"),
        (2.50, None, "fr", "2,5"),
        (38452, None, "fr", "38\u202f452"),
    ],
)
def test_numbers_are_written_with_the_sign_and_groups_of_the_language(
    value: float, decimals: int | None, language: str, expected: str
) -> None:
    assert formats.number(value, decimals, language=language) == expected


def test_a_change_carries_its_sign_and_no_change_carries_none() -> None:
    assert [formats.signed(value, 0, language="fr") for value in (38.2, -3, 0.2)] == ["+38", "\u22123", "0"]


def test_per_cent_is_set_as_each_language_sets_it() -> None:
    assert [formats.percent(25.2, 1, language=language) for language in LANGUAGES] == [
        "25,2\u202f%",
        "25,2\u202f%",
        "25.2%",
    ]


@pytest.mark.parametrize("value", [None, "", float("nan"), float("inf"), "many", True])
def test_what_is_not_a_number_is_said_to_be_unknown(value: object) -> None:
    with translation.override("en"):
        assert formats.number(value) == "unknown"  # type: ignore[arg-type]
        assert shown("{{ value|number:1 }}", value=value) == '<span class="unknown">unknown</span>'


def test_a_country_gives_its_own_habits() -> None:
    months = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
    own = formats.Locale(group=" ", months=months, currency="درهم", hijri=True)
    formats.set_locale_provider(lambda language: own if language == "ar" else None)
    day = datetime.date(2026, 11, 22)
    assert formats.long_date(day, language="ar") == "22 نونبر 2026 (12 جمادى الآخرة 1448 هـ)"
    assert formats.long_date(day, language="fr") == "22 novembre 2026"
    assert formats.number(7000, language="ar") == "7\u202f000"
    assert formats.money(7000, language="ar") == "\u20667\u202f000\u2069\u202fدرهم"


def test_arabic_digits_where_the_country_writes_them() -> None:
    formats.set_locale_provider(lambda language: formats.Locale(decimal="٫", digits="arabic_indic"))
    assert formats.percent(1234.5, 1, language="ar") == "١\u202f٢٣٤٫٥\u202f٪"


def test_the_first_of_a_month_is_written_1er_in_french() -> None:
    assert formats.long_date(datetime.date(2026, 3, 1), language="fr") == "1er mars 2026"


def test_outside_the_years_of_umm_al_qura_there_is_no_hijri_date() -> None:
    assert calendars.hijri(datetime.date(1900, 1, 1), "en") == ""
    assert calendars.hijri(datetime.date(2026, 11, 22), "en") == "12 Jumada II 1448 AH"


def test_filters_isolate_numbers_from_the_text_around() -> None:
    with translation.override("fr"):
        assert shown("{{ 38|signed_percent }}") == '<bdi dir="ltr" class="number">+38\u202f%</bdi>'
        assert shown("{{ day|longdate }}", day=datetime.date(2026, 11, 22)) == (
            '<time datetime="2026-11-22"><bdi>22 novembre 2026</bdi></time>'
        )


def test_text_of_people_is_isolated_escaped_and_cannot_turn_its_neighbours() -> None:
    assert shown("{{ text|isolate }}", text="<b>\u202eevil\u2069") == "<bdi>&lt;b&gt;evil</bdi>"
