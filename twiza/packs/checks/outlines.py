"""Outlines: sound shapes, where the country is, one for each territory without children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from twiza.packs.checks.hierarchy import row_of
from twiza.packs.content import CheckedItem, Pack
from twiza.packs.problems import Report
from twiza.packs.reader import RawItem, RawPack

FARTHEST = 3.0
"""Degrees between an outline and the position given for its territory."""
FARTHEST_FROM_ALL = 40.0
"""Degrees between an outline and the middle of all outlines, where no position is given."""

NARROWEST_GAP = 0.001
"""Degrees: what is narrower between two outlines is a mistake and not a lake."""


def check(raw: RawPack, pack: Pack, report: Report) -> None:
    """Turn the features into items of the part ``outlines`` and report what cannot be."""
    territories = pack.of("territories")
    parents = {row_of(item).parent for item in territories.values()}
    written = raw.written("territories", "code")
    shapes: dict[str, BaseGeometry] = {}
    for item in raw.of("outlines"):
        code = item.data["code"]
        if code not in territories and (code in written or "territories" in raw.broken):
            continue
        if problem := _wrong_code(code, territories, parents, shapes):
            report.error(item.file, item.line, code, *problem)
            continue
        shape = _shape(item, code, report)
        if shape is not None:
            shapes[code] = shape
            pack.add(CheckedItem("outlines", code, shapely.geometry.mapping(shape), item))
    _check_places(shapes, territories, pack, report)
    _check_missing(raw, shapes, territories, parents, report)
    _check_coverage(shapes, pack, report)


def _wrong_code(
    code: str, territories: Mapping[str, CheckedItem], parents: set[str | None], shapes: Mapping[str, Any]
) -> tuple[str, str] | None:
    if code in shapes:
        return "has two outlines", "Keep one, as a MultiPolygon if it has several parts."
    if code not in territories:
        return "is the outline of an unknown territory", "Correct the code, or add the territory."
    if code in parents:
        return "has children, so its outline is made of theirs", "Remove this outline."
    return None


def _shape(item: RawItem, code: str, report: Report) -> BaseGeometry | None:
    """The shape, or nothing where it cannot be used."""
    geometry = item.data["geometry"]
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        remedy = "Give a Polygon or a MultiPolygon."
        report.error(item.file, item.line, code, f"its outline is a {str(geometry.get('type'))[:40]}", remedy)
        return None
    try:
        shape = shapely.force_2d(shapely.geometry.shape(geometry))
        points = shapely.get_coordinates(shape)
    except (ShapelyError, ValueError, TypeError, AttributeError, IndexError, KeyError, OverflowError, RecursionError):
        remedy = "Export it again as GeoJSON; a ring needs at least four positions of two numbers."
        report.error(item.file, item.line, code, "its outline cannot be understood", remedy)
        return None
    if shape.is_empty or not np.isfinite(points).all() or (np.abs(points) > (180, 90)).any():
        remedy = "Give longitude, then latitude, in degrees of WGS 84."
        report.error(item.file, item.line, code, "its outline is empty or not on the Earth", remedy)
        return None
    if not shape.is_valid:
        problem = f"its outline is invalid: {shapely.is_valid_reason(shape)}"
        report.error(item.file, item.line, code, problem, "Mend it (a ring may not cross itself).")
        return None
    return shape


def _check_places(
    shapes: Mapping[str, BaseGeometry], territories: Mapping[str, CheckedItem], pack: Pack, report: Report
) -> None:
    if not shapes:
        return
    centres = {code: np.array([shape.centroid.x, shape.centroid.y]) for code, shape in shapes.items()}
    middle = np.median(np.stack([*centres.values()]), axis=0)
    for code, centre in centres.items():
        row, item = row_of(territories[code]), pack.of("outlines")[code]
        if row.latitude is not None and row.longitude is not None:
            expected, farthest = np.array([row.longitude, row.latitude]), FARTHEST
        else:
            expected, farthest = middle, FARTHEST_FROM_ALL
        if np.abs(centre - expected).max() > farthest:
            here = f"{centre[0]:.2f} E, {centre[1]:.2f} N"
            problem = f"its outline lies at {here}, far from {expected[0]:.2f} E, {expected[1]:.2f} N"
            remedy = "Check the order (longitude, latitude), the projection and the code."
            report.error(item.raw.file, item.raw.line, code, problem, remedy)


def _check_missing(
    raw: RawPack,
    shapes: Mapping[str, Any],
    territories: Mapping[str, CheckedItem],
    parents: set[str | None],
    report: Report,
) -> None:
    given = {item.data["code"] for item in raw.of("outlines")}
    for code, item in territories.items():
        if given and code not in parents and code not in given:
            remedy = "Add it to territories/outlines.geojson; without it the place is on no map."
            report.warning(item.raw.file, item.raw.line, code, "has no outline", remedy)


def _check_coverage(shapes: Mapping[str, BaseGeometry], pack: Pack, report: Report) -> None:
    """Neighbours must share their border exactly; where they do not, say who."""
    if len(shapes) < 2:
        return
    codes = [*shapes]
    edges = shapely.coverage_invalid_edges([shapes[code] for code in codes], gap_width=NARROWEST_GAP)
    wrong = [code for code, edge in zip(codes, edges, strict=True) if not edge.is_empty]
    if wrong:
        some = ", ".join(wrong[:8]) + (" …" if len(wrong) > 8 else "")
        item = pack.of("outlines")[wrong[0]]
        problem = f"{len(wrong)} outlines overlap a neighbour or leave a gap: {some}"
        remedy = "Clean them as a coverage (shapely.coverage_clean), so that borders are shared."
        report.warning(item.raw.file, None, wrong[0], problem, remedy)
