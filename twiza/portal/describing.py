"""A place in words: built from what is known of it, never from more."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.territories.models import Territory
from twiza.territories.queries import Evidence, Profile, Standing
from twiza.ui import formats
from twiza.ui.components.data import Figure

FIGURES = 6


def level_name(place: Territory, language: str) -> str:
    """What kind of unit it is: "Commune urbaine"."""
    country = packs.country()
    if country is None:
        return ""
    level = next((one.name.get(language) for one in country.levels if one.key == place.level), "")
    kind = country.kinds.get(place.kind)
    return (
        kind.get(language)
        if kind and place.level != country.levels[-1].key
        else " ".join(part for part in (level, kind.get(language) if kind else "") if part)
    )


def headline(profile: Profile, language: str) -> list[Figure]:
    """The first figures of the page, with unit and year."""
    return [figure(standing, language) for standing in profile.headline[:FIGURES]]


def figure(standing: Standing, language: str) -> Figure:
    """One standing as a big figure; changes carry their sign."""
    definition = standing.definition
    symbol = packs.unit(definition.unit).symbol.get(language)
    change = definition.facet == "dynamics" and (definition.minimum is None or definition.minimum < 0)
    percent = symbol in {"%", "٪"}
    kind = ("signed_percent" if percent else "signed") if change else ("percent" if percent else "number")
    return Figure(
        value=standing.value,
        label=definition.name.get(language),
        kind=kind,  # type: ignore[arg-type]
        decimals=definition.decimals,
        unit="" if percent or definition.unit == "people" else symbol,
        year=standing.year,
        href=reverse("territories:indicator", args=[definition.key]),
    )


@dataclass(frozen=True)
class Shown:
    """A need or potential in words, with its evidence."""

    text: str
    evidence: str
    href: str


def evidence(found: list[Evidence], language: str) -> list[Shown]:
    """The strongest needs or potentials with value, comparison and year."""
    return [_shown(one, language) for one in found]


def _shown(one: Evidence, language: str) -> Shown:
    standing = one.standing
    definition = standing.definition
    symbol = packs.unit(definition.unit).symbol.get(language)

    def told(value: float | None) -> str:
        return formats.isolated(formats.with_unit(value, definition.decimals, symbol))

    above = [
        f"{other.label.get(language) or other.label.get('ar', '')} {told(other.value)}"
        for other in standing.beside
        if other.what == "above" and other.value is not None and not definition.additive
    ]
    peers = [told(o.value) for o in standing.beside if o.what == "peers"]
    compared = above[:1] + above[-1:] if len(above) > 1 else above
    if peers:
        compared.append(_("median of its kind %(value)s") % {"value": peers[0]})
    text = f"{definition.name.get(language)} {told(standing.value)} ({formats.isolated(str(standing.year))})"
    return Shown(
        one.text.get(language),
        _("; ").join([text, _(", ").join(compared)]) if compared else text,
        reverse("territories:indicator", args=[definition.key]),
    )


def in_a_sentence(profile: Profile) -> str:
    """What stands out, in one plain sentence made of the strongest readings."""
    language = get_language() or "ar"
    parts = [one.text.get(language) for means in ("potential", "need") for one in profile.strongest(means, 1)]
    return ". ".join(part.rstrip(".") for part in parts) + "." if parts else ""
