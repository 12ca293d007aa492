"""Scores as the components show them: in words, with the figures they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.opportunities.gates import Verdict
from twiza.opportunities.reading import Card
from twiza.opportunities.reading import Reason as Criterion
from twiza.packs import queries as packs
from twiza.packs.schema import Figure
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.charts import Bar
from twiza.ui.components.data import ConfidenceMark
from twiza.ui.components.text import Ranked, Reason


def told(value: float | None, unit: str, decimals: int, language: str) -> str:
    """A value with its unit, isolated from the direction of the text around it."""
    symbol = packs.unit(unit).symbol.get(language)
    return formats.isolated(formats.with_unit(value, decimals, symbol, language=language))


def range_of(figure: Figure, language: str, *, decimals: int = 0) -> str:
    """A figure's range in words: "12", "10 – 20", with its unit."""
    symbol = packs.unit(figure.unit).symbol.get(language)
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        low = formats.number(figure.low, decimals, language=language)
        return formats.isolated(f"{low} – {formats.with_unit(figure.high, decimals, symbol, language=language)}")
    value = figure.typical if figure.typical is not None else figure.low
    return formats.isolated(formats.with_unit(value, decimals, symbol, language=language))


@dataclass(frozen=True)
class Compared:
    """The names of the units whose medians stand beside a value: the one above, and the country."""

    above: str
    country: str


def compared(place: Territory, language: str) -> Compared:
    """The unit right above *place*, and the country. No query."""
    matrix = snapshot.current()
    codes = place.ancestor_codes or [place.code]
    names = [matrix.names[matrix.index[code]] for code in (codes[-1], codes[0])]
    return Compared(*(name.get(language) or name["ar"] for name in names))


def reason(criterion: Criterion, language: str, beside: Compared | None = None) -> Reason:
    """A criterion as a reason for or against, with value, year and the medians of the units above."""
    definition = criterion.definition
    unit, decimals = definition.unit, definition.decimals
    beside = beside or Compared(_("the unit above"), _("the country"))
    evidence = _("%(name)s %(value)s (%(year)s); median in %(above)s %(median)s, in %(country)s %(whole)s") % {
        "name": definition.name.get(language),
        "value": told(criterion.value, unit, decimals, language),
        "year": formats.isolated(str(criterion.year)),
        "above": formats.isolated(beside.above),
        "median": told(criterion.above_median, unit, decimals, language),
        "country": formats.isolated(beside.country),
        "whole": told(criterion.country_median, unit, decimals, language),
    }
    text = criterion.because.get(language)
    if criterion.value is None:
        return Reason("unknown", definition.name.get(language))
    return Reason(
        "for" if criterion.speaks_for else "against",
        text if criterion.speaks_for else _against(criterion),
        evidence,
    )


def _against(criterion: Criterion) -> str:
    """Why a criterion speaks against: it lies at the other end than the model wants."""
    if criterion.wants == "high":
        return _("Lower here than this project wants.")
    return _("Higher here than this project wants.")


def condition(verdict: Verdict, language: str) -> Reason:
    """A condition as a reason: failed against, met for, else not known."""
    sides = {"met": "for", "failed": "against", "unknown": "unknown", "unchecked": "unknown"}
    return Reason(sides[verdict.outcome], verdict.condition.text.get(language))  # type: ignore[arg-type]


def certainty(card: Card) -> str:
    """How sure it is that the place is among the country's first tenth, in one sentence."""
    return certainty_of(card.top_tenth)


def certainty_of(top_tenth: float | None) -> str:
    """The same for a probability, 0 to 1."""
    if top_tenth is None:
        return _("How sure its rank is cannot be said.")
    share = formats.isolated(formats.number(100 * top_tenth, 0))
    return _("Among the country's first tenth in %(share)s of 100 draws") % {"share": share}


def interval(low: int | None, high: int | None, participants: int) -> str:
    """Between which ranks the place lies in 90 of 100 draws; empty where it is not ranked."""
    if low is None or high is None:
        return ""
    numbers = {
        name: formats.isolated(formats.number(n, 0))
        for name, n in (("low", low), ("high", high), ("all", participants))
    }
    return _("rank %(low)s to %(high)s of %(all)s places") % numbers


def grade_mark(grade: str) -> ConfidenceMark | None:
    """How good the data behind a score are; nothing where it rests on none."""
    return ConfidenceMark(level=grade) if grade in {"A", "B", "C"} else None  # type: ignore[arg-type]


def note(card: Card) -> str:
    """Priority if it is one, how sure, between which ranks, and how good the data are."""
    grade = grade_mark(card.grade)
    parts = [
        _("Priority") if card.priority else "",
        certainty(card),
        interval(card.rank_low, card.rank_high, card.participants),
        grade.text if grade else "",
    ]
    return _(" · ").join(part for part in parts if part)


def bars(card: Card) -> list[Bar]:
    """Need, resources and setting."""
    return [Bar(_("Need"), card.need), Bar(_("Resources"), card.resources), Bar(_("Setting"), card.setting)]


def ranked_card(card: Card, place: Territory, language: str, query: str = "", beside: Compared | None = None) -> Ranked:
    """One project model in a place, as an entry of a ranked list.

    *query* keeps the visitor's weights in the link; *beside* spares a query where several are shown.
    """
    definition = card.definition
    meta = _("%(members)s · investment %(money)s") % {
        "members": range_of(definition.members, language),
        "money": range_of(definition.investment, language),
    }
    beside = beside or compared(place, language)
    reasons = [reason(one, language, beside) for one in (*card.in_favour, *card.against)]
    reasons += [condition(one, language) for one in card.failed]
    reasons += [condition(one, language) for one in card.open_conditions[:1]]
    return Ranked(
        position=card.place_rank or 0,
        title=card.model.name,
        href=reverse("opportunities:opportunity", args=[place.code, card.model.key]) + query,
        meta=meta,
        reasons=reasons,
        bars=bars(card),
        note=note(card),
    )
