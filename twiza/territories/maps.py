"""Choropleth maps: areas of one sheet in five classes, ready for the ``map`` component."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from twiza.calc import statistics
from twiza.territories.models import Drawing, Sheet, Territory
from twiza.ui import formats
from twiza.ui.components.maps import Area, Legend, Map, MapLabel

CLASSES = 5
MOST_NAMED = 14
"""More names than this on one sheet would cover it."""


@dataclass(frozen=True, slots=True)
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


_coloured: dict[tuple[str, ...], tuple[list[Area], Legend]] = {}
MOST_AREAS = 12_000
"""Coloured areas kept, of all maps together: eight maps of 1,500 places, about 4 MB."""


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
    keep_as: tuple[str, ...] = (),
) -> Map:
    """A map of *values* by code in five classes of about as many places each; no value: unknown.

    With *keep_as* (the state of the data, the frame, what is shown) the coloured areas are kept
    for the process; *own* may differ from call to call.
    """
    kept = (*keep_as, language) if keep_as else ()
    found = _coloured.get(kept) if kept else None
    if found is None:
        found = _colour(sheet, values, title=title, href=href, language=language, unit=unit, decimals=decimals)
        if kept:
            _coloured[kept] = found
            while sum(len(areas) for areas, _legend in list(_coloured.values())) > MOST_AREAS:
                _coloured.pop(next(iter(_coloured)), None)
    areas, legend = found
    position = next((n for n, area in enumerate(sheet.areas) if area.code == own), None)
    star = None
    if position is not None:
        mine = sheet.areas[position]
        areas = [*areas[:position], replace(areas[position], own=True), *areas[position + 1 :]]
        star, legend = (mine.x, mine.y), replace(legend, own=_("This place"))
    named = 1 < len(sheet.borders) <= MOST_NAMED
    return Map(
        title=title,
        description=description,
        viewbox=sheet.view_box,
        areas=areas,
        legend=legend,
        labels=[MapLabel(b.x, b.y, b.name(language)) for b in sheet.borders] if named else [],
        borders=[b.path for b in sheet.borders],
        star=star,
    )


def _colour(
    sheet: Paper,
    values: Mapping[str, float | None],
    *,
    title: str,
    href: Callable[[str], str],
    language: str,
    unit: str,
    decimals: int,
) -> tuple[list[Area], Legend]:
    known = np.array([np.nan if (v := values.get(area.code)) is None else v for area in sheet.areas])
    breaks = statistics.quantile_breaks(known, CLASSES)
    classes = statistics.classify(known, breaks) if breaks.size else np.full(len(known), -1)
    areas = []
    for area, value, level in zip(sheet.areas, known.tolist(), classes.tolist(), strict=True):
        told = formats.isolated(formats.with_unit(value, decimals, unit, language=language))
        areas.append(Area(area.path, None if level < 0 else level, f"{area.name(language)}: {told}", href(area.code)))
    unknown = bool(np.isnan(known).any())
    return areas, Legend(title=title, classes=class_words(breaks, decimals, unit), unknown=unknown)


def class_words(breaks: np.ndarray[tuple[int], np.dtype[np.float64]], decimals: int, unit: str) -> list[str]:
    """Each class in words: "from … to …"."""
    pairs = itertools.pairwise(breaks)
    return [
        formats.isolated(f"{formats.number(float(low), decimals)} – {formats.with_unit(float(high), decimals, unit)}")
        for low, high in pairs
    ]
