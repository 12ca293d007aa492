"""What the law asks of a founding group, evaluated to yes, no or **unknown**.

A rule looks at one quantity of the group and compares it with the value in force on a day. A quantity
that nobody knows yet makes the outcome *unknown*, never *no*; one that is known within bounds
(:class:`Between`) decides as soon as both ends agree. Rules come from country packs: this module
knows how to compare, not what any country wants.

Tests, with *found* the quantity and *wanted* the value in force:

``at_least`` ``at_most`` ``equals``  numbers, as they say
``multiple_of``                      *found* is a whole number of times *wanted*
``exceeds_half``                     *found* > *wanted* / 2
``is_true`` ``is_false``             a yes/no quantity
``one_of``                           the text *found* is one of the texts *wanted*
``contains``                         the text *found* holds one of the texts *wanted*, however they are spelt

A text that names another number (``share_value``) stands for that quantity.

>>> value_on([], datetime.date(2026, 1, 1)) is None
True
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

from twiza.calc.quantities import NUMBERS, QUANTITIES
from twiza.calc.text import fold

__all__ = ["QUANTITIES", "Between", "Outcome", "Rule", "Verdict", "evaluate", "value_on"]

Outcome = Literal["yes", "no", "unknown"]


class Dated(Protocol):
    """What holds from a day on; without a day, as far back as anybody knows."""

    @property
    def since(self) -> datetime.date | None: ...


class Value(Dated, Protocol):
    """A value of a rule, with what it leans on."""

    @property
    def value(self) -> object: ...
    @property
    def law(self) -> str | None: ...
    @property
    def article(self) -> str | None: ...
    @property
    def confirmed(self) -> bool: ...


class Rule(Protocol):
    """What a pack's rule must offer to be evaluated."""

    @property
    def key(self) -> str: ...
    @property
    def quantity(self) -> str: ...
    @property
    def test(self) -> str: ...
    @property
    def values(self) -> Sequence[Value]: ...
    @property
    def when(self) -> str | None: ...


@dataclass(frozen=True)
class Between:
    """A number known within bounds; an end without bound is None."""

    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Verdict:
    """The outcome of one rule on one day.

    ``found`` is the quantity (None: unknown), ``wanted`` the value in force (None: none holds that day).
    ``applies`` is False where the rule's condition is not met: the outcome is then *yes*.
    """

    rule: str
    outcome: Outcome
    found: object
    wanted: object
    law: str | None = None
    article: str | None = None
    confirmed: bool = False
    applies: bool = True


D = TypeVar("D", bound=Dated)


def value_on(values: Sequence[D], on: datetime.date) -> D | None:
    """The value that holds on the day *on*: the latest that began by then, or None."""
    begun = [value for value in values if value.since is None or value.since <= on]
    return max(begun, key=lambda value: value.since or datetime.date.min, default=None)


def evaluate(rule: Rule, quantities: Mapping[str, object], on: datetime.date) -> Verdict:
    """What *rule* says of a group with these *quantities* on the day *on*.

    A missing quantity is unknown, like None. Where it is unknown whether the rule applies, a *no* is unknown too.

    :raises ValueError: the rule's test is not known.
    """
    found = quantities.get(rule.quantity)
    value = value_on(rule.values, on)
    if value is None:
        return Verdict(rule.key, "unknown", found, None)
    wanted = _meant(value.value, quantities)
    applies = True if rule.when is None else quantities.get(rule.when)
    outcome: Outcome = "yes" if applies is False else _outcome(rule.test, found, wanted)
    if applies is None and outcome == "no":
        outcome = "unknown"
    return Verdict(
        rule=rule.key,
        outcome=outcome,
        found=found,
        wanted=wanted,
        law=value.law,
        article=value.article,
        confirmed=value.confirmed,
        applies=applies is not False,
    )


def _meant(value: object, quantities: Mapping[str, object]) -> object:
    """The value itself, or the other quantity that it names."""
    if isinstance(value, str) and value in QUANTITIES and QUANTITIES[value].kind in NUMBERS:
        return quantities.get(value)
    return value


def _outcome(test: str, found: object, wanted: object) -> Outcome:
    if found is None or wanted is None:
        return "unknown"
    if test in {"is_true", "is_false"}:
        return "yes" if found is (test == "is_true") else "no"
    if test in {"one_of", "contains"}:
        return _compare_texts(test, str(found), wanted)
    return _compare_numbers(test, bounds(found), bounds(wanted))


def _compare_texts(test: str, found: str, wanted: object) -> Outcome:
    texts = [wanted] if isinstance(wanted, str) else list(wanted) if isinstance(wanted, Sequence) else [str(wanted)]
    if not found.strip():
        return "unknown"
    if test == "one_of":
        return "yes" if found in texts else "no"
    return "yes" if any(fold(str(text)) in fold(found) for text in texts) else "no"


def bounds(value: object) -> Between:
    """A number as bounds. ValueError where it is none."""
    if isinstance(value, Between):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{value!r} is not a number")
    return Between(Decimal(value), Decimal(value))


def _compare_numbers(test: str, found: Between, wanted: Between) -> Outcome:
    if test == "at_least":
        return _not_below(found, wanted)
    if test == "at_most":
        return _not_below(wanted, found)
    if test == "exceeds_half":
        return _opposite(_not_below(_half(wanted), found))
    if test == "equals":
        both: set[Outcome] = {_not_below(found, wanted), _not_below(wanted, found)}
        return "no" if "no" in both else "unknown" if "unknown" in both else "yes"
    if test == "multiple_of":
        return _multiple(found, wanted)
    raise ValueError(f"a rule cannot ask for {test!r}")


def _not_below(found: Between, wanted: Between) -> Outcome:
    """Whether *found* ≥ *wanted* whatever both turn out to be."""
    if found.low is not None and wanted.high is not None and found.low >= wanted.high:
        return "yes"
    if found.high is not None and wanted.low is not None and found.high < wanted.low:
        return "no"
    return "unknown"


def _half(value: Between) -> Between:
    low, high = value.low, value.high
    return Between(None if low is None else low / 2, None if high is None else high / 2)


def _opposite(outcome: Outcome) -> Outcome:
    opposites: dict[Outcome, Outcome] = {"yes": "no", "no": "yes", "unknown": "unknown"}
    return opposites[outcome]


def _multiple(found: Between, wanted: Between) -> Outcome:
    if found.low is None or found.low != found.high or wanted.low is None or wanted.low != wanted.high:
        return "unknown"
    return "yes" if wanted.low != 0 and found.low % wanted.low == 0 else "no"
