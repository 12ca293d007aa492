"""The map: an SVG drawn on the server, each area a link with a title. Works as it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from twiza.ui.components.base import Component, component
from twiza.ui.components.marks import pierced

UNKNOWN = "unknown"


@component("legend")
class Legend(Component):
    """The five classes of a map in words, from low to high, and what is unknown."""

    title: str
    classes: Annotated[Sequence[str], "Words of the classes from 0 up, at most five"]
    unknown: Annotated[bool, "Whether areas without a value are on the map"] = False
    own: Annotated[str, "Words beside the star"] = ""


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its path on the sheet, its class (0 to 4, or ``None`` for unknown), its words."""

    d: str
    level: int | None
    title: str
    href: str = ""
    own: bool = False


@dataclass(frozen=True)
class MapLabel:
    """A name written on the sheet."""

    x: float
    y: float
    text: str


@component("map")
class Map(Component):
    """A map of areas in five classes; the own place carries the star."""

    title: str
    description: Annotated[str, "What one should see"]
    viewbox: Annotated[str, "e.g. “0 0 1000 1200”"]
    areas: Annotated[Sequence[Any], "Area, or anything with d, level, title, href, own"]
    legend: Legend | None = None
    labels: Sequence[MapLabel] = ()
    borders: Annotated[Sequence[str], "Paths of larger units, drawn over the areas"] = ()
    star: Annotated[Sequence[float] | None, "Where the own place is: (x, y) on the sheet"] = None
    skip: Annotated[bool, "Offers to pass over the links of many areas"] = True

    @property
    def drawn(self) -> SafeString:
        """All areas as markup; a template's loop would take ten times as long for 1,500 of them."""
        return mark_safe("".join(_area(area) for area in self.areas))  # nosec B308 B703  # all parts escaped

    @property
    def anchor(self) -> str:
        """Where one arrives after passing over the map."""
        return f"after-map-{zlib.crc32(str(self.title).encode()):x}"

    @property
    def direction(self) -> str:
        """Of the words on the sheet."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def unit(self) -> float:
        """A thousandth of the sheet's width: sizes of star and words follow it."""
        return float(self.viewbox.split()[2]) / 1000

    @property
    def drawn_star(self) -> str:
        """The star's path, for the sheet's scale."""
        return pierced(26 * self.unit)

    @property
    def halo(self) -> float:
        """Radius of the paper around the star."""
        return 30 * self.unit

    @property
    def letter(self) -> float:
        """Size of the words on the sheet."""
        return 26 * self.unit


def _area(area: Any) -> str:
    level = UNKNOWN if area.level is None else int(area.level)
    own = " own" if area.own else ""
    path = f'<path class="class-{level}{own}" d="{escape(area.d)}"><title>{escape(area.title)}</title></path>'
    return f'<a href="{escape(area.href)}">{path}</a>' if area.href else path
