"""Many ways to write an address, one way to keep it."""

import pytest
from django.core.exceptions import ValidationError

from twiza.accounts import addresses

NUMBER = "+212612345678"


@pytest.fixture(autouse=True)
def _of_a_country_with_numbers(settings):
    settings.PHONE_REGION = "MA"


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678", "06 12 34 56 78", "06-12-34-56-78", "06.12.34.56.78", "+212 612-345678", "00212612345678",
        "٠٦١٢٣٤٥٦٧٨", "۰۶۱۲۳۴۵۶۷۸", "\u200e+212 6 12 34 56 78\u200f", "(0)612345678", " 0612345678 ",
        "０６１２３４５６７８", "+212 (0)6 12 34 56 78",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(typed):
    assert addresses.read(typed) == NUMBER


@pytest.mark.parametrize("typed", ["Amina@Example.ORG", " amina@example.org ", "\u200famina@example.org"])
def test_an_e_mail_is_kept_in_small_letters(typed):
    assert addresses.read(typed) == "amina@example.org"


@pytest.mark.parametrize("typed", ["", "12", "amina", "061234567", "@", "a@b", "06123456789012", "أمينة", "+999123456"])
def test_what_is_neither_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as told:
        addresses.read(typed)

    assert "06" in told.value.messages[0] or "amina@example.org" in told.value.messages[0]


def test_a_line_that_takes_no_text_messages_is_refused():
    with pytest.raises(ValidationError) as told:
        addresses.read("0522 22 22 22")

    assert told.value.code == "not-mobile"


def test_a_number_of_another_country_names_it():
    assert addresses.read("+33 6 12 34 56 78") == "+33612345678"


@pytest.mark.django_db
def test_where_no_country_gives_numbers_the_country_has_to_be_written(settings, country):
    settings.PHONE_REGION = ""

    assert addresses.read("+212 612345678") == NUMBER
    with pytest.raises(ValidationError):
        addresses.read("0612345678")


def test_a_number_is_shown_in_groups():
    assert addresses.shown(NUMBER) == "+212 6 12 34 56 78"
    assert addresses.shown("amina@example.org") == "amina@example.org"
