"""Figures of a project model in words: range, unit, year, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.packs.schema import Figure
from twiza.ui import formats
from twiza.ui.components.data import Assumption, ConfidenceMark

OLD_AFTER = 5
"""Years after which a figure is called an old one."""


@dataclass(frozen=True)
class Told:
    """A figure as a page shows it. A declared assumption has its mark, a sourced figure its source."""

    text: str
    typical: str
    year: int | None
    old: bool
    source: str
    href: str
    confidence: ConfidenceMark | None
    assumption: Assumption | None
    note: str


def symbol(unit: str, language: str) -> str:
    """The short form of a unit."""
    return packs.unit(unit).symbol.get(language)


def in_words(figure: Figure, language: str) -> str:
    """The range of a figure with its unit: "12 kg", "10 – 20 kg"; isolated from the text around it."""
    unit = symbol(figure.unit, language)
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        high = formats.with_unit(figure.high, None, unit, language=language)
        low = formats.isolated(formats.number(figure.low, language=language), ltr=True)
        return formats.isolated(_("%(low)s to %(high)s") % {"low": low, "high": high})
    value = figure.typical if figure.typical is not None else figure.low
    return formats.isolated(formats.with_unit(value, None, unit, language=language))


def told(figure: Figure | None, language: str) -> Told | None:
    """*figure* ready to be shown; nothing where the model gives none."""
    if figure is None:
        return None
    ranged = figure.low is not None and figure.low != figure.high
    typical = ""
    if ranged and figure.typical is not None:
        typical = formats.isolated(formats.number(figure.typical, language=language), ltr=True)
    year, source, href = origin(figure, language)
    return Told(
        text=in_words(figure, language),
        typical=typical,
        year=year,
        old=_old(year),
        source=source,
        href=href,
        confidence=ConfidenceMark(level=figure.confidence) if figure.confidence else None,
        assumption=Assumption(reasoning=figure.assumption.get(language)) if figure.assumption else None,
        note=figure.note.get(language) if figure.note else "",
    )


def origin(item: object, language: str) -> tuple[int | None, str, str]:
    """Year, name and address on the page of the fact or source that *item* names; empty for an assumption."""
    year, fact, source = (getattr(item, name, None) for name in ("year", "fact", "source"))
    if fact:
        return year or packs.fact(fact).content.get("year"), _("source"), f"#fact-{fact}"
    if source:
        held = packs.source(source)
        return year or held.content.get("year"), held.publisher.get(language), f"#source-{source}"
    return year, "", ""


def _old(year: int | None) -> bool:
    country = packs.country()
    return bool(year and country and year <= country.date.year - OLD_AFTER)
