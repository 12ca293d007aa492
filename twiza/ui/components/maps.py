"""The map: an SVG drawn on the server, each area a link with a title. Works as it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any

from django.utils.safestring import SafeString
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
    unknown_word: Annotated[str, "What an area without a value means; “unknown” when empty"] = ""
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


@dataclass(frozen=True)
class DrawnLabel:
    """A name where it fits; ``wide`` ones only where the map is drawn large."""

    x: float
    y: float
    text: str
    wide: bool


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
        return SafeString("".join(_area(area) for area in self.areas))  # nosec B703  # all parts are escaped

    @property
    def drawn_labels(self) -> list[DrawnLabel]:
        """The names, kept from lying on one another."""
        return placed(self.labels, self.letter, self.unit * 1000)

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


NARROW = 1.5
"""How much larger the words are, against the sheet, on a narrow screen."""
_LETTER, _LINE = 0.52, 1.15
_NUDGES = (0.0, -0.6, 0.6, -1.1, 1.1)


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    half: float
    height: float

    def meets(self, other: _Box) -> bool:
        return abs(self.x - other.x) < self.half + other.half and abs(self.y - other.y) < max(self.height, other.height)


def _box(x: float, y: float, text: str, size: float) -> _Box:
    return _Box(x, y, len(text) * size * _LETTER / 2, size * _LINE)


def placed(labels: Sequence[MapLabel], letter: float, width: float) -> list[DrawnLabel]:
    """*labels* moved inside the sheet and a little up or down where they would lie on another.

    Earlier labels go before later ones. One that finds no room on a narrow screen is kept for wide ones.
    """
    boxes: list[_Box] = []
    narrow: list[_Box] = []
    drawn = []
    for label in labels:
        half = _box(0, 0, label.text, letter * NARROW).half
        x = min(max(label.x, half), width - half) if 2 * half < width else width / 2
        tries = [_box(x, label.y + nudge * letter, label.text, letter) for nudge in _NUDGES]
        box = next((one for one in tries if not any(one.meets(other) for other in boxes)), tries[0])
        large = _box(x, box.y, label.text, letter * NARROW)
        wide = any(large.meets(other) for other in narrow)
        boxes.append(box)
        if not wide:
            narrow.append(large)
        drawn.append(DrawnLabel(round(x, 1), round(box.y, 1), label.text, wide))
    return drawn


def _area(area: Any) -> str:
    level = UNKNOWN if area.level is None else int(area.level)
    own = " own" if area.own else ""
    path = f'<path class="class-{level}{own}" d="{escape(area.d)}"><title>{escape(area.title)}</title></path>'
    return f'<a href="{escape(area.href)}">{path}</a>' if area.href else path
