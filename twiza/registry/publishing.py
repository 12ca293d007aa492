"""What a cooperative says of itself in public, made fit for a page: products and contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from twiza.accounts.commands import Refused
from twiza.registry.naming import clean

CONTACTS = ("phone", "email", "website", "address")
MOST_PRODUCTS = 30
LONGEST = 200


def products(told: Sequence[str]) -> list[str]:
    """Names of products, each once, without empty ones. :raises Refused: too many.

    >>> products([" Couscous ", "couscous", ""])
    ['Couscous']
    """
    found: dict[str, str] = {}
    for one in told:
        name = clean(one)[:LONGEST]
        if name:
            found.setdefault(name.casefold(), name)
    if len(found) > MOST_PRODUCTS:
        raise Refused(_("At most %(most)s products can be shown. Keep the main ones.") % {"most": MOST_PRODUCTS})
    return list(found.values())


def contacts(told: Mapping[str, str]) -> dict[str, str]:
    """The contacts that were given, each checked. :raises Refused: one cannot be read, or its kind is unknown."""
    if unknown := set(told) - set(CONTACTS):
        raise Refused(_("These contacts are not known: %(kinds)s.") % {"kinds": ", ".join(sorted(unknown))})
    found = {kind: clean(told.get(kind, ""))[:LONGEST] for kind in CONTACTS}
    found = {kind: value for kind, value in found.items() if value}
    if "phone" in found:
        found["phone"] = _phone(found["phone"])
    if "website" in found and "://" not in found["website"]:
        found["website"] = f"https://{found['website']}"
    try:
        if "email" in found:
            validate_email(found["email"])
    except ValidationError as error:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": found["email"]}) from error
    try:
        if "website" in found:
            URLValidator(schemes=["http", "https"])(found["website"])
    except ValidationError as error:
        raise Refused(_("“%(address)s” is not an address of a web page.") % {"address": found["website"]}) from error
    return found


def readable(told: Mapping[str, str]) -> dict[str, str]:
    """Those of the contacts that can be read: a registration does not fail for a slip in a telephone number."""
    found: dict[str, str] = {}
    for kind in CONTACTS:
        with suppress(Refused):
            found |= contacts({kind: told.get(kind, "")})
    return found


def _phone(told: str) -> str:
    digits = "".join(letter for letter in told if letter.isdigit())
    if not 6 <= len(digits) <= 15 or set(told) - set("0123456789٠١٢٣٤٥٦٧٨٩+-.() "):
        raise Refused(_("“%(phone)s” is not a phone number. Write its digits.") % {"phone": told})
    western = "".join(str(int(letter)) for letter in digits)
    return f"+{western}" if told.startswith("+") else western
