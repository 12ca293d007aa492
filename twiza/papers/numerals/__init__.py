"""Numbers and amounts in words, as papers repeat them beside the figures."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType

from twiza.papers.numerals import arabic, english, french

LARGEST = 10**12 - 1
_LANGUAGES: dict[str, ModuleType] = {"ar": arabic, "fr": french, "en": english}


def words(number: int, language: str) -> str:
    """A whole number in words. ValueError below zero or above ``LARGEST``.

    >>> words(7000, "ar"), words(7000, "fr"), words(7000, "en")
    ('سبعة آلاف', 'sept mille', 'seven thousand')
    """
    _must_be_known(number)
    return str(_LANGUAGES[language].words(number))


def money(amount: Decimal, currency: str, language: str) -> str:
    """An amount and its currency in words; hundredths follow as a part of a hundred.

    >>> money(Decimal("7000"), "درهم مغربي", "ar"), money(Decimal("1000000"), "dirham marocain", "fr")
    ('سبعة آلاف درهم مغربي', 'un million de dirhams marocains')
    """
    whole, parts = divmod(int((amount * 100).to_integral_value()), 100)
    _must_be_known(whole)
    return str(_LANGUAGES[language].money(whole, parts, currency))


def unit(amount: Decimal, currency: str, language: str) -> str:
    """The currency's name as it stands after figures.

    >>> unit(Decimal(7000), "dirham marocain", "fr"), unit(Decimal(7000), "درهم مغربي", "ar")
    ('dirhams marocains', 'درهم مغربي')
    """
    return str(_LANGUAGES[language].unit(amount, currency))


def _must_be_known(number: int) -> None:
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no words for {number}")
