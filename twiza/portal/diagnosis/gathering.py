"""Everything a diagnosis says of a place, as plain data: words and figures ready to be set.

The figures are those of the place's page, made by the same functions. Numbers stand in isolates
of direction; positions on scales are 0 to 1 from the low end.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.papers import typesetting
from twiza.portal import describing
from twiza.portal.diagnosis import closing, locator, projects, tables, words
from twiza.portal.diagnosis.edition import Edition
from twiza.territories import queries, snapshot
from twiza.territories.models import Territory
from twiza.territories.queries import Profile
from twiza.territories.snapshot import Matrix
from twiza.ui import formats
from twiza.ui.components import marks
from twiza.ui.components.data import Figure

LAND = ("area", "altitude", "distance_to_sea")
CLIMATE = "climate"
WIDE = 10
"""Signs of a headline figure, isolates included, above which all are set smaller."""


def gather(place: Territory, edition: Edition) -> dict[str, Any]:
    """The content of the diagnosis of *place* in the active language."""
    matrix = snapshot.current()
    profile = queries.profile(place)
    above = list(Territory.objects.filter(code__in=place.ancestor_codes).order_by("depth"))
    found = projects.gathered(place, edition.language)
    read = {*tables.KEYS, *LAND, *(s.definition.key for s in profile.headline)}
    shown = {s.definition.key for s in profile.standings if s.known and s.definition.key in read} | found.indicators
    headline = [_figure(figure) for figure in describing.headline(profile, edition.language)]
    return {
        "language": edition.language,
        "rtl": edition.language == "ar",
        "words": words.fixed(),
        "star": marks.MARK,
        "title": title(place, above, edition),
        "maps": _maps(place, above, matrix, edition.language),
        "sentence": describing.in_a_sentence(profile),
        "headline": headline,
        "wide": any(len(figure["value"]) > WIDE for figure in headline),
        "changes": tables.changes(profile, above, edition.language),
        "needs": _readings(profile, "need", edition.language),
        "potentials": _readings(profile, "potential", edition.language),
        "parts": tables.parts(place, matrix, edition.language),
        "land": _land(profile, edition.language),
        "facets": tables.facets(profile, above, edition.language),
        "projects": found.content,
        "unknown": closing.unknown(profile, edition.language),
        "method": closing.method(edition, packs.country()),
        "sources": closing.sources(shown, edition.language),
        "adapted": closing.adapted(edition),
        "qr": typesetting.qr(edition.page),
        "page": edition.page,
    }


def title(place: Territory, above: list[Territory], edition: Edition) -> dict[str, Any]:
    """The title block."""
    kind = describing.level_name(place, edition.language)
    trail = [formats.isolated(named(unit, edition.language)) for unit in reversed(above)]
    return {
        "document": _("Territorial diagnosis of %(place)s") % {"place": formats.isolated(place.name)},
        "what": _("Territorial diagnosis"),
        "name": formats.isolated(place.name),
        "length": len(place.name),
        "kind": kind[:1].upper() + kind[1:],
        "trail": _(", ").join(trail),
        "code": formats.isolated(place.code, ltr=True),
        "date": formats.long_date(edition.day, language=edition.language),
        "day": [edition.day.year, edition.day.month, edition.day.day],
    }


def named(unit: Territory, language: str) -> str:
    """A unit with what kind it is, for a commune may bear its province's name; the country alone."""
    if unit.depth == 0:
        return unit.name
    kind = describing.level_name(unit, language).lower()
    # Translators: a unit and its kind: "Chichaoua province".
    return _("%(name)s %(kind)s") % {"name": formats.isolated(unit.name), "kind": kind}


def _maps(place: Territory, above: list[Territory], matrix: Matrix, language: str) -> list[dict[str, str]]:
    country = packs.country()
    levels = [level.key for level in country.levels] if country else []
    found = []
    for frame in locator.frames(place, above, levels):
        drawn = locator.drawn(frame, place, above, digest=matrix.digest, pointed=place.level == matrix.finest)
        if drawn:
            own = frame.around.pk == place.pk
            caption = formats.isolated(named(frame.around, language))
            alternative = (
                _("Map of %(place)s and its parts") if own else _("Map: where the place lies in %(place)s")
            ) % {"place": caption}
            found.append({"svg": drawn, "caption": caption, "alternative": alternative})
    return found


def _figure(figure: Figure) -> dict[str, str]:
    sign = figure.kind in {"signed", "signed_percent"}
    if figure.kind in {"percent", "signed_percent"}:
        told = formats.percent(figure.value, figure.decimals, sign=sign)
    else:
        told = formats.number(figure.value, figure.decimals, sign=sign)
    return {
        "value": formats.isolated(told, ltr=True),
        "unit": figure.unit,
        "label": figure.label,
        "year": str(figure.year or ""),
    }


def _readings(profile: Profile, means: Any, language: str) -> list[dict[str, str]]:
    shown = describing.evidence(profile.strongest(means), language)
    return [{"text": one.text, "evidence": one.evidence} for one in shown]


def _land(profile: Profile, language: str) -> list[dict[str, str]]:
    """Area, altitude, distance to the sea, and the climates and shore the pack knows of."""
    found = []
    for standing in (profile.get(key) for key in LAND):
        if standing is not None and standing.known:
            definition = standing.definition
            symbol = packs.unit(definition.unit).symbol.get(language)
            told = formats.with_unit(standing.value, definition.decimals, symbol)
            found.append({"label": definition.name.get(language), "value": formats.isolated(told)})
    climates = _attribute(profile.territory, CLIMATE, language)
    if climates:
        found.append({"label": _("Climate"), "value": climates})
    return found


def _attribute(place: Territory, attribute: str, language: str) -> str:
    """The values of an attribute in words; nothing where the pack has no words for it."""
    country = packs.country()
    named = country.attributes.get(attribute, {}) if country else {}
    values = [named[value].get(language) for value in place.attributes.get(attribute, []) if value in named]
    return _(", ").join(values)
