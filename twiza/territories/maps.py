"""Choropleth maps: areas of one sheet in five classes, ready for the ``map`` component."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from twiza.calc import statistics
from twiza.territories.models import Drawing, Sheet, Territory
from twiza.ui import formats
from twiza.ui.components.maps import Area, Legend, Map, MapLabel

CLASSES = 5


@dataclass(frozen=True)
class Drawn:
    """One territory as drawn on a sheet, without a query more."""

    code: str
    names: dict[str, str]
    path: str
    x: float
    y: float

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["ar"]


@dataclass(frozen=True)
class Paper:
    """A sheet with the territories of one level on it."""

    view_box: str
    areas: tuple[Drawn, ...]
    borders: tuple[Drawn, ...] = ()


_papers: dict[tuple[str, str, str], Paper] = {}


def paper(frame: Territory, level: str, *, digest: str) -> Paper | None:
    """The drawing of *frame* with its territories of *level*; two queries, then kept for the process.

    ``None`` where the territory has not been drawn. *digest* names the state of the data.
    """
    held = _papers.get((digest, frame.code, level))
    if held is not None:
        return held
    sheet = Sheet.objects.filter(frame=frame).first()
    if sheet is None:
        return None
    rows = Drawing.objects.filter(frame=frame, territory__retired=False).order_by("territory__code")
    drawn: dict[str, list[Drawn]] = {}
    fields = ("territory__level", "territory__code", "territory__names", "path", "x", "y")
    for drawn_level, *rest in rows.values_list(*fields):
        drawn.setdefault(drawn_level, []).append(Drawn(*rest))
    if len(_papers) > 200 or any(key[0] != digest for key in _papers):
        _papers.clear()
    for name, areas in drawn.items():
        larger = _larger_than(name, drawn)
        _papers[digest, frame.code, name] = Paper(sheet.view_box, tuple(areas), tuple(larger))
    return _papers.get((digest, frame.code, level))


def _larger_than(level: str, drawn: Mapping[str, Sequence[Drawn]]) -> Sequence[Drawn]:
    """The next larger units on the same sheet: their borders orient the eye."""
    counts = sorted(drawn, key=lambda name: len(drawn[name]))
    position = counts.index(level)
    return drawn[counts[position - 1]] if position else ()


def choropleth(
    sheet: Paper,
    values: Mapping[str, float | None],
    *,
    title: str,
    description: str,
    href: Callable[[str], str],
    language: str,
    unit: str = "",
    decimals: int = 0,
    own: str = "",
    label_borders: bool = True,
) -> Map:
    """A map of *values* by code in five classes of about as many places each; no value: unknown."""
    known = np.array([np.nan if (v := values.get(area.code)) is None else v for area in sheet.areas])
    breaks = statistics.quantile_breaks(known, CLASSES)
    classes = statistics.classify(known, breaks) if breaks.size else np.full(len(known), -1)
    areas, star = [], None
    for area, value, level in zip(sheet.areas, known, classes, strict=True):
        told = formats.unknown() if np.isnan(value) else formats.with_unit(float(value), decimals, unit)
        mine = area.code == own
        star = (area.x, area.y) if mine else star
        areas.append(
            Area(
                area.path,
                None if level < 0 else int(level),
                f"{area.name(language)}: {formats.isolated(told)}",
                href(area.code),
                mine,
            )
        )
    names = sheet.borders if label_borders and 1 < len(sheet.borders) <= 90 else ()
    return Map(
        title=title,
        description=description,
        viewbox=sheet.view_box,
        areas=areas,
        legend=Legend(
            title=title,
            classes=class_words(breaks, decimals, unit),
            unknown=bool(np.isnan(known).any()),
            own=_("This place") if star else "",
        ),
        labels=[MapLabel(b.x, b.y, b.name(language)) for b in names] if len(names) <= 14 else [],
        borders=[b.path for b in sheet.borders],
        star=star,
    )


def class_words(breaks: np.ndarray[tuple[int], np.dtype[np.float64]], decimals: int, unit: str) -> list[str]:
    """Each class in words: "from … to …"."""
    pairs = itertools.pairwise(breaks)
    return [
        formats.isolated(f"{formats.number(float(low), decimals)} – {formats.with_unit(float(high), decimals, unit)}")
        for low, high in pairs
    ]
