"""The bank's fixed choices in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.bank.forms import AUDIENCES, CATEGORIES, PLACES
from twiza.packs import queries as packs
from twiza.packs.schema import ConditionTest
from twiza.territories import snapshot
from twiza.territories.models import Indicator
from twiza.ui import formats

MOST_NAMED = 8


def audiences() -> dict[str, str]:
    """For whom a model is meant above all."""
    return {key: str(name) for key, name in AUDIENCES}


def places() -> dict[str, str]:
    """Kinds of place."""
    return {key: str(name) for key, name in PLACES}


def categories() -> dict[str, str]:
    """What members get from their cooperative."""
    return {key: str(name) for key, name in CATEGORIES}


def investment_kinds() -> dict[str, str]:
    """What is bought before opening."""
    return {
        "building": _("building"),
        "equipment": _("equipment"),
        "vehicle": _("vehicle"),
        "livestock": _("animals"),
        "plantation": _("plants"),
        "intangible": _("papers, training, studies"),
        "other": _("other"),
    }


def life(years: int) -> str:
    """How long a thing lasts."""
    told = ngettext("lasts %(years)s year", "lasts %(years)s years", years)
    return told % {"years": formats.isolated(str(years))}


def count(quantity: float) -> str:
    """How many are bought at the cost beside it."""
    if quantity == 1:
        return _("Cost")
    return _("%(number)s, each at") % {"number": formats.isolated(formats.number(quantity))}


def months(number: float) -> str:
    """How long work lasts in a year."""
    if number == 12:
        return _("all year")
    told = ngettext("%(number)s month a year", "%(number)s months a year", int(number))
    return told % {"number": formats.isolated(formats.number(number))}


def consequence(factor: float) -> str:
    """What follows for the score where a condition fails."""
    if factor == 0:
        return _("Where this is not so, the place is left out.")
    share = formats.isolated(formats.percent(100 * factor, 0))
    return _("Where this is not so, only %(share)s of the score is kept.") % {"share": share}


def test(tested: ConditionTest, indicator: Callable[[str], str], language: str) -> str:
    """How a condition is checked with the data, in words."""
    if tested.indicator is not None:
        return _bounds(tested, indicator(tested.indicator), language)
    if tested.attribute is not None:
        country = packs.country()
        words = country.attributes.get(tested.attribute, {}) if country else {}
        named = [words[value].get(language) if value in words else value for value in tested.any_of]
        return _("Checked with the map of places: %(words)s.") % {"words": _(", ").join(named)}
    matrix = snapshot.current()
    rows = [matrix.index[code] for code in tested.within if code in matrix.index]
    names = [matrix.names[row].get(language) or matrix.names[row]["ar"] for row in rows]
    listed = _(", ").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED
        listed = ngettext("%(names)s and %(more)s more", "%(names)s and %(more)s more", more) % {
            "names": listed,
            "more": formats.isolated(str(more)),
        }
    return _("Checked with the list of places: %(names)s.") % {"names": listed}


def _bounds(tested: ConditionTest, name: str, language: str) -> str:
    unit = _unit(tested.indicator or "", language)

    def value(number: float) -> str:
        return formats.isolated(formats.with_unit(number, None, unit, language=language))

    words = {"name": name}
    if tested.min is not None and tested.max is not None:
        told = _("Checked with the data: %(name)s between %(low)s and %(high)s.")
        return told % {**words, "low": value(tested.min), "high": value(tested.max)}
    if tested.min is not None:
        return _("Checked with the data: %(name)s at least %(low)s.") % {**words, "low": value(tested.min)}
    return _("Checked with the data: %(name)s at most %(high)s.") % {**words, "high": value(tested.max or 0)}


def _unit(key: str, language: str) -> str:
    """Symbol of an indicator's unit; one query, then kept while the same pack is in force."""

    def read() -> dict[str, str]:
        return {row.key: str(row.content["unit"]) for row in Indicator.objects.filter(retired=False)}

    units = packs.remember("bank indicator units", read)
    return packs.unit(units[key]).symbol.get(language) if key in units else ""
