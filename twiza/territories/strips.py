"""A standing as the ``strip`` component shows it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.territories.models import Territory
from twiza.territories.queries import Standing
from twiza.ui import formats
from twiza.ui.components.charts import Strip, StripMark

KINDS = {"country": "country", "region": "region", "province": "province"}


def marks(standing: Standing, language: str) -> list[StripMark]:
    """The territories above and the median of the peers; deeper levels than three share a form."""
    found = []
    for other in standing.beside:
        if other.what == "peers":
            found.append(StripMark(_("median of its kind"), other.value, "peers"))
        else:
            label = other.label.get(language) or other.label.get("ar", "")
            found.append(StripMark(label, other.value, KINDS.get(other.level, "region")))  # type: ignore[arg-type]
    return found


def note(standing: Standing) -> str:
    """Where the place stands among its peers, and the change where two years compare."""
    told = []
    percentile = standing.percentile if standing.peer_percentile is None else standing.peer_percentile
    if percentile is not None:
        of = (
            _("higher than %(share)s of its kind")
            if standing.peer_percentile is not None
            else _("higher than %(share)s")
        )
        told.append(of % {"share": formats.isolated(formats.percent(percentile, 0))})
    if standing.change is not None and standing.earlier_year:
        decimals = standing.definition.decimals
        change = formats.isolated(formats.signed(standing.change, decimals))
        told.append(
            _("%(change)s since %(year)s") % {"change": change, "year": formats.isolated(str(standing.earlier_year))}
        )
    return " · ".join(told)


def strip(
    standing: Standing, territory: Territory, language: str, href: Callable[[str], str] = lambda _key: ""
) -> Strip:
    """One indicator of *territory* on the scale of its level (5th to 95th percentile, widened to what is shown).

    *href* gives the address of an indicator's page; without it the name leads nowhere.
    """
    shown = [standing.value, *(other.value for other in standing.beside), *(standing.spread or ())]
    known = [value for value in shown if value is not None]
    definition = standing.definition
    return Strip(
        label=definition.name.get(language),
        value=standing.value,
        low=min(known, default=0.0),
        high=max(known, default=1.0),
        marks=[] if definition.additive else marks(standing, language),
        unit=packs.unit(definition.unit).symbol.get(language),
        decimals=definition.decimals,
        own=territory.name,
        href=href(definition.key),
        year=standing.year,
        note=note(standing),
    )
