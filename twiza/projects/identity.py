"""Numbers that tell who somebody is: one form for every way to write them, fingerprints, masks."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from twiza.accounts import addresses
from twiza.accounts.commands import Refused
from twiza.calc.text import fold
from twiza.sealing.keys import fingerprint

_KEPT = re.compile(r"[^A-Z0-9]")


def national_id(written: str) -> str:
    """An identity number in one form: capitals and digits alone.

    >>> national_id("ee-٣٤٥ 12")
    'EE34512'
    """
    return _KEPT.sub("", fold(written).upper())


def national_id_print(written: str) -> str:
    """What is the same for the same number, and tells nothing; empty for none."""
    number = national_id(written)
    return fingerprint(number, purpose="national id") if number else ""


def masked(number: str) -> str:
    """The last three signs, for the group.

    >>> masked("EE34512"), masked("12"), masked("")
    ('••••512', '••', '')
    """
    return "•" * len(number) if len(number) <= 3 else "••••" + number[-3:]


def phone(written: str) -> str:
    """A phone number as the world dials it (E.164); empty for none. :raises Refused: it is no phone number."""
    if not written.strip():
        return ""
    try:
        return addresses.read_phone(written)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def phone_print(number: str) -> str:
    """What is the same for the same phone; empty for none. *number* is in the form of :func:`phone`."""
    return fingerprint(number, purpose="phone") if number else ""
