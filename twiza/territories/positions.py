"""Which territory a position lies in. The position itself is used once and never kept."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db.models import QuerySet
from shapely.geometry import Point, shape
from shapely.ops import nearest_points

from twiza.territories.models import Outline, Territory

KM_PER_DEGREE = 111.2
FAR_KM = 60
"""Beyond this nobody is told of a nearest place: the position is somewhere else."""


@dataclass(frozen=True)
class Located:
    """The territory at a position, or the nearest one with its distance in kilometres."""

    territory: Territory
    distance_km: float

    @property
    def inside(self) -> bool:
        return self.distance_km == 0


def locate(latitude: float, longitude: float, *, level: str) -> Located | None:
    """The territory of *level* at a position in degrees, else the nearest within 60 km, else ``None``.

    One query inside the country, two outside: only there are the outlines around looked at.
    """
    here = Point(longitude, latitude)
    for outline in _around(latitude, longitude, level, 0, 0):
        if shape(outline.geometry).covers(here):
            return Located(outline.territory, 0.0)
    margin = FAR_KM / KM_PER_DEGREE
    across = margin / max(0.2, math.cos(math.radians(latitude)))
    best: Located | None = None
    for outline in _around(latitude, longitude, level, across, margin):
        distance = _km(here, nearest_points(shape(outline.geometry), here)[0])
        if distance <= FAR_KM and (best is None or distance < best.distance_km):
            best = Located(outline.territory, distance)
    return best


def _around(latitude: float, longitude: float, level: str, across: float, margin: float) -> QuerySet[Outline]:
    """Outlines of *level* whose box lies within so many degrees of a position, in order of code."""
    near = Outline.objects.filter(
        territory__level=level,
        territory__retired=False,
        west__lte=longitude + across,
        east__gte=longitude - across,
        south__lte=latitude + margin,
        north__gte=latitude - margin,
    )
    return near.select_related("territory").order_by("territory__code")


def _km(a: Point, b: Point) -> float:
    """Distance in kilometres, good enough within a hundred of them."""
    across = (a.x - b.x) * math.cos(math.radians((a.y + b.y) / 2))
    return KM_PER_DEGREE * math.hypot(across, a.y - b.y)
