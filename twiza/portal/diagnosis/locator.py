"""Small maps that say where a place lies: outlines of its country and of the unit around it, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.territories import maps
from twiza.territories.maps import Drawn
from twiza.territories.models import Territory
from twiza.ui.components import marks

LAND, EDGE, OWN, AROUND = "#ece4d2", "#ffffff", "#1f2d9e", "#e0b45c"


@dataclass(frozen=True)
class Frame:
    """One map: whose sheet it is drawn on, and the level of the areas on it."""

    around: Territory
    level: str


def frames(place: Territory, above: Sequence[Territory], levels: Sequence[str]) -> list[Frame]:
    """The country by its largest units, then the unit right around the place, or the place by its parts.

    *above* runs from the country down to the parent, *levels* from the country's to the finest.
    """
    found = [Frame((*above, place)[0], levels[1])] if len(levels) > 1 else []
    if place.level != levels[-1] and above:
        found.append(Frame(place, levels[levels.index(place.level) + 1]))
    elif len(above) > 1:
        found.append(Frame(above[-1], place.level))
    return found


def drawn(frame: Frame, place: Territory, above: Sequence[Territory], *, digest: str, pointed: bool) -> str | None:
    """The map as SVG, the place *pointed* at with a star; ``None`` where there are no outlines."""
    sheet = maps.paper(frame.around, frame.level, digest=digest)
    if sheet is None:
        return None
    own = next((area for area in sheet.areas if area.code == place.code), None)
    inset = own is None and frame.around.pk != place.pk
    if inset:
        finer = maps.paper(frame.around, place.level, digest=digest)
        own = next((area for area in finer.areas if area.code == place.code), None) if finer else None
    return svg(sheet.view_box, sheet.areas, {unit.code for unit in above}, own, star=inset and pointed)


def svg(view_box: str, areas: Sequence[Drawn], above: set[str], own: Drawn | None, *, star: bool) -> str:
    """*areas* as land, those in *above* tinted; on them *own* filled, with a star where it is small."""
    width, height = (float(part) for part in view_box.split()[2:])
    unit = max(width, height) / 1000
    edge = f'stroke="{EDGE}" stroke-width="{4 * unit:.2f}"'
    size = f'width="{width:.0f}" height="{height:.0f}"'
    pieces = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:.0f} {height:.0f}">']
    for area in areas:
        pieces.append(f'<path d="{area.path}" fill="{AROUND if area.code in above else LAND}" {edge}/>')
    if own is not None:
        pieces.append(f'<path d="{own.path}" fill="{OWN}" {edge}/>')
    if own is not None and star:
        pieces.append(
            f'<g transform="translate({own.x:.1f} {own.y:.1f}) scale({3.6 * unit:.2f})">'
            f'<path d="{marks.outline(15)}" fill="{EDGE}"/>'
            f'<path d="{marks.MARK}" fill="{OWN}" fill-rule="evenodd"/></g>'
        )
    pieces.append("</svg>")
    return "".join(pieces)
