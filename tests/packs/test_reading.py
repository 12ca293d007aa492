"""How texts become data: YAML without surprises, the country's habits on the page."""

import datetime

import pytest

from twiza.packs import habits
from twiza.packs.files import megabytes
from twiza.packs.yamltext import read_yaml
from twiza.ui import formats


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07", "07"),
        ("07.161", "07.161"),
        ("12", 12),
        ("-1.5e3", -1500.0),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("~", None),
        ("", None),
        ("1:30", "1:30"),
        ("2026-11-22", "2026-11-22"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        (".inf", ".inf"),
        ("عسل", "عسل"),
        ("[1, [2]]", [1, [2]]),
        ("{a: {}}", {"a": {}}),
    ],
)
def test_plain_words_stay_words_and_numbers_become_numbers(written, read):
    document, _ = read_yaml(f"value: {written}\n")

    assert document == {"value": read}
    assert type(document["value"]) is type(read)


def test_every_path_has_its_line():
    _, lines = read_yaml("a:\n- b: 1\n  c:\n  - 2\n  - d: 3\n")

    assert lines == {
        (): 1, ("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 0, "c"): 3,
        ("a", 0, "c", 0): 4, ("a", 0, "c", 1): 5, ("a", 0, "c", 1, "d"): 5,
    }  # fmt: skip


def test_sizes_are_said_in_megabytes():
    assert [megabytes(size) for size in (20_000_000, 1_500_000)] == ["20 MB", "1.5 MB"]


@pytest.mark.django_db
def test_pages_write_numbers_dates_and_money_as_the_country_does(country):
    assert formats.number(1234567.5, 1, language="fr") == "1\u202f234\u202f567,5"
    assert formats.number(1234567.5, 1, language="en") == "1,234,567.5"
    assert formats.money(1500, language="fr").endswith("XED")
    assert formats.long_date(datetime.date(2026, 7, 2), language="ar") == "2 يوليوز 2026"
    assert habits.habits_in("en").country == "Land of Example"
    assert habits.habits_in("de") is None
