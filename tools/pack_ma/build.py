"""Puts the pieces together and writes the four files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.pack_ma import land, names
from tools.pack_ma.earth import area_km2
from tools.pack_ma.files import write_geojson, write_table
from tools.pack_ma.hcp import COUNTRY, LEVELS, Tables
from tools.pack_ma.outlines import Outlines, build_outlines
from tools.pack_ma.values import Value, all_values, written

OUTPUTS = (
    "territories/territories.csv.gz",
    "territories/outlines.geojson.gz",
    "indicators/2024.csv.gz",
    "indicators/2014.csv.gz",
)
COLUMNS = (
    "code", "parent", "level", "kind", "name_ar", "name_fr", "name_en", "other_names", "latitude",
    "longitude", "area_km2", "attributes",
)  # fmt: skip
CLASS_SHARE = 0.10  # a climate is named where it covers at least a tenth of the outline
AVERAGED = ("altitude", "distance_to_sea", "market_access", "souks_nearby")


@dataclass(frozen=True)
class Unit:
    """One unit with its outline and what was measured on it."""

    code: str
    parent: str
    level: str
    kind: str
    name_fr: str
    name_ar: str
    shape: BaseGeometry
    label: shapely.Point
    climate: Counter[str]
    coastal: bool


def build(folder: Path) -> None:
    """Write the four files under *folder* and print what was repaired."""
    tables = Tables()
    outlines = build_outlines(tables)
    _print("outlines", outlines.repairs)
    units, coast = _units(tables, outlines)
    near = land.neighbours(outlines.simple)
    measures = _land(tables, units, near, coast, outlines)
    urban = {unit.code for unit in units.values() if unit.kind == "urban"}
    now, before, counts = all_values(tables, measures, urban)
    _print("values", counts)
    _print("ground", {
        "neighbour_pairs": sum(map(len, near.values())) // 2,
        "without_neighbour": sum(not n for n in near.values()),
        "coastal_communes": sum(u.coastal for u in units.values() if u.level == "commune"),
        "country_km2": round(measures[COUNTRY]["area"] or 0),
    })  # fmt: skip
    _write_territories(folder, tables, outlines, units, measures)
    _write_outlines(folder, outlines)
    for year, values in ((2024, now), (2014, before)):
        _write_values(folder / "indicators" / f"{year}.csv.gz", units, values)


def _units(tables: Tables, outlines: Outlines) -> tuple[dict[str, Unit], BaseGeometry]:
    """Every unit from the country down, in the order in which the file has them."""
    grid = land.ClimateGrid()
    country = shapely.coverage_union_all(list(outlines.full.values()))
    coast = land.shore(country, outlines.enclaves)
    units: dict[str, Unit] = {}

    def put(row: dict[str, str], level: str, parent: str, shape: BaseGeometry) -> None:
        code, label = row["code"], shapely.point_on_surface(shape)
        inside = [
            u for u in units.values() if u.level == "commune" and (code == COUNTRY or u.code.startswith(f"{code}."))
        ]
        climate = sum((u.climate for u in inside), Counter()) or grid.inside(shape, label)
        sea = any(u.coastal for u in inside) if inside else land.touches_sea(shape, coast)
        kind, name_fr, name_ar = row.get("type", ""), row["name_fr"], row["name_ar"]
        units[code] = Unit(code, parent, level, kind, name_fr, name_ar, shape, label, climate, sea)

    for row in tables.units["communes"]:
        put(row, "commune", row["province_code"], outlines.full[row["code"]])
    for row in tables.units["provinces"]:
        put(row, "province", row["region_code"], _union(row["code"], outlines))
    for row in tables.units["regions"]:
        put(row, "region", COUNTRY, _union(row["code"], outlines))
    put({"code": COUNTRY, "name_fr": "Maroc", "name_ar": "المغرب"}, "country", "", country)
    return dict(sorted(units.items(), key=lambda item: (LEVELS.index(item[1].level), item[0]))), coast


def _union(code: str, outlines: Outlines) -> BaseGeometry:
    """The communes of a region or province together; the arrondissements of a prefecture of them."""
    inside = [shape for c, shape in outlines.full.items() if c.startswith(f"{code}.")]
    if inside:
        return shapely.coverage_union_all(inside)
    stem = code[:-1]
    return shapely.union_all([shape for c, shape in outlines.arrondissements.items() if c.startswith(stem)])


def _land(
    tables: Tables, units: dict[str, Unit], near: dict[str, list[str]], coast: BaseGeometry, outlines: Outlines
) -> dict[str, dict[str, Value]]:
    """Measures of the ground; for units above the commune, means over their people (areas for climate)."""
    people = {code: row["population_legal"] or 0.0 for code, row in tables.people(2024).items()}
    souks = {c: r["establishments_weekly_souks"] or 0.0 for c, r in tables.establishments().items()}
    leaves = [u for u in units.values() if u.level == "commune" or u.kind == "prefecture_of_arrondissements"]
    communes = [u for u in units.values() if u.level == "commune"]
    lon, lat = (np.array([getattr(u.label, axis) for u in leaves]) for axis in "xy")
    homes = (
        np.array([u.label.x for u in communes]),
        np.array([u.label.y for u in communes]),
        np.array([people[u.code] for u in communes]),
    )
    access, height = land.market_access(lon, lat, homes), land.altitudes(lon, lat)
    measures: dict[str, dict[str, Value]] = {}
    for i, unit in enumerate(leaves):
        outline = outlines.simple.get(unit.code, unit.shape)
        arid = sum(n for name, n in unit.climate.items() if name.startswith("B"))
        around = [unit.code, *near[unit.code]] if unit.code in near else []
        measures[unit.code] = {
            "area": area_km2(unit.shape),
            "altitude": float(height[i]),
            "distance_to_sea": 0.0 if unit.coastal else land.distance_to_line(outline, coast),
            "arid_share": 100 * arid / sum(unit.climate.values()),
            "market_access": float(access[i]),
            "souks_nearby": sum(souks[c] for c in around) if around else None,
        }
    for unit in units.values():
        if unit.code not in measures:
            inside = [u.code for u in communes if unit.code == COUNTRY or u.code.startswith(f"{unit.code}.")]
            measures[unit.code] = _mean_land(unit, inside, measures, people)
    return measures


def _mean_land(
    unit: Unit, inside: list[str], measures: dict[str, dict[str, Value]], people: dict[str, float]
) -> dict[str, Value]:
    def mean(key: str, weights: dict[str, Value] | dict[str, float]) -> float:
        total = sum(weights[c] or 0.0 for c in inside)
        return sum((measures[c][key] or 0.0) * (weights[c] or 0.0) for c in inside) / total

    areas: dict[str, Value] = {c: measures[c]["area"] for c in inside}
    out: dict[str, Value] = {"area": area_km2(unit.shape), "arid_share": mean("arid_share", areas)}
    return out | {key: mean(key, people) for key in AVERAGED}


def _attributes(unit: Unit) -> str:
    total = sum(unit.climate.values())
    classes = sorted(name for name, n in unit.climate.items() if n / total >= CLASS_SHARE)
    return f"climate={'|'.join(classes)};coastal={'yes' if unit.coastal else 'no'}"


def _write_territories(
    folder: Path, tables: Tables, outlines: Outlines, units: dict[str, Unit], measures: dict[str, dict[str, Value]]
) -> None:
    old = {row["code_2024"]: (row["name_2014"], row["name_ar_2014"]) for row in tables.crosswalk}
    rows = []
    for unit in units.values():
        found = [*outlines.map_names.get(unit.code, ()), *old.get(unit.code, ())]
        rows.append({
            "code": unit.code,
            "parent": unit.parent,
            "level": unit.level,
            "kind": unit.kind,
            "name_ar": unit.name_ar,
            "name_fr": unit.name_fr,
            "name_en": names.english(unit.name_fr),
            "other_names": "|".join(names.other_names(unit.name_fr, unit.name_ar, found)),
            "latitude": f"{unit.label.y:.5f}",
            "longitude": f"{unit.label.x:.5f}",
            "area_km2": f"{measures[unit.code]['area']:.2f}",
            "attributes": _attributes(unit),
        })  # fmt: skip
    write_table(folder / OUTPUTS[0], COLUMNS, rows)


def _write_outlines(folder: Path, outlines: Outlines) -> None:
    """Outlines to five decimals (about 1 m), outer rings counter-clockwise as RFC 7946 asks."""
    features: list[dict[str, Any]] = []
    for code in sorted(outlines.simple):
        shape = shapely.set_precision(outlines.simple[code], 0.00001, mode="pointwise")
        shape = shapely.orient_polygons(shape)
        features.append({
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": shape.geom_type, "coordinates": _rounded(shape)},
        })  # fmt: skip
    write_geojson(folder / OUTPUTS[1], features)


def _rounded(shape: BaseGeometry) -> Any:
    def ring(line: Any) -> list[list[float]]:
        return [[round(x, 5), round(y, 5)] for x, y in shapely.get_coordinates(line).tolist()]

    parts = [[ring(part.exterior), *map(ring, part.interiors)] for part in shapely.get_parts(shape)]
    return parts[0] if shape.geom_type == "Polygon" else parts


def _write_values(path: Path, units: dict[str, Unit], values: dict[str, dict[str, Value]]) -> None:
    keys = sorted({key for row in values.values() for key in row})
    rows = [
        {"code": code} | {key: written(key, values[code].get(key)) for key in keys} for code in units if code in values
    ]
    write_table(path, ("code", *keys), rows)


def _print(title: str, counts: dict[str, int]) -> None:
    print(title)
    for name, count in counts.items():
        print(f"  {name.replace('_', ' '):<36}{count:>10,}")
