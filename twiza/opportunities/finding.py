"""What suits a group: project models by meaning, with the place beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.bank.models import ProjectModel
from twiza.calc.matching import Match
from twiza.calc.text import fold, is_arabic
from twiza.opportunities import basis, meaning, queries
from twiza.opportunities.reading import Card
from twiza.packs.schema import ProjectModel as Definition
from twiza.search.queries import Found, find
from twiza.territories.models import Territory
from twiza.territories.search import KIND

MOST = 10
ANSWERS = 0.12
"""Below this score a model does not answer what was said, and is not shown."""

BESIDE_THE_BEST = 0.4
"""Nor is one shown that answers less than this share of the best answer."""

NEAR_TIE = 0.05
"""Scores that differ by less are alike: among them the place decides the order."""

NEAR_PHRASE = 0.35
"""Nearness in meaning from which the nearest phrase is shown as a reason."""


@dataclass(frozen=True)
class Answer:
    """One project model that answers, and why: words in common as typed, the nearest phrase, the place."""

    model: ProjectModel
    definition: Definition
    score: float
    words: tuple[str, ...]
    phrase: str
    card: Card | None


def answers(told: str, place: Territory | None) -> list[Answer]:
    """Models that answer *told*, best first; near-ties in the order of their fit in *place*."""
    known = queries.catalogue(basis.current())
    cards = _cards(place)
    found = [
        Answer(
            known.models[key],
            known.parsed[key],
            one.score,
            meaning.typed(told, one),
            _phrase(told, one),
            cards.get(key),
        )
        for key, one in meaning.match(told)
        if one.score >= ANSWERS and key in known.models
    ]
    found = [one for one in found if one.score >= BESIDE_THE_BEST * found[0].score]
    return by_place_among_ties(found[: 2 * MOST])[:MOST]


def _phrase(told: str, one: Match) -> str:
    """The nearest phrase, where it is near and in the letters that the group writes."""
    near = one.meaning is not None and one.meaning >= NEAR_PHRASE
    return one.nearest if near and is_arabic(one.nearest) == is_arabic(told) else ""


def _cards(place: Territory | None) -> dict[str, Card]:
    if place is None:
        return {}
    found = queries.for_place(place)
    return {card.model.key: card for card in (*found.cards, *found.excluded, *found.unknown)}


def by_place_among_ties(found: Sequence[Answer]) -> list[Answer]:
    """*found* (best first) with near-ties ordered by the score in the place, what is excluded there last."""
    ordered: list[Answer] = []
    group: list[Answer] = []
    for one in found:
        if group and group[0].score - one.score >= NEAR_TIE:
            ordered += sorted(group, key=_fit, reverse=True)
            group = []
        group.append(one)
    return ordered + sorted(group, key=_fit, reverse=True)


def _fit(one: Answer) -> float:
    if one.card is None or one.card.excluded:
        return -1.0
    return one.card.score or 0.0


@dataclass(frozen=True)
class Place:
    """The place that a group named: found, or several that may be meant."""

    territory: Territory | None
    candidates: tuple[Found, ...] = ()


def place_of(code: str, where: str, level: str) -> Place:
    """The place of *code*, or of the name *where* if only one place of *level* is called so.

    A name that is not that of *code* was typed after it: the name counts.
    """
    if code:
        chosen = Territory.objects.current().filter(code=code, level=level).first()
        if chosen and (not where or _called(chosen, where)):
            return Place(chosen)
    if not where:
        return Place(None)
    found = [one for one in find(where, kind=KIND, limit=20) if one.data["level"] == level][:6]
    clear = found and (len(found) == 1 or found[0].score - found[1].score > 0.5)
    territory = Territory.objects.current().filter(code=found[0].key).first() if clear else None
    return Place(territory, tuple(found) if territory is None else ())


def _called(territory: Territory, name: str) -> bool:
    names = [*territory.names.values(), *territory.other_names]
    return fold(name) in {fold(one) for one in names if one}
