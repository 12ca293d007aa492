"""What the opportunity said on the day a project began, kept word for word, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from twiza.bank.models import ProjectModel
from twiza.opportunities import basis, explaining
from twiza.opportunities import queries as opportunities
from twiza.opportunities.reading import Card, Reason
from twiza.packs import queries as packs
from twiza.packs.checks.references import walk
from twiza.packs.schema import Figure
from twiza.packs.schema import ProjectModel as Definition
from twiza.territories import snapshot as territories
from twiza.territories.models import Territory

FORMAT = 1


def take(territory: Territory, model: ProjectModel) -> dict[str, Any]:
    """Place, model with all its assumptions and their sources, score, reasons, unknowns; version and day of the pack.

    Above the finest level there is no score: what the model assumes is kept alone.
    """
    definition = model.definition
    card = _card(territory, model)
    return {
        "format": FORMAT,
        "day": timezone.localdate().isoformat(),
        "pack": _pack(),
        "method": basis.METHOD,
        "territory": {"code": territory.code, "names": territory.names, "above": _above(territory)},
        "model": definition.model_dump(mode="json", by_alias=True),
        "opportunity": _said(card) if card else None,
        "sources": _sources(definition),
    }


def _card(territory: Territory, model: ProjectModel) -> Card | None:
    if territory.level != territories.current().finest:
        return None
    found = opportunities.for_place(territory)
    return explaining.find([*found.cards, *found.excluded, *found.unknown], model.key)


def _pack() -> dict[str, str]:
    identity, load = packs.country(), packs.in_force()
    return {
        "country": identity.country if identity else "",
        "version": identity.version if identity else "",
        "date": identity.date.isoformat() if identity else "",
        "digest": load[1] if load else "",
    }


def _above(territory: Territory) -> list[dict[str, str]]:
    matrix = territories.current()
    return [matrix.names[matrix.index[code]] for code in territory.ancestor_codes if code in matrix.index]


def _said(card: Card) -> dict[str, Any]:
    return {
        "score": card.score,
        "need": card.need,
        "resources": card.resources,
        "setting": card.setting,
        "excluded": card.excluded,
        "place_rank": card.place_rank,
        "rank": card.rank,
        "rank_low": card.rank_low,
        "rank_high": card.rank_high,
        "participants": card.participants,
        "top_tenth": card.top_tenth,
        "grade": card.grade,
        "reasons": [_reason(one) for one in card.reasons],
        "unknown": [one.definition.name.model_dump() for one in card.unknown_reasons],
        "conditions": [{"text": v.condition.text.model_dump(), "outcome": v.outcome} for v in card.verdicts],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "part": reason.part,
        "indicator": reason.definition.key,
        "name": reason.definition.name.model_dump(),
        "because": reason.because.model_dump(),
        "unit": packs.unit(reason.definition.unit).symbol.model_dump(),
        "decimals": reason.definition.decimals,
        "source": reason.definition.source,
        "value": reason.value,
        "year": reason.year,
        "country_median": reason.country_median,
        "points": round(reason.points, 4),
    }


def _sources(definition: Definition) -> dict[str, Any]:
    """Titles of what the figures name: they stay readable when a later pack drops them."""
    told: dict[str, Any] = {}
    for _path, part in walk(definition):
        if isinstance(part, Figure):
            if part.source:
                told[f"source:{part.source}"] = packs.source(part.source).content
            if part.fact:
                told[f"fact:{part.fact}"] = packs.fact(part.fact).content
    return told


@dataclass(frozen=True)
class FigureChange:
    """A figure of the model that the pack now gives otherwise. ``None``: it is new, or gone."""

    path: tuple[str | int, ...]
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True)
class Changes:
    """What differs between the day a project began and today."""

    retired: bool
    score: tuple[float | None, float | None] | None
    rank: tuple[int | None, int | None] | None
    figures: tuple[FigureChange, ...]

    @property
    def any(self) -> bool:
        return self.retired or self.score is not None or self.rank is not None or bool(self.figures)


def changes(kept: dict[str, Any], territory: Territory, model: ProjectModel | None) -> Changes | None:
    """What has changed since *kept* was taken; nothing while the same pack is in force, or without a model."""
    if not kept or model is None or kept["pack"]["digest"] == _pack()["digest"]:
        return None
    if model.retired or territory.retired:
        return Changes(retired=True, score=None, rank=None, figures=())
    said = kept["opportunity"] or {}
    card = _card(territory, model) if said else None
    score = (said.get("score"), card.score if card else None)
    rank = (said.get("rank"), card.rank if card else None)
    return Changes(
        retired=False,
        score=score if said and _differ(*score) else None,
        rank=rank if said and rank[0] != rank[1] else None,
        figures=tuple(_figure_changes(Definition.model_validate(kept["model"]), model.definition)),
    )


def _differ(before: float | None, after: float | None) -> bool:
    """Whether two scores differ by what can be seen: half a point."""
    return (before is None) != (after is None) or (before is not None and abs(before - (after or 0)) >= 0.5)


def _figures(definition: Definition) -> dict[tuple[str | int, ...], Figure]:
    return {path: part for path, part in walk(definition) if isinstance(part, Figure)}


def _figure_changes(before: Definition, after: Definition) -> list[FigureChange]:
    old, new = _figures(before), _figures(after)
    return [
        FigureChange(path, old.get(path), new.get(path))
        for path in dict.fromkeys([*old, *new])
        if not _same(old.get(path), new.get(path))
    ]


def _same(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.low, one.typical, one.high, one.unit) == (other.low, other.typical, other.high, other.unit)
