"""Names of cooperatives: words that name the kind itself are no part of the name."""

from __future__ import annotations

import unicodedata

from twiza.calc import text

KIND_WORDS = (
    "تعاونية", "التعاونية", "تعاونيات", "تعاوني", "اتحاد", "شركة", "coopérative", "coopératives", "coop", "copérative",
    "cooperative", "société", "ste", "sté", "union", "scoop", "taawonia",
    "taawniyat", "taawniya", "taaounia", "taaouniat", "tawnia",
)  # fmt: skip
_KIND = frozenset(word for told in KIND_WORDS for word in text.words(told))
LONGEST_KEY = 200
_JOINERS = "\u200c\u200d"
"""Of Arabic letters: they change their shape alone."""


def clean(told: str) -> str:
    r"""*told* on one line, without letters that cannot be seen or that turn the text around them.

    >>> clean("  Al\u202e\n Amal ")
    'Al Amal'
    """
    return " ".join("".join(_visible(letter) for letter in told).split())


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Zs", "Zl", "Zp"} or letter in "\t\n\r":
        return " "
    return "" if kind[0] == "C" and letter not in _JOINERS else letter


def without_kind(name: str) -> str:
    """The folded words of *name* but for those that name the kind.

    >>> without_kind("Coopérative Al Amal")
    'al amal'
    """
    every = text.words(name)
    return " ".join([word for word in every if word not in _KIND] or every)


def bare(name: str) -> str:
    """The folded words of *name* that tell it from other names.

    >>> bare("تعاونية الأمل الفلاحية"), bare("Coopérative Al Amal")
    ('الامل الفلاحيه', 'amal')
    """
    every = text.words(name)
    kept = [word for word in every if word not in _KIND and not text.is_article(word)]
    return " ".join(kept or every)


def key(name: str) -> str:
    """How the bare name is heard, alike in both scripts: what duplicates are looked up by.

    >>> key("تعاونية الأمل") == key("Coopérative Al Amal")
    True
    """
    told = bare(name)
    return (text.name_skeleton(told) or told)[:LONGEST_KEY]
