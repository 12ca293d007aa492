#!/usr/bin/env python3
"""Makes the tables and outlines of ``packs/example``, a country that does not exist.

``python3 tools/build_pack_example.py`` writes the same bytes each time; only the standard library
is used. The texts of the pack (identity, facts, project models) are written by hand beside them.

The country lies in the ocean: three regions from the western coast over a plain to the mountains,
two provinces in each, twelve communes in each province. There are 72 communes because general
potential is learnt from no fewer than 60 places. Remote communes are poorer and farm more, so that
needs and potentials are as entangled as in reality; a few values are unknown.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pack_example.definitions import INDICATORS, SUMS, definition_lines

PACK = Path(__file__).resolve().parents[1] / "packs" / "example"
COLUMNS, ROWS = 12, 6
WEST, NORTH, STEP = -42.0, 33.0, 0.5
COUNTRY = ("XE", "بلاد المثال", "Pays de l'Exemple", "Land of Example")
REGIONS = (("الساحل", "Sahil"), ("السهل", "Sahl"), ("الجبال", "Jibal"))
PROVINCES = (
    ("المرافئ", "Marafi"), ("الكثبان", "Kuthban"), ("الحقول", "Huqul"),
    ("البساتين", "Basatin"), ("القمم", "Qimam"), ("الأرز", "Arz"),
)  # fmt: skip
FIRST = (
    ("مرسى", "Marsa"), ("باب", "Bab"), ("برج", "Borj"), ("دار", "Dar"), ("سوق", "Souk"), ("عين", "Ain"),
    ("واد", "Wad"), ("قصر", "Ksar"), ("تل", "Tell"), ("حجر", "Hajar"), ("جبل", "Jbel"), ("قلعة", "Kalaa"),
)  # fmt: skip
SECOND = (
    ("الريح", "Rih"), ("الزيتون", "Zaytoun"), ("القمر", "Qamar"),
    ("الرمان", "Roumane"), ("الحمام", "Hamam"), ("النخيل", "Nakhil"),
)  # fmt: skip
HEIGHTS = (15, 40, 90, 150, 240, 330, 420, 560, 900, 1400, 1900, 1650)
COUNTS_ONLY = "03.06.24"
"""A commune of which only counts are known."""


@dataclass
class Commune:
    """One cell of the grid and its values by year and indicator."""

    column: int
    row: int
    code: str
    urban: bool
    ring: list[tuple[float, float]]
    values: dict[int, dict[str, float]] = field(default_factory=lambda: {2014: {}, 2024: {}})

    @property
    def remote(self) -> float:
        """0 in the towns of the coast, about 1 in the far mountains."""
        return (self.column / COLUMNS) * 0.6 + (0 if self.urban else 0.4)

    @property
    def area(self) -> float:
        """Square kilometres, on a sphere flattened at the commune's latitude."""
        pairs = zip(self.ring, self.ring[1:], strict=False)
        doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
        return abs(doubled) / 2 * 111.32**2 * math.cos(math.radians(self.centre[1]))

    @property
    def centre(self) -> tuple[float, float]:
        corners = self.ring[:-1]
        return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


class Grid:
    """Corners and edges, made once, so that neighbours share them exactly."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._corners = {
            (c, r): self._near(WEST + c * STEP, NORTH - r * STEP, 0.09)
            for c in range(COLUMNS + 1)
            for r in range(ROWS + 1)
        }
        self._edges: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[float, float]]] = {}

    def _near(self, x: float, y: float, far: float) -> tuple[float, float]:
        chance = self._chance
        return round(x + chance.uniform(-far, far), 5), round(y + chance.uniform(-far, far), 5)

    def _edge(self, start: tuple[int, int], end: tuple[int, int]) -> list[tuple[float, float]]:
        """Points from *start* up to *end*, which is left out; the same ones whichever way it is walked."""
        if (end, start) in self._edges:
            return [self._corners[start], *self._edges[end, start][:0:-1]]
        if (start, end) not in self._edges:
            (x1, y1), (x2, y2) = self._corners[start], self._corners[end]
            between = [self._near(x1 + (x2 - x1) * step / 7, y1 + (y2 - y1) * step / 7, 0.02) for step in range(1, 7)]
            self._edges[start, end] = [(x1, y1), *between]
        return self._edges[start, end]

    def ring(self, column: int, row: int) -> list[tuple[float, float]]:
        """The closed outline of one cell, counter-clockwise."""
        corners = [(column, row), (column, row + 1), (column + 1, row + 1), (column + 1, row)]
        around = zip(corners, [*corners[1:], corners[0]], strict=True)
        points = [point for start, end in around for point in self._edge(start, end)]
        return [*points, points[0]]


def build_communes() -> list[Commune]:
    """The 72 communes with their outlines; their values come after."""
    grid = Grid(random.Random(1959))
    communes = []
    for column in range(COLUMNS):
        for row in range(ROWS):
            province = column // 2 + 1
            code = f"{(province + 1) // 2:02}.{province:02}.{(column % 2 + 1) * 10 + row + 1}"
            urban = row == 2 and column % 2 == 0
            communes.append(Commune(column, row, code, urban, grid.ring(column, row)))
    for commune in communes:
        fill(commune, random.Random(f"values {commune.code}"))
    for commune in communes:
        near = [c for c in communes if abs(c.column - commune.column) <= 1 and abs(c.row - commune.row) <= 1]
        commune.values[2024]["souks_nearby"] = sum(c.values[2024]["weekly_souks"] for c in near)
        commune.values[2024]["market_access"] = round(
            sum(c.values[2024]["population"] / (1 + math.dist(c.centre, commune.centre) * 20) for c in communes)
        )
    forget(communes)
    return communes


def share(centre: float, noise: Callable[[], float]) -> float:
    """A percentage near *centre*."""
    return round(min(max(centre + 6 * noise(), 0.1), 99.5), 1)


def fill(commune: Commune, chance: random.Random) -> None:
    """Invent every value of one commune; what is social follows remoteness, with noise."""

    def noise() -> float:
        return chance.uniform(-1, 1)

    far = commune.remote
    old, new = commune.values[2014], commune.values[2024]
    people = chance.randint(38_000, 110_000) if commune.urban else chance.randint(1_800, 17_000)
    change = round(14 - 26 * far + 7 * noise(), 1)
    new["population"], new["population_change"] = people, change
    old["population"] = round(people / (1 + change / 100))
    for year, lag in ((2014, 1), (2024, 0)):
        values = commune.values[year]
        values["households"] = round(values["population"] / (4 + far + 0.4 * lag))
        values["density"] = round(values["population"] / commune.area, 1)
        values["age_15_34"] = share(33 - 5 * far + lag, lambda: 0.3 * noise())
        values["illiteracy"] = share(14 + 34 * far + 7 * lag, noise)
        values["secondary_education"] = share(34 - 26 * far - 6 * lag, noise)
        values["female_activity"] = share(24 - 12 * far + 2 * lag, noise)
        values["unemployment"] = share(13 + 9 * far - 2 * lag, noise)
        values["running_water"] = share(96 - 45 * far - 8 * lag, noise)
        values["electricity"] = share(98 - 10 * far - 6 * lag, noise)
    old["internet"] = share(30 - 26 * far, noise)
    old["farmers"] = share(4 + 40 * far, noise)
    old["artisans"] = share(18 - 6 * far, noise)
    fill_business(commune, people, noise)
    fill_land(commune, chance, noise)


def fill_business(commune: Commune, people: int, noise: Callable[[], float]) -> None:
    """Work and living conditions asked in 2024 alone."""
    far, new = commune.remote, commune.values[2024]
    new["businesses"] = max(round(people * (38 - 26 * far + 6 * noise()) / 1000), 3)
    new["businesses_per_1000"] = round(1000 * new["businesses"] / people, 2)
    new["founded_since_2020_per_1000"] = round(max(new["businesses_per_1000"] * (0.28 + 0.08 * noise()), 0.2), 2)
    new["inactive_women"] = round(30 + 6 * far + 3 * noise(), 1)
    new["weekly_souks"] = 2 if commune.urban else int(noise() > 0)
    new["associations_per_10000"] = round(max(14 + 10 * far + 8 * noise(), 1), 1)
    new["waste_in_open"] = share(8 + 60 * far, noise)
    if commune.urban:
        new["seasonal_homes"] = share(6 + (14 if commune.column < 2 else 0), noise)
    else:
        new["road_distance"] = round(max(0.5 + 7 * far + 2 * noise(), 0), 1)


def fill_land(commune: Commune, chance: random.Random, noise: Callable[[], float]) -> None:
    """What nature gives."""
    new = commune.values[2024]
    new["area"] = round(commune.area, 1)
    new["altitude"] = max(round(HEIGHTS[commune.column] * (1 + 0.15 * noise())), 1)
    new["distance_to_sea"] = round(commune.column * 47 + chance.uniform(0, 9), 1)
    new["arid_share"] = share(70 - 5 * abs(commune.column - 5) * 2, noise)


def forget(communes: list[Commune]) -> None:
    """Leave out what this country does not know."""
    for place, commune in enumerate(communes):
        if commune.code == COUNTS_ONLY:
            kept = {"population", "households", "area", "altitude", "distance_to_sea", "arid_share"}
            commune.values = {
                year: {k: v for k, v in found.items() if k in kept} for year, found in commune.values.items()
            }
        elif place % 17 == 5:
            commune.values[2014].pop("internet")
        elif place % 23 == 7:
            commune.values[2024].pop("unemployment")


def combine(below: list[Commune], year: int) -> dict[str, float]:
    """Values of a unit: sums of counts, averages weighted by people of the rest."""
    found: dict[str, float] = {}
    for key, definition in INDICATORS.items():
        known = [c for c in below if key in c.values[year]]
        if not known:
            continue
        if key in SUMS:
            found[key] = round(sum(c.values[year][key] for c in known), 1)
        else:
            weights = [c.values[year]["population"] for c in known]
            total = sum(w * c.values[year][key] for w, c in zip(weights, known, strict=True))
            found[key] = round(total / sum(weights), definition.decimals)
    return found


def write(name: str, text: str) -> None:
    """Write a file of the pack; compressed without time or name if it ends in ``.gz``."""
    data = text.encode()
    if name.endswith(".gz"):
        buffer = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as file:
            file.write(data)
        data = buffer.getvalue()
    path = PACK / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def as_csv(rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def units(communes: list[Commune]) -> dict[str, list[Commune]]:
    """Codes of the units above the communes, from the country down, and the communes in each."""
    found: dict[str, list[Commune]] = {"XE": communes}
    for end in (2, 5):
        for commune in communes:
            found.setdefault(commune.code[:end], []).append(commune)
    return found


def territory_rows(communes: list[Commune]) -> Iterator[list[object]]:
    """The rows of territories.csv after its header."""
    for code, below in units(communes).items():
        level = {2: "region", 5: "province"}.get(len(code), "country") if code != "XE" else "country"
        ar, latin = {
            "country": (COUNTRY[1], COUNTRY[2]),
            "region": REGIONS[int(code[:2]) - 1] if code != "XE" else ("", ""),
            "province": PROVINCES[int(code[3:]) - 1] if len(code) == 5 else ("", ""),
        }[level]
        parent = {"country": "", "region": "XE", "province": code[:2]}[level]
        english = COUNTRY[3] if code == "XE" else ""
        yield [code, parent, level, "", ar, latin, english, "", *place(below), attributes(below)]
    for commune in communes:
        (ar1, latin1), (ar2, latin2) = FIRST[commune.column], SECOND[commune.row]
        others = f"Oued {latin2}|Ouad {latin2}" if latin1 == "Wad" else ""
        kind = "urban" if commune.urban else "rural"
        names = [f"{ar1} {ar2}", f"{latin1} {latin2}", "", others]
        yield [commune.code, commune.code[:5], "commune", kind, *names, *place([commune]), attributes([commune])]


def place(below: list[Commune]) -> list[object]:
    """Latitude, longitude and area of the communes together."""
    x = sum(c.centre[0] for c in below) / len(below)
    y = sum(c.centre[1] for c in below) / len(below)
    return [round(y, 4), round(x, 4), round(sum(c.area for c in below), 1)]


def attributes(below: list[Commune]) -> str:
    """Climates met and whether any commune is on the sea."""
    climates = sorted({"Csa" if c.column < 4 else "BSk" if c.column < 8 else "Dsb" for c in below})
    coastal = "yes" if any(c.column == 0 for c in below) else "no"
    return f"climate={'|'.join(climates)};coastal={coastal}"


def geometry(commune: Commune) -> dict[str, object]:
    """The outline; one coastal commune has an island."""
    if commune.code != "01.01.15":
        return {"type": "Polygon", "coordinates": [commune.ring]}
    x, y = WEST - 0.35, NORTH - 4.5 * STEP
    island = [(x, y), (x + 0.04, y - 0.07), (x + 0.1, y - 0.02), (x + 0.06, y + 0.06), (x, y)]
    rounded = [(round(x, 5), round(y, 5)) for x, y in island]
    return {"type": "MultiPolygon", "coordinates": [[commune.ring], [rounded]]}


def main() -> None:
    communes = build_communes()
    header = "code,parent,level,kind,name_ar,name_fr,name_en,other_names,latitude,longitude,area_km2,attributes"
    write("territories/territories.csv", as_csv([header.split(","), *territory_rows(communes)]))
    features = [{"type": "Feature", "properties": {"code": c.code}, "geometry": geometry(c)} for c in communes]
    collection = {"type": "FeatureCollection", "features": features}
    write("territories/outlines.geojson.gz", json.dumps(collection, separators=(",", ":")) + "\n")
    lines = [line for key, one in INDICATORS.items() for line in definition_lines(key, one)]
    write("indicators/definitions.yaml", "\n".join(lines) + "\n")
    for year, name in ((2014, "indicators/2014.csv.gz"), (2024, "indicators/2024.csv")):
        keys = [key for key, one in INDICATORS.items() if year in one.years]
        table = {code: combine(below, year) for code, below in units(communes).items()}
        table |= {commune.code: commune.values[year] for commune in communes}
        rows = [[code, *(values.get(key, "") for key in keys)] for code, values in table.items()]
        write(name, as_csv([["code", *keys], *rows]))
    print(f"{PACK.name}: {len(communes)} communes, {len(INDICATORS)} indicators")


if __name__ == "__main__":
    main()
