"""What a clerk wrote in a cell is understood as it was meant, or said not to be."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from tests.registry.factories import place
from twiza.packs.models import Country
from twiza.registry.loading.places import Places
from twiza.registry.loading.reading import Reader, amount_of, day_of

TODAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("3.000", "3000"),
        ("12,500", "12500"),
        ("1.234.567", "1234567"),
        ("3 000,50", "3000.50"),
        ("3'000", "3000"),
        ("٣٠٠٠ درهم", "3000"),
        ("٣٬٠٠٠٫٥", "3000.5"),
        ("12.5", "12.5"),
    ],
)
def test_an_amount_is_what_its_writer_meant(told: str, meant: str) -> None:
    assert amount_of(told) == Decimal(meant)


@pytest.mark.parametrize("told", ["-5", "1-2", "twelve", "", "1,2,3"])
def test_what_is_no_amount_is_none(told: str) -> None:
    assert amount_of(told) is None


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("1/2/98", (1998, 2, 1)),
        ("1/2/15", (2015, 2, 1)),
        ("١٤-٣-٢٠٢٦", (2026, 3, 14)),
        ("2015-03-14 00:00", (2015, 3, 14)),
    ],
)
def test_a_day_is_what_its_writer_meant(told: str, meant: tuple[int, int, int]) -> None:
    assert day_of(told) == datetime.date(*meant)


def test_an_only_name_in_latin_letters_is_both(country: Country) -> None:
    reader = Reader({"name_ar": 0, "territory": 1}, Places(place("XE"), {}), [], TODAY)
    for told, latin in (("Al Amal", "Al Amal"), ("الأمل", "")):
        values = reader.read(2, [told, "01.01.13"]).values
        assert (values["name_ar"], values["name_latin"]) == (told, latin)


def test_a_day_after_today_is_strange(country: Country) -> None:
    reader = Reader({"name_ar": 0, "territory": 1, "registered_on": 2}, Places(place("XE"), {}), [], TODAY)
    keys = [[one.key for one in reader.read(2, ["a", "01.01.13", day]).problems] for day in ("1/1/2026", "2/1/2026")]
    assert keys == [[], ["strange_date"]]
