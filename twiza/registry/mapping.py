"""Where cooperatives are, as a map: how many in each place of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.calc import statistics
from twiza.registry import queries
from twiza.territories import maps, snapshot
from twiza.territories.models import Territory
from twiza.ui import formats
from twiza.ui.components.maps import Map


@dataclass(frozen=True)
class Counted:
    """One place of the map: its code, its name, how many, and the list of them."""

    code: str
    name: str
    count: int
    href: str


@dataclass(frozen=True)
class Shown:
    """A map of counts with the same counts as rows, the most first. No map where the frame is not drawn."""

    frame: Territory
    map: Map | None
    rows: list[Counted]


def shown(chosen: Mapping[str, Any], place: Territory | None) -> Shown:
    """Real cooperatives that answer the filters, by place: of the country, or of the chosen unit's surroundings.

    The country is drawn in its second finest units, a smaller frame in its finest.
    """
    matrix, language = snapshot.current(), get_language() or "ar"
    frame = _frame(place)
    level = matrix.finest if frame.depth else matrix.second_finest
    counts = queries.counts_by_place({k: v for k, v in chosen.items() if k != "territory"}, level)
    query = {key: value for key, value in chosen.items() if key not in {"territory", "sort"}}
    page = reverse("registry:cooperatives")

    def href(code: str) -> str:
        return f"{page}?{urlencode({'territory': code, **query})}"

    inside = [int(row) for row in matrix.under(frame.code, level)]
    rows = [
        Counted(code, matrix.names[row].get(language) or matrix.names[row]["ar"], counts[code], href(code))
        for row in inside
        if (code := matrix.codes[row]) in counts
    ]
    return Shown(frame, _drawn(frame, level, counts, href, place), sorted(rows, key=lambda one: (-one.count, one.code)))


def _frame(place: Territory | None) -> Territory:
    """The unit that is drawn: the country's first unit that holds *place*, or the country."""
    codes = [*place.ancestor_codes, place.code][1:2] if place else []
    found = Territory.objects.current().filter(code__in=codes).first() if codes else None
    return found or Territory.objects.get(parent__isnull=True)


def _drawn(frame: Territory, level: str, counts: Mapping[str, int], href: Any, place: Territory | None) -> Map | None:
    matrix = snapshot.current()
    sheet = maps.paper(frame, level, digest=matrix.digest)
    if sheet is None:
        return None
    drawn = maps.choropleth(
        sheet,
        {code: float(count) for code, count in counts.items()},
        title=_("Registered cooperatives"),
        description=_("The stronger the colour, the more cooperatives. Each area leads to their list."),
        href=href,
        language=get_language() or "ar",
        own=place.code if place else "",
    )
    shown = [float(counts[area.code]) for area in sheet.areas if area.code in counts]
    if drawn.legend:
        words = class_words(shown)
        drawn = replace(drawn, legend=replace(drawn.legend, classes=words, unknown_word=_("none in the register")))
    return drawn


def class_words(counts: Sequence[float]) -> list[str]:
    r"""The classes of a map of whole numbers in words: each number is in one class alone.

    >>> class_words([1, 1, 2, 3, 4, 7])
    ['\u20681\u2069', '\u20682\u2069', '\u20683\u2069', '\u20684\u2069', '\u20687\u2069']
    """
    edges = [int(edge) for edge in statistics.quantile_breaks(counts, maps.CLASSES)]
    lasts = [*(edge - 1 for edge in edges[1:-1]), *edges[-1:]]
    held = sorted({int(count) for count in counts})
    pairs = [(low, max(count for count in held if count <= last)) for low, last in zip(edges[:-1], lasts, strict=True)]
    words = [formats.number(low, 0) + ("" if low == high else f" – {formats.number(high, 0)}") for low, high in pairs]
    return [formats.isolated(word) for word in words]
