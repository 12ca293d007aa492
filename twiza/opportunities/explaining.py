"""One project model in one place, explained: points that add up, conditions, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.bank.models import ProjectModel
from twiza.calc import scoring
from twiza.calc.scoring import PartWeights
from twiza.opportunities import basis
from twiza.opportunities.models import Opportunity
from twiza.opportunities.presenting import told
from twiza.opportunities.reading import Card, Reason
from twiza.territories.models import Territory

MIDDLE = 50.0
"""Points of a place that is in the middle of the country in everything."""


@dataclass(frozen=True)
class Points:
    """One line of the sum. ``start`` and ``length`` place its bar, in per cent, around the middle."""

    part: str
    label: str
    href: str
    because: str
    value: str
    year: int | None
    above: str
    country: str
    percentile: float | None
    weight: float
    points: float
    start: float
    length: float


@dataclass(frozen=True)
class Sum:
    """50, and what each criterion adds or takes: exactly the score before and after the conditions."""

    lines: tuple[Points, ...]
    before: float
    gate: float
    after: float


def points(card: Card, weights: PartWeights, language: str) -> Sum | None:
    """The whole sum of *card* at *weights* (those in effect); nothing where it has no score."""
    if card.score is None or card.need is None or card.resources is None:
        return None
    setting = 0.0 if card.setting is None else weights.setting * (card.setting - MIDDLE)
    reach = max([abs(r.points) for r in card.reasons] + [abs(setting), 1e-9])
    lines = [_criterion(reason, reach, language) for reason in card.reasons]
    if card.setting is not None:
        lines.append(_setting(card.setting, weights.setting, setting, reach))
    before = MIDDLE + sum(line.points for line in lines)
    return Sum(tuple(lines), before, card.gate, card.score)


def _bar(value: float, reach: float) -> tuple[float, float]:
    length = abs(value) / reach * 50
    return round(50.0 if value >= 0 else 50 - length, 2), round(length, 2)


def _criterion(reason: Reason, reach: float, language: str) -> Points:
    definition = reason.definition
    start, length = _bar(reason.points, reach)

    def shown(value: float | None) -> str:
        return told(value, definition.unit, definition.decimals, language)

    return Points(
        part=_("Need") if reason.part == "need" else _("Resources"),
        label=definition.name.get(language),
        href=reverse("territories:indicator", args=[definition.key]),
        because=reason.because.get(language),
        value=shown(reason.value),
        year=reason.year,
        above=shown(reason.above_median),
        country=shown(reason.country_median),
        percentile=reason.percentile,
        weight=100 * reason.weight,
        points=reason.points,
        start=start,
        length=length,
    )


def _setting(percentile: float, weight: float, value: float, reach: float) -> Points:
    start, length = _bar(value, reach)
    return Points(
        part=_("Setting"),
        label=_("Businesses start easily around here"),
        href=reverse("opportunities:method") + "#setting",
        because=_("More new businesses are foreseen than need, size and town or countryside explain."),
        value="",
        year=None,
        above="",
        country="",
        percentile=percentile,
        weight=100 * weight,
        points=value,
        start=start,
        length=length,
    )


@dataclass(frozen=True)
class Neighbour:
    """The same model in a place next to this one. ``rank`` is empty where it is not possible."""

    territory: Territory
    score: float | None
    possible: bool
    rank: int | None
    top_tenth: float | None

    @property
    def share(self) -> float | None:
        """Draws of 100 in which the place is among the first tenth."""
        return None if self.top_tenth is None else 100 * self.top_tenth


def neighbours(territory: Territory, model: ProjectModel) -> list[Neighbour]:
    """The model in the places next to *territory*, the best first, at the usual weights. One query."""
    rows = Opportunity.objects.filter(
        project_model=model, territory__neighbours=territory, territory__retired=False
    ).select_related("territory")
    found = [Neighbour(row.territory, row.score, row.gate > 0, row.rank, row.top_tenth) for row in rows]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.territory.code))


def in_effect(weights: PartWeights | None) -> PartWeights:
    """The weights that the scores of the country really use."""
    return scoring.weights_in_effect(weights or PartWeights(), basis.current().setting)


def find(cards: Sequence[Card], key: str) -> Card | None:
    """The card of one model."""
    return next((card for card in cards if card.model.key == key), None)
