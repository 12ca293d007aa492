"""Numbers and dates as people write them, in plain text: no markup here.

The habits of a country (decimal sign, grouping, digits, names of months) come from its pack.
This area may not import packs, so whoever knows them registers a provider:

>>> set_locale_provider(lambda language: None)
>>> number(1234567.891, 1, language="fr") == "1\u202f234\u202f567,9"
True

Between groups, and before a unit, stands U+202F (narrow no-break space), never a plain space: a
plain one lets right-to-left text turn "7 000,00" into "000,00 7". Minus is U+2212.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.ui import calendars

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, END_ISOLATE = "\u2068", "\u2066", "\u2069"
_EXACT = Context(prec=1000, rounding=ROUND_HALF_UP)
_ARABIC_INDIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")

Number = int | float | Decimal | str | None
Digits = Literal["western", "arabic_indic"]


@dataclass(frozen=True)
class Locale:
    """How one language writes numbers and dates in one country."""

    decimal: str = ","
    group: str = NARROW_SPACE
    months: tuple[str, ...] = ()
    digits: Digits = "western"
    hijri: bool = False
    currency: str = ""
    country: str = ""


_DEFAULTS = {
    "ar": Locale(months=calendars.MONTHS["ar"]),
    "fr": Locale(months=calendars.MONTHS["fr"]),
    "en": Locale(decimal=".", months=calendars.MONTHS["en"]),
}
_registered: list[Callable[[str], Locale | None]] = []


def set_locale_provider(provider: Callable[[str], Locale | None]) -> None:
    """Ask *provider* for the locale of a language from now on; ``None`` means the default.

    It is called for every number of a page: it should answer from memory.
    """
    _registered[:] = [provider]


def locale(language: str | None = None) -> Locale:
    """The locale of *language*, by default of the reader's language."""
    language = (language or get_language() or "ar")[:2]
    found = _registered[0](language) if _registered else None
    return found or _DEFAULTS.get(language, _DEFAULTS["en"])


def unknown() -> str:
    """The word for a value that nobody knows; never a dash."""
    return _("unknown")


def finite(value: object) -> Decimal | None:
    """*value* as an exact decimal, or ``None`` where it is empty, infinite or not a number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None


def number(value: Number, decimals: int | None = None, *, sign: bool = False, language: str | None = None) -> str:
    """*value* with *decimals* digits after the sign, halves rounded away from zero.

    Without *decimals*: whole numbers stay whole, others keep at most two digits. With *sign* a
    positive number carries ``+``. A value that is not a finite number gives :func:`unknown`.
    """
    exact = finite(value)
    return unknown() if exact is None else _written(exact, decimals, locale(language), sign=sign)


def _written(exact: Decimal, decimals: int | None, habits: Locale, *, sign: bool = False) -> str:
    digits = _rounded(exact, decimals)
    whole, _point, fraction = digits.lstrip("-").partition(".")
    any_but_zero = bool(digits.strip("-0."))
    text = f"{int(whole):,}".replace(",", _safe(habits.group))
    if fraction:
        text += habits.decimal + fraction
    if any_but_zero:
        text = (MINUS if digits.startswith("-") else "+" if sign else "") + text
    return text.translate(_ARABIC_INDIC) if habits.digits == "arabic_indic" else text


def _rounded(exact: Decimal, decimals: int | None) -> str:
    if decimals is not None:
        return format(exact.quantize(_step(decimals), context=_EXACT), "f")
    text = format(exact.quantize(_step(2), context=_EXACT), "f")
    return text.rstrip("0").rstrip(".")


@cache
def _step(decimals: int) -> Decimal:
    """The smallest difference that so many decimals can show."""
    return Decimal(1).scaleb(-decimals)


def _safe(separator: str) -> str:
    return NARROW_SPACE if separator.isspace() else separator


def signed(value: Number, decimals: int | None = None, *, language: str | None = None) -> str:
    """A change: ``+`` or ``−`` before the number, nothing before zero."""
    return number(value, decimals, sign=True, language=language)


def percent(value: Number, decimals: int | None = None, *, sign: bool = False, language: str | None = None) -> str:
    """*value*, already in per cent, followed by the sign as the language sets it."""
    exact = finite(value)
    if exact is None:
        return unknown()
    language = (language or get_language() or "ar")[:2]
    habits = locale(language)
    space = "" if language == "en" else NARROW_SPACE
    mark = "٪" if habits.digits == "arabic_indic" else "%"
    return _written(exact, decimals, habits, sign=sign) + space + mark


def with_unit(value: Number, decimals: int | None, unit: str, *, language: str | None = None) -> str:
    """A number and its unit, held together; ``%`` is set as :func:`percent` does.

    The number alone is isolated: the unit follows the direction of the text it stands in.
    """
    if unit in {"%", "٪"}:
        return percent(value, decimals, language=language)
    exact = finite(value)
    if exact is None:
        return unknown()
    text = _written(exact, decimals, locale(language))
    return f"{isolated(text, ltr=True)}{NARROW_SPACE}{unit}" if unit else text


def money(value: Number, decimals: int = 0, *, language: str | None = None) -> str:
    """An amount and the country's currency, if a country is known."""
    return with_unit(value, decimals, locale(language).currency, language=language)


def long_date(date: datetime.date | None, *, language: str | None = None) -> str:
    """Day, month by name and year; with the Hijri date beside it where the country writes it."""
    if date is None:
        return unknown()
    language = (language or get_language() or "ar")[:2]
    habits = locale(language)
    day = "1er" if language == "fr" and date.day == 1 else str(date.day)
    text = f"{day} {habits.months[date.month - 1]} {date.year}"
    hijri = calendars.hijri(date, language) if habits.hijri else ""
    text = f"{text} ({hijri})" if hijri else text
    return text.translate(_ARABIC_INDIC) if habits.digits == "arabic_indic" else text


def isolated(text: object, *, ltr: bool = False) -> str:
    """*text* between isolating marks, for places that take no markup (SVG text, titles)."""
    return f"{LEFT_TO_RIGHT_ISOLATE if ltr else FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}"
