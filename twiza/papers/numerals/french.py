"""French numbers in words, as in France and Morocco: hyphens below a hundred, ``et`` before un and onze."""

from __future__ import annotations

from decimal import Decimal

_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
).split()
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")


def words(number: int) -> str:
    """A whole number.

    >>> words(71), words(80), words(200000), words(80_000_000)
    ('soixante et onze', 'quatre-vingts', 'deux cent mille', 'quatre-vingts millions')
    """
    if number == 0:
        return _UNITS[0]
    parts = []
    for value, noun in ((10**9, "milliard"), (10**6, "million")):
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_below_thousand(count)} {noun}{'s' if count > 1 else ''}")
    thousands, number = divmod(number, 1000)
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_below_thousand(thousands, ends=False)} mille")
    if number:
        parts.append(_below_thousand(number))
    return " ".join(parts)


def _below_thousand(number: int, *, ends: bool = True) -> str:
    """``cents`` and ``quatre-vingts`` have their s only where they end the number."""
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds:
        cent = "cents" if hundreds > 1 and rest == 0 and ends else "cent"
        parts.append(cent if hundreds == 1 else f"{_UNITS[hundreds]} {cent}")
    if rest:
        parts.append(_below_hundred(rest, ends=ends))
    return " ".join(parts)


def _below_hundred(number: int, *, ends: bool) -> str:
    if number < 20:
        return _UNITS[number]
    tens = number // 10
    rest = number - 10 * tens + (10 if tens in {7, 9} else 0)
    if rest == 0:
        return "quatre-vingts" if tens == 8 and ends else _TENS[tens]
    and_ = " et " if rest in {1, 11} and tens < 8 else "-"
    return f"{_TENS[tens]}{and_}{_UNITS[rest]}"


def money(whole: int, parts: int, currency: str) -> str:
    """An amount.

    >>> money(1, 0, "dirham marocain"), money(2_000_000, 50, "dirham d’Exemple")
    ('un dirham marocain', 'deux millions de dirhams d’Exemple et cinquante centièmes')
    """
    of = "de " if whole and whole % 10**6 == 0 else ""
    noun = currency if whole < 2 else _plural(currency)
    if of and noun[0].lower() in "aeiouhéè":
        of = "d’"
    told = f"{words(whole)} {of}{noun}"
    return f"{told} et {words(parts)} {'centième' if parts == 1 else 'centièmes'}" if parts else told


def unit(amount: Decimal, currency: str) -> str:
    """The currency after figures: plural from two on."""
    return currency if amount < 2 else _plural(currency)


def _plural(noun: str) -> str:
    """The noun and the adjectives after it, not what belongs to it."""
    made, goes_on = [], True
    for word in noun.split():
        goes_on = goes_on and word not in {"de", "du", "des"} and not set(word) & {"'", "’"}
        made.append(word + "s" if goes_on and word[-1] not in "sxz" else word)
    return " ".join(made)
