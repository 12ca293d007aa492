"""The best project models of a diagnosis, as words and figures ready to be set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from twiza.opportunities import presenting
from twiza.opportunities import queries as opportunities
from twiza.opportunities.gates import Verdict
from twiza.opportunities.presenting import Compared
from twiza.opportunities.queries import ModelBelow, RankedPlace
from twiza.opportunities.reading import Card
from twiza.packs.schema import ProjectModel
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.charts import Bar

BEST = 5
PLACES = 3


@dataclass(frozen=True)
class Projects:
    """What is set, and the indicators that it rests on (for the sources)."""

    content: dict[str, Any]
    indicators: set[str] = field(default_factory=set)


def gathered(place: Territory, language: str) -> Projects:
    """Project models in a place of the finest level, or over the places below a larger one."""
    if place.level == snapshot.current().finest:
        return _of_place(place, language)
    models = [one for one in opportunities.below(place, best=PLACES) if one.possible][:BEST]
    entries = [_below(place, position, one, language) for position, one in enumerate(models, start=1)]
    used = {use.indicator for one in models for use in _uses(one.model.definition)}
    return Projects({"kind": "below", "entries": entries, "note": ""}, used)


def _of_place(place: Territory, language: str) -> Projects:
    found = opportunities.for_place(place)
    best = found.cards[:BEST]
    used = {use.indicator for card in best for use in _uses(card.definition)}
    note = _(
        "Models scored here: %(scored)s. Ruled out by a condition of reality: %(excluded)s. "
        "Not scored, for too little is known: %(unknown)s."
    ) % {
        "scored": formats.number(len(found.cards), 0),
        "excluded": formats.number(len(found.excluded), 0),
        "unknown": formats.number(len(found.unknown), 0),
    }
    beside = presenting.compared(place, language)
    return Projects({"kind": "place", "entries": [_card(card, beside, language) for card in best], "note": note}, used)


def _uses(model: ProjectModel) -> Iterable[Any]:
    return (*model.needs, *model.resources)


def _card(card: Card, beside: Compared, language: str) -> dict[str, Any]:
    definition = card.definition
    return {
        "rank": formats.number(card.place_rank, 0),
        "title": definition.name.get(language),
        "summary": definition.summary.get(language),
        "meta": _("%(members)s · investment %(money)s")
        % {
            "members": presenting.range_of(definition.members, language),
            "money": presenting.range_of(definition.investment, language),
        },
        "score": formats.number(card.score, 0),
        "bars": [_bar(bar) for bar in presenting.bars(card)],
        "reasons": [
            {"side": told.side, "text": told.text, "evidence": told.evidence}
            for told in (presenting.reason(one, language, beside) for one in (*card.in_favour, *card.against))
        ],
        "gates": _gates(card.verdicts, language),
        "priority": _("Priority") if card.priority else "",
        "sure": _sure(card),
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {
        "label": bar.label,
        "value": None if bar.value is None else min(1.0, max(0.0, bar.value / 100)),
        "text": formats.number(bar.value, 0),
    }


def _gates(verdicts: Iterable[Verdict], language: str) -> list[dict[str, Any]]:
    """Conditions by outcome: what holds, what fails, what a group must find out itself."""
    grouped: dict[str, list[str]] = {"failed": [], "met": [], "open": []}
    for verdict in verdicts:
        outcome = verdict.outcome if verdict.outcome in grouped else "open"
        grouped[outcome].append(verdict.condition.text.get(language))
    heads = {
        "failed": _("An obstacle here:"),
        "met": _("No obstacle here:"),
        "open": _("To be found out on the ground:"),
    }
    return [{"outcome": key, "head": heads[key], "texts": texts} for key, texts in grouped.items() if texts]


def _sure(card: Card) -> list[str]:
    """How probable the first tenth is, the interval of the rank, the grade of the data."""
    grade = presenting.grade_mark(card.grade)
    found = [
        presenting.certainty(card),
        presenting.interval(card.rank_low, card.rank_high, card.participants),
        grade.text if grade else "",
    ]
    return [one for one in found if one]


def _below(place: Territory, position: int, one: ModelBelow, language: str) -> dict[str, Any]:
    definition = one.model.definition
    told = _(
        "Possible in %(possible)s of %(places)s places, half of them with a score above %(median)s. "
        "Surely in the country's first tenth: %(priorities)s."
    ) % {
        "possible": formats.isolated(formats.number(one.possible, 0)),
        "places": formats.isolated(formats.number(one.places, 0)),
        "median": formats.isolated(formats.number(one.median, 0)),
        "priorities": formats.isolated(formats.number(one.priorities, 0)),
    }
    return {
        "rank": formats.number(position, 0),
        "title": definition.name.get(language),
        "summary": definition.summary.get(language),
        "meta": _("%(members)s · investment %(money)s")
        % {
            "members": presenting.range_of(definition.members, language),
            "money": presenting.range_of(definition.investment, language),
        },
        "told": told,
        "places": [_best(found, place, language) for found in one.best],
    }


def _best(found: RankedPlace, inside: Territory, language: str) -> dict[str, Any]:
    above = "" if found.above == inside.names else found.above.get(language) or found.above.get("ar", "")
    sure = "" if found.top_tenth is None else formats.isolated(formats.percent(100 * found.top_tenth, 0))
    return {
        "name": formats.isolated(found.names.get(language) or found.names["ar"]),
        "above": formats.isolated(above) if above else "",
        "score": formats.number(found.score, 0),
        "bars": [
            _bar(Bar(_("Need"), found.need)),
            _bar(Bar(_("Resources"), found.resources)),
            _bar(Bar(_("Setting"), found.setting)),
        ],
        "interval": formats.isolated(
            f"{formats.number(found.rank_low, 0)} – {formats.number(found.rank_high, 0)}", ltr=True
        ),
        "sure": sure,
    }
