"""Values written as each language writes them, and put into sentences: once, never read again as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from twiza.dossier.dataset import FIELDS, FIELDS_OF_FOUNDER, Dataset, Member, Place
from twiza.dossier.dataset.fields import ARTICLE, Kind
from twiza.packs.schema import LocalText
from twiza.papers import numerals
from twiza.papers.typesetting import balanced
from twiza.ui import formats

BLANK = "." * 28
"""Where something that may be missing is: room to write it by hand."""
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Filler:
    """What fills the sentences of one paper, or of one founder's sheet of it."""

    told: Dataset
    member: Member | None = None
    article: int = 0

    def text(self, text: LocalText, language: str) -> str:
        """The sentence in *language* with each name in braces replaced.

        What a value holds is never looked at again: a founder called ``{name}`` stays so. KeyError for an
        unknown name.
        """
        return _PLACEHOLDER.sub(lambda found: self.value(found[1], language), text.get(language))

    def value(self, name: str, language: str) -> str:
        """One value, held together against the direction of the text around it."""
        if name == ARTICLE:
            return figure(self.article, language)
        if name in FIELDS_OF_FOUNDER:
            kind, read, _optional = FIELDS_OF_FOUNDER[name]
            value = None if self.member is None else read(self.member)
        else:
            kind, value = FIELDS[name].kind, FIELDS[name].get(self.told)
        return BLANK if value is None else written(value, kind, language, self.told.currency)

    def paragraphs(self, text: LocalText | None, language: str) -> list[str]:
        """Paragraphs are parted by an empty line in the pack, never by what fills them."""
        parts = re.split(r"\n\s*\n", text.get(language)) if text else []
        return [_PLACEHOLDER.sub(lambda found: self.value(found[1], language), part.strip()) for part in parts]


def written(value: Any, kind: Kind, language: str, currency: Mapping[str, str]) -> str:
    """A value of a field in words and figures of *language*; *currency* is its full name by language."""
    return _WRITERS[kind](value, language, currency.get(language, ""))


def _places(value: Iterable[Place], language: str, _currency: str) -> str:
    joint = "، " if language == "ar" else ", "
    return joint.join(own(f"{_called(one.level, language)} {_named(one.names, language)}".strip()) for one in value)


def own(text: object) -> str:
    """Somebody's text on one line, harmless, and isolated from the text around it."""
    return formats.isolated(balanced(_SPACES.sub(" ", str(text)).strip()))


def figure(value: Decimal | int, language: str) -> str:
    """A number by itself."""
    return formats.isolated(formats.number(value, language=language), ltr=True)


def amount(value: Decimal, language: str) -> str:
    """Money in a column: two decimals only where there are hundredths."""
    whole = value == value.to_integral_value()
    return formats.isolated(formats.number(value, 0 if whole else 2, language=language), ltr=True)


def money(value: Decimal, currency: str, language: str) -> str:
    """An amount and its currency's full name."""
    return f"{amount(value, language)} {numerals.unit(value, currency, language)}".strip()


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names.get("ar", "")


def _called(names: Mapping[str, str], language: str) -> str:
    """The kind of unit before its name: small in French and English."""
    name = _named(names, language)
    return name if language == "ar" else name.lower()


_WRITERS: dict[Kind, Callable[[Any, str, str], str]] = {
    "text": lambda value, _language, _currency: own(value),
    "names": lambda value, language, _currency: own(_named(value, language)),
    "places": _places,
    "place": _places,
    "number": lambda value, language, _currency: figure(value, language),
    "number_words": lambda value, language, _currency: own(numerals.words(int(value), language)),
    "money": lambda value, language, currency: money(value, currency, language),
    "money_words": lambda value, language, currency: own(numerals.money(value, currency, language)),
    "percent": lambda value, language, _c: formats.isolated(formats.percent(value, language=language), ltr=True),
    "date": lambda value, language, _currency: formats.isolated(formats.long_date(value, language=language)),
}
