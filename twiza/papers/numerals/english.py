"""English numbers in words."""

from __future__ import annotations

from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())


def words(number: int) -> str:
    """A whole number.

    >>> words(342), words(1_000_001)
    ('three hundred and forty-two', 'one million and one')
    """
    if number == 0:
        return _UNITS[0]
    parts = []
    for value, noun in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_below_thousand(count)} {noun}")
    if number:
        parts.append(("and " if parts and number < 100 else "") + _below_thousand(number))
    return " ".join(parts)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if rest:
        parts.append(_below_hundred(rest))
    return " and ".join(parts)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, units = divmod(number, 10)
    return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


def money(whole: int, parts: int, currency: str) -> str:
    """An amount.

    >>> money(5, 25, "Moroccan dirham")
    'five Moroccan dirhams and twenty-five hundredths'
    """
    told = f"{words(whole)} {currency}{'' if whole == 1 else 's'}"
    return f"{told} and {words(parts)} {'hundredth' if parts == 1 else 'hundredths'}" if parts else told


def unit(amount: Decimal, currency: str) -> str:
    """The currency after figures: singular for one alone."""
    return currency if amount == 1 else f"{currency}s"
