"""Outlines as SVG paths on a sheet: whole numbers, relative, borders shared by neighbours.

The projection is equirectangular, true at the sheet's mid-latitude. All shapes of one level are
simplified together as a coverage, so that a border is drawn alike on both its sides.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

WIDTH = 1000
TALLEST = 1500
MARGIN = 6
TOLERANCE = 1.0
"""Sheet units. Visvalingam-Whyatt: the square root of the area of the triangles left out."""
HEAVIEST = 25_000
"""Bytes of one level's paths, compressed. Above this the tolerance grows. Between links and names paths
weigh half as much again, and the whole map has to stay below 60 kB."""

Ring = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Where the sheet lies. Fields as in the model ``Sheet``."""

    width: int
    height: int
    west: float
    north: float
    x_scale: float
    y_scale: float

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions ``[n, (longitude, latitude)]`` in degrees as sheet units ``[n, (x, y)]``."""
        x = (points[:, 0] - self.west) * self.x_scale
        y = (self.north - points[:, 1]) * self.y_scale
        return np.column_stack([x, y])


@dataclass(frozen=True)
class Drawn:
    """The path of one territory and the point where its label stands."""

    path: str
    x: float
    y: float


def layout_of(shape: BaseGeometry) -> Layout:
    """The sheet on which *shape* (degrees) fits with a margin: 1000 wide, at most 1500 high."""
    west, south, east, north = shape.bounds
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.01)
    across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / down)
    side = (WIDTH - across * scale) / 2
    return Layout(
        width=WIDTH,
        height=math.ceil(down * scale) + 2 * MARGIN,
        west=west - side / (scale * squeeze),
        north=north + MARGIN / scale,
        x_scale=scale * squeeze,
        y_scale=scale,
    )


def draw(levels: Sequence[Mapping[str, BaseGeometry]], layout: Layout) -> dict[str, Drawn]:
    """Paths of the shapes of each level of a sheet, by code. None is lost: the smallest become a dot.

    All levels are simplified alike, as much as the heaviest of them needs: borders of large units are
    drawn over those of small ones.
    """
    codes = [sorted(shapes) for shapes in levels]
    placed = [
        shapely.transform(np.array([shapes[code] for code in order]), layout.place)
        for shapes, order in zip(levels, codes, strict=True)
    ]
    tolerance = TOLERANCE
    while True:
        paths = [_paths(shapes, tolerance) for shapes in placed]
        if max(len(zlib.compress("".join(one).encode(), 6)) for one in paths) <= HEAVIEST or tolerance > WIDTH:
            break
        tolerance *= 1.25
    return {
        code: Drawn(path, *_label(shape))
        for of_level in zip(codes, paths, placed, strict=True)
        for code, path, shape in zip(*of_level, strict=True)
    }


def _paths(placed: NDArray[np.object_], tolerance: float) -> list[str]:
    simple = shapely.coverage_simplify(placed, tolerance)
    return [path_of(shape) or dot_at(before) for shape, before in zip(simple, placed, strict=True)]


def _label(shape: BaseGeometry) -> tuple[float, float]:
    """A point inside the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    point = shapely.point_on_surface(largest)
    return round(point.x, 1), round(point.y, 1)


def path_of(shape: BaseGeometry) -> str:
    """The SVG path of a shape in sheet units; empty if nothing of it is as large as one unit square."""
    pieces = []
    for part in shapely.get_parts(shape):
        rings = [_whole(ring) for ring in shapely.get_rings(part)]
        if rings and _area(rings[0]) >= 1:
            pieces += [_ring_path(ring) for ring in rings if _area(ring) >= 1]
    return "".join(pieces)


def dot_at(shape: BaseGeometry) -> str:
    """A square of two units where a shape is too small to be drawn."""
    x, y = _label(shape)
    return f"M{round(x) - 1} {round(y) - 1}h2v2h-2z"


def _whole(ring: BaseGeometry) -> Ring:
    """A ring's corners ``[n, 2]`` as whole numbers, the last not repeated, none twice or on a straight line."""
    points: Ring = np.rint(shapely.get_coordinates(ring)).astype(np.int64)[:-1]
    points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
    if len(points) < 3:
        return points
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    straight = (before[:, 0] * after[:, 1] == before[:, 1] * after[:, 0]) & ((before * after).sum(axis=1) > 0)
    corners: Ring = points[~straight]
    return corners


def _area(ring: Ring) -> float:
    if len(ring) < 3:
        return 0
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _ring_path(ring: Ring) -> str:
    """``M`` to the first corner, then relative steps; a minus sign is separator enough."""
    steps = np.diff(ring, axis=0).ravel().tolist()
    text = "l" + "".join(f" {step}" if step >= 0 else str(step) for step in steps).lstrip(" ")
    return f"M{ring[0, 0]} {ring[0, 1]}{text}z"
