"""How a diagnosis ends: what is unknown, how it was worked out, from which sources, where to read on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from twiza.calc.scoring import PartWeights
from twiza.packs import queries as packs
from twiza.packs.models import Source
from twiza.packs.schema import Identity
from twiza.portal.diagnosis.edition import Edition
from twiza.territories import queries
from twiza.territories.queries import Profile
from twiza.ui import formats

OUTLINES = "area"
"""The indicator worked out from the outlines: its source is that of the maps."""


def unknown(profile: Profile, language: str) -> dict[str, Any]:
    """What no data here could tell, and the indicators without a value in this place."""
    return {
        "never": _(
            "No data here on water, soil, crops, livestock, forest, fishing, prices, incomes, "
            "the demand of visitors, or existing cooperatives. Ask those who live there."
        ),
        "head": _("Indicators without a value here"),
        "names": [definition.name.get(language) for definition in profile.unknown],
    }


def method(edition: Edition, country: Identity | None) -> list[dict[str, str]]:
    """How to read the figures and the scores, each with its head; limits included."""
    weights = PartWeights()
    shares = {
        "need": formats.isolated(formats.percent(100 * weights.need, 0)),
        "resources": formats.isolated(formats.percent(100 * weights.resources, 0)),
        "setting": formats.isolated(formats.percent(100 * weights.setting, 0)),
    }
    return [
        {
            "head": _("Comparisons"),
            "text": _(
                "“Higher than” compares a place with those of its kind: towns with towns, villages with "
                "villages. High is not the same as good. A median is the value that half of the places exceed."
            ),
        },
        {
            "head": _("Scores"),
            "text": _(
                "From 0 to 100: need %(need)s, resources %(resources)s, setting %(setting)s. These weights are "
                "a value choice, not a finding; on the page anyone can change them. Reasons are exact: "
                "they are the parts of the score."
            )
            % shares,
        },
        {
            "head": _("How sure"),
            "text": _(
                "The weights were drawn 1,000 times at random around the choice; the interval is where the rank "
                "lies in nine draws of ten. A score compares places: it never says that a project will succeed, "
                "and few businesses in a place are no proof of demand."
            ),
        },
        {"head": _("Version"), "text": version(edition, country)},
    ]


def version(edition: Edition, country: Identity | None) -> str:
    """Which data and which method: enough to make the same paper again."""
    return _("Data %(version)s of %(date)s (fingerprint %(digest)s), method %(method)s.") % {
        "version": formats.isolated(country.version if country else formats.unknown(), ltr=True),
        "date": formats.isolated(formats.long_date(country.date if country else None, language=edition.language)),
        "digest": formats.isolated(edition.data[1][:10] if edition.data else formats.unknown(), ltr=True),
        "method": formats.isolated(edition.method, ltr=True),
    }


def sources(shown: Iterable[str], language: str) -> list[dict[str, str]]:
    """The sources of the indicators shown and of the maps, in the order of the indicators."""
    wanted = {*shown, OUTLINES}
    used = [definition.source for definition in queries.definitions() if definition.key in wanted]
    return [_source(packs.source(key), language) for key in dict.fromkeys(used)]


def adapted(edition: Edition) -> str:
    """Where to read how published figures were changed, as their licences ask."""
    address = formats.isolated(edition.data_page, ltr=True)
    return _("The figures were adapted; each change is told at %(address)s") % {"address": address}


def _source(source: Source, language: str) -> dict[str, str]:
    return {
        "title": source.title.get(language),
        "publisher": source.publisher.get(language),
        "year": str(source.content.get("year") or ""),
        "licence": str(source.content.get("licence") or ""),
        "url": str(source.content.get("url") or ""),
    }
