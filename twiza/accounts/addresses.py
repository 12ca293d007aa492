"""Phone numbers and e-mails: many ways to write one, one way to keep it."""

from __future__ import annotations

import unicodedata

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberType

from twiza.packs import queries as packs
from twiza.ui.formats import isolated

LONGEST = 254
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.UNKNOWN}


def read(typed: str) -> str:
    """The address in the form that is kept: a phone number as E.164, an e-mail in small letters.

    Digits of all scripts, spaces, dots, brackets and marks of direction are understood.

    :raises ValidationError: it is neither; the message says how to write it.
    """
    text = _bare(typed)
    return read_email(text) if "@" in text else read_phone(text)


def read_email(typed: str) -> str:
    """An e-mail in small letters. :raises ValidationError: it is none."""
    text = _bare(typed).lower()
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValidationError(
            _("This is not an e-mail address. It is written like amina@example.org."), code="email"
        ) from error
    return text


def read_phone(typed: str) -> str:
    """A mobile number as E.164, e.g. ``+212612345678``.

    A number without its country is of this installation's country. :raises ValidationError: it is none,
    or a line that takes no text messages.
    """
    region = _region()
    try:
        number = phonenumbers.parse(_bare(typed), region)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_how_to_write(region), code="phone") from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_how_to_write(region), code="phone")
    if phonenumbers.number_type(number) not in _MOBILE:
        raise ValidationError(
            _("This number takes no text messages. Write the number of a mobile phone."), code="not-mobile"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_phone(address: str) -> bool:
    """Whether an address that was ``read`` is a phone number."""
    return address.startswith("+")


def shown(address: str) -> str:
    """A phone number in groups as people read it; an e-mail as it is."""
    if not is_phone(address):
        return address
    return phonenumbers.format_number(phonenumbers.parse(address), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _bare(typed: str) -> str:
    """Without marks that nobody sees (direction, width), and with the usual letters for wide ones."""
    text = unicodedata.normalize("NFKC", typed)
    return "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cc"}).strip()[:LONGEST]


def _region() -> str | None:
    region = settings.PHONE_REGION
    if not region and (country := packs.country()):
        region = country.country
    return region.upper() if region.upper() in phonenumbers.SUPPORTED_REGIONS else None


def _how_to_write(region: str | None) -> str:
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE) if region else None
    if example is None:
        return _("This is neither an e-mail nor a phone number with its country, such as %(example)s.") % {
            "example": isolated("+1 202 555 0123", ltr=True)
        }
    return _("This is neither an e-mail nor a phone number. A number is written like %(example)s.") % {
        "example": isolated(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL), ltr=True)
    }
