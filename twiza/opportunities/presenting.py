"""Scores as the components show them: in words, with the figures they rest on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.opportunities.gates import Verdict
from twiza.opportunities.reading import Card
from twiza.opportunities.reading import Reason as Criterion
from twiza.packs import queries as packs
from twiza.packs.schema import Figure
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.charts import Bar
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


def reason(criterion: Criterion, language: str) -> Reason:
    """A criterion as a reason for or against, with value, medians and year."""
    definition = criterion.definition
    unit, decimals = definition.unit, definition.decimals
    evidence = _("%(name)s %(value)s (%(year)s); around here %(above)s, country %(country)s") % {
        "name": definition.name.get(language),
        "value": told(criterion.value, unit, decimals, language),
        "year": formats.isolated(str(criterion.year)),
        "above": told(criterion.above_median, unit, decimals, language),
        "country": told(criterion.country_median, unit, decimals, language),
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
    """How sure the place is, in one sentence."""
    if card.top_tenth is None:
        return _("How sure its rank is cannot be said.")
    share = formats.isolated(formats.percent(100 * card.top_tenth, 0))
    return _("In the country's first tenth in %(share)s of the draws") % {"share": share}


def bars(card: Card) -> list[Bar]:
    """Need, resources and setting."""
    return [Bar(_("Need"), card.need), Bar(_("Resources"), card.resources), Bar(_("Setting"), card.setting)]


def ranked_card(card: Card, place: Territory, language: str) -> Ranked:
    """One project model in a place, as an entry of a ranked list."""
    definition = card.definition
    meta = _("%(members)s · investment %(money)s") % {
        "members": range_of(definition.members, language),
        "money": range_of(definition.investment, language),
    }
    reasons = [reason(one, language) for one in (*card.in_favour, *card.against)]
    reasons += [condition(one, language) for one in card.failed]
    reasons += [condition(one, language) for one in card.open_conditions[:1]]
    return Ranked(
        position=card.place_rank or 0,
        title=card.model.name,
        href=reverse("opportunities:opportunity", args=[place.code, card.model.key]),
        meta=meta,
        reasons=reasons,
        bars=bars(card),
        note=certainty(card),
    )
