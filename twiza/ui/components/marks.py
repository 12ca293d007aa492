"""The eight-pointed star: the mark, and the progress of a dossier."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from twiza.ui.components.base import Component, component

WAIST = math.cos(math.pi / 4) / math.cos(math.pi / 8)
"""Where the sides of two crossed squares meet, with the points at distance 1."""


def _at(radius: float, eighths: float) -> str:
    """A point at *radius* from the middle, *eighths* of a turn clockwise from the top."""
    angle = eighths * math.pi / 4
    return f"{radius * math.sin(angle):.2f} {-radius * math.cos(angle):.2f}"


def outline(radius: float, *, turned: float = 0) -> str:
    """The star as a closed SVG path around the origin, *turned* by eighths of a turn."""
    points = []
    for point in range(8):
        points += [_at(radius, point + turned), _at(radius * WAIST, point + turned + 0.5)]
    return "M" + "L".join(points) + "Z"


def pierced(radius: float) -> str:
    """The mark: the star with a smaller one cut out, for ``fill-rule="evenodd"``."""
    return outline(radius) + outline(radius * 0.36, turned=0.5)


MARK = pierced(12)


@component("star")
class Star(Component):
    """The mark. The only ornament of the site: logo, place on a map, progress, empty page."""

    label: Annotated[str, "Text alternative; empty where the star stands beside its own words"] = ""
    size: Literal["text", "medium", "large"] = "text"

    @property
    def path(self) -> str:
        """Outline within ``viewBox="-12 -12 24 24"``."""
        return MARK


@dataclass(frozen=True)
class Point:
    """One of the eight points."""

    path: str
    done: bool


@component("star_progress")
class StarProgress(Component):
    """Eight steps of which some are done: the star fills point by point."""

    done: Annotated[int, "Steps done, 0 to 8"]
    label: Annotated[str, "What it is the progress of"]
    size: Literal["medium", "large"] = "medium"
    count: Annotated[str, "Words in place of “3 of 8 steps”, where there are more or fewer than eight"] = ""

    @property
    def points(self) -> list[Point]:
        """The points from the top onward."""
        return [Point(_wedge(point), point < self.done) for point in range(8)]


def _wedge(point: int) -> str:
    """One eighth of the mark, from the hole in the middle to the tip."""
    hole = 12 * 0.36
    corners = [
        _at(hole, point - 0.5),
        _at(12 * WAIST, point - 0.5),
        _at(12, point),
        _at(12 * WAIST, point + 0.5),
        _at(hole, point + 0.5),
        _at(hole * WAIST, point),
    ]
    return "M" + "L".join(corners) + "Z"
