"""After a load: outlines of every level, neighbours, and drawings on every sheet."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from twiza.packs.reader import Progress
from twiza.packs.rows import BATCH, upsert
from twiza.territories.drawing import draw, layout_of
from twiza.territories.models import Drawing, Outline, Sheet, Territory
from twiza.territories.outlines import Shapes, neighbours, with_parents

DECIMALS = 5
"""Of degrees: about a metre."""


def outline_row(territory_id: int, geometry: dict[str, Any], shape: BaseGeometry) -> Outline:
    """The row of one outline with its bounding box."""
    west, south, east, north = shape.bounds
    return Outline(territory_id=territory_id, geometry=geometry, west=west, south=south, east=east, north=north)


def make_shapes(progress: Progress) -> None:
    """Derive everything that is drawn from the outlines of the territories without children."""
    territories = {territory.code: territory for territory in Territory.objects.current()}
    codes = {territory.pk: code for code, territory in territories.items()}
    parents = {code: codes.get(territory.parent_id or 0) for code, territory in territories.items()}
    above = set(parents.values())
    stored = Outline.objects.order_by()
    leaves = {
        codes[outline.territory_id]: shapely.geometry.shape(outline.geometry)
        for outline in stored.iterator()
        if outline.territory_id in codes and codes[outline.territory_id] not in above
    }
    shapes = with_parents(leaves, parents)
    _write_parents(shapes, leaves, territories)
    _write_neighbours(shapes, territories)
    _write_drawings(shapes, territories, progress)


def _write_parents(shapes: Shapes, leaves: Shapes, territories: dict[str, Territory]) -> None:
    kept = [territories[code].pk for code in shapes]
    rows = [
        outline_row(territories[code].pk, shapely.geometry.mapping(shape), shape)
        for code, shape in shapes.items()
        if code not in leaves
    ]
    gone = set(Outline.objects.order_by().values_list("territory_id", flat=True)) - set(kept)
    Outline.objects.filter(territory_id__in=gone).delete()
    upsert(Outline, rows, unique=["territory"])


def _write_neighbours(shapes: Shapes, territories: dict[str, Territory]) -> None:
    by_level: dict[str, Shapes] = defaultdict(dict)
    for code, shape in shapes.items():
        by_level[territories[code].level][code] = shape
    link = Territory.neighbours.through
    link._default_manager.all().delete()
    rows = []
    for level in by_level.values():
        for one, other in neighbours(level):
            first, second = territories[one].pk, territories[other].pk
            rows.append(link(from_territory_id=first, to_territory_id=second))
            rows.append(link(from_territory_id=second, to_territory_id=first))
    link._default_manager.bulk_create(rows, batch_size=BATCH)


def _write_drawings(shapes: Shapes, territories: dict[str, Territory], progress: Progress) -> None:
    Drawing.objects.all().delete()
    Sheet.objects.all().delete()
    below: dict[str, dict[str, Shapes]] = defaultdict(lambda: defaultdict(dict))
    for code, shape in shapes.items():
        for frame in territories[code].ancestor_codes:
            below[frame][territories[code].level][code] = shape
    sheets, drawings = [], []
    for done, (frame, levels) in enumerate(sorted(below.items()), 1):
        progress("drawing", done, len(below))
        layout = layout_of(shapes[frame])
        frame_id = territories[frame].pk
        sheets.append(Sheet(frame_id=frame_id, **vars(layout)))
        drawings += [
            Drawing(frame_id=frame_id, territory_id=territories[code].pk, path=one.path, x=one.x, y=one.y)
            for code, one in draw(list(levels.values()), layout).items()
        ]
    Sheet.objects.bulk_create(sheets, batch_size=BATCH)
    Drawing.objects.bulk_create(drawings, batch_size=BATCH)
