"""Two entries of a group that may be one person: found by numbers and by names in any script; a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from twiza.calc.text import name_skeleton, words
from twiza.projects.models import Difference, Founder, Project

SHORTEST = 3
"""Consonants that a name must have before its likeness says anything."""


@dataclass(frozen=True)
class Pair:
    """Two founders that look alike, and why."""

    one: Founder
    other: Founder
    reasons: tuple[str, ...]


def pairs(project: Project, founders: Sequence[Founder]) -> list[Pair]:
    """Pairs of present *founders* that may be one person, without those that somebody told apart. One query."""
    present = [one for one in founders if one.left_at is None]
    apart = set(Difference.objects.filter(one__project=project).values_list("one_id", "other_id"))
    found = []
    for one, other in combinations(sorted(present, key=lambda founder: founder.pk), 2):
        reasons = why(one, other)
        if reasons and (one.pk, other.pk) not in apart and not (one.user_id and other.user_id):
            found.append(Pair(one, other, reasons))
    return found


def why(one: Founder, other: Founder) -> tuple[str, ...]:
    """What speaks for the two being one person; nothing where all speaks against it."""
    if one.national_id_print and other.national_id_print:
        return (_("The same identity number."),) if one.national_id_print == other.national_id_print else ()
    reasons = []
    if alike(one, other):
        reasons.append(_("The names sound alike."))
        if one.phone_print and one.phone_print == other.phone_print:
            reasons.append(_("The same phone number."))
    if reasons and one.born_on and other.born_on:
        if one.born_on != other.born_on:
            return ()
        reasons.append(_("The same date of birth."))
    return tuple(reasons)


def alike(one: Founder, other: Founder) -> bool:
    """Whether a name of one is heard like a name of the other, in whatever script and order.

    A phone is often shared by a whole family: the number alone says nothing.
    """
    return bool(_heard(one) & _heard(other))


def _heard(founder: Founder) -> set[tuple[str, ...]]:
    heard = set()
    for name in (founder.name, founder.name_latin):
        parts = tuple(sorted(part for word in words(name) if (part := name_skeleton(word))))
        if sum(map(len, parts)) >= SHORTEST:
            heard.add(parts)
            heard.add(("".join(parts),))
    return heard
