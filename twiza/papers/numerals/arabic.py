"""Arabic numbers in words, nominative, of things of masculine gender.

Gender turns around from three to ten, things counted are plural there, accusative singular from eleven to
ninety-nine, genitive singular after whole hundreds; a dual loses its last letter before what it counts.
"""

from __future__ import annotations

from decimal import Decimal

_UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة")
_SCALES = (
    (10**9, "مليار", "ملياران", "مليارات", "مليارا"),
    (10**6, "مليون", "مليونان", "ملايين", "مليونا"),
    (10**3, "ألف", "ألفان", "آلاف", "ألفا"),
)
"""What is counted: value, singular, dual, plural, accusative singular."""
_DUALS = (*(scale[2] for scale in _SCALES), _HUNDREDS[2])


def words(number: int) -> str:
    """A whole number.

    >>> words(0), words(111), words(2026)
    ('صفر', 'مائة وأحد عشر', 'ألفان وستة وعشرون')
    """
    if number == 0:
        return "صفر"
    parts = []
    for value, *forms in _SCALES:
        count, number = divmod(number, value)
        if count:
            parts.append(_scaled(count, *forms))
    if number:
        parts.append(_below_thousand(number))
    return " و".join(parts)


def _scaled(count: int, one: str, two: str, many: str, accusative: str) -> str:
    """So many thousands, millions or milliards.

    >>> _scaled(3, "ألف", "ألفان", "آلاف", "ألفا"), _scaled(200, "ألف", "ألفان", "آلاف", "ألفا")
    ('ثلاثة آلاف', 'مائتا ألف')
    """
    if count <= 2:
        return (one, two)[count - 1]
    rest = count % 100
    if 3 <= rest <= 10:
        return f"{_below_thousand(count)} {many}"
    if rest > 10:
        return f"{_below_thousand(count)} {accusative}"
    if rest == 0:
        return f"{_before_a_noun(_below_thousand(count))} {one}"
    # 101, 102: the hundred, then the one or two beside it
    return f"{_before_a_noun(_below_thousand(count - rest))} {one} و{(one, two)[rest - 1]}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    return " و".join(part for part in (_HUNDREDS[hundreds], _below_hundred(rest)) if part)


def _below_hundred(number: int) -> str:
    if number <= 10:
        return _UNITS[number]
    if number < 20:
        return {11: "أحد", 12: "اثنا"}.get(number, _UNITS[number - 10]) + " عشر"
    tens, units = divmod(number, 10)
    return " و".join(part for part in (_UNITS[units], _TENS[tens]) if part)


def _before_a_noun(text: str) -> str:
    """A dual at the end loses its last letter: ``ألفان`` but ``ألفا درهم``."""
    return text[:-1] if text.endswith(_DUALS) else text


def money(whole: int, parts: int, currency: str) -> str:
    """An amount. Where the noun would want a plural that a pack does not give, it stands in brackets.

    >>> money(1050, 0, "درهم مغربي"), money(200, 0, "درهم"), money(7, 0, "درهم"), money(100, 50, "درهم")
    ('ألف وخمسون درهما مغربيا', 'مائتا درهم', 'سبعة (درهم)', 'مائة درهم وخمسون جزءا من المائة')
    """
    rest = whole % 100
    told = words(whole)
    if whole == 1:
        told = f"{currency} {'واحدة' if currency.split(maxsplit=1)[0].endswith('ة') else 'واحد'}"
    elif whole and rest == 0:
        told = f"{_before_a_noun(told)} {currency}"
    elif rest > 10:
        told = f"{told} {_accusative(currency)}"
    else:
        told = f"{told} ({currency})"
    return f"{told} و{words(parts)} جزءا من المائة" if parts else told


def _accusative(noun: str) -> str:
    """Each word with its ending, which some letters take without an alef.

    >>> _accusative("درهم مغربي"), _accusative("ليرة تركية")
    ('درهما مغربيا', 'ليرة تركية')
    """
    return " ".join(word if word.endswith(("ة", "اء", "ا", "ى")) else word + "ا" for word in noun.split())


def unit(_amount: Decimal, currency: str) -> str:
    """The currency after figures, which leave its ending to the reader."""
    return currency
