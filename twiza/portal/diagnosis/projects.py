"""The best project models of a diagnosis, as words and figures ready to be set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from twiza.opportunities import presenting
from twiza.opportunities import queries as opportunities
from twiza.opportunities.gates import Verdict
from twiza.opportunities.queries import ModelBelow, RankedPlace
from twiza.opportunities.reading import Card
from twiza.packs.schema import ProjectModel
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.charts import Bar
from twiza.ui.components.data import ConfidenceMark

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
    entries = [_below(position, one, language) for position, one in enumerate(models, start=1)]
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
    return Projects({"kind": "place", "entries": [_card(card, language) for card in best], "note": note}, used)


def _uses(model: ProjectModel) -> Iterable[Any]:
    return (*model.needs, *model.resources)


def _card(card: Card, language: str) -> dict[str, Any]:
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
            for told in (presenting.reason(one, language) for one in (*card.in_favour, *card.against))
        ],
        "gates": _gates(card.verdicts, language),
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
    heads = {"failed": _("Not met"), "met": _("Met"), "open": _("To be found out on the ground")}
    return [{"outcome": key, "head": heads[key], "texts": texts} for key, texts in grouped.items() if texts]


def _sure(card: Card) -> list[str]:
    """Probability, rank with its interval, and the grade of the data."""
    found = [presenting.certainty(card)]
    if card.rank and card.rank_low and card.rank_high:
        found.append(
            _("Rank %(rank)s of %(places)s; from %(low)s to %(high)s in nine draws of ten")
            % {
                "rank": formats.isolated(formats.number(card.rank, 0)),
                "places": formats.isolated(formats.number(card.participants, 0)),
                "low": formats.isolated(formats.number(card.rank_low, 0)),
                "high": formats.isolated(formats.number(card.rank_high, 0)),
            }
        )
    if card.grade in {"A", "B", "C"}:
        found.append(ConfidenceMark(level=card.grade).text)  # type: ignore[arg-type]
    return found


def _below(position: int, one: ModelBelow, language: str) -> dict[str, Any]:
    definition = one.model.definition
    told = _(
        "Possible in %(possible)s of %(places)s places, half of them with a score above %(median)s; "
        "in the country's first tenth for sure in %(priorities)s"
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
        "places": [_best(place, language) for place in one.best],
    }


def _best(place: RankedPlace, language: str) -> dict[str, Any]:
    sure = "" if place.top_tenth is None else formats.isolated(formats.percent(100 * place.top_tenth, 0))
    return {
        "name": formats.isolated(place.names.get(language) or place.names["ar"]),
        "above": formats.isolated(place.above.get(language) or place.above.get("ar", "")),
        "score": formats.number(place.score, 0),
        "bars": [
            _bar(Bar(_("Need"), place.need)),
            _bar(Bar(_("Resources"), place.resources)),
            _bar(Bar(_("Setting"), place.setting)),
        ],
        "interval": formats.isolated(
            f"{formats.number(place.rank_low, 0)} – {formats.number(place.rank_high, 0)}", ltr=True
        ),
        "sure": sure,
    }
