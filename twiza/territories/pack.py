"""The territories' parts of a country pack: places, outlines, indicators, values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

import shapely

from twiza.packs import schema
from twiza.packs.content import CheckedItem
from twiza.packs.parts import After, Changes, Part, register, register_after
from twiza.packs.reader import Progress
from twiza.packs.rows import chunks, ids_by, retire, upsert
from twiza.territories import snapshot
from twiza.territories.models import Indicator, Observation, Outline, Territory
from twiza.territories.shapes import make_shapes, outline_row

ROWS_AT_ONCE = 5_000


def load_indicators(changes: Changes, _progress: Progress) -> None:
    """Write all definitions, since their order is the order of the file; retire those that are gone."""
    rows = (
        Indicator(key=item.key, facet=cast(schema.Indicator, item.model).facet, position=place, content=item.content)
        for place, item in enumerate(changes.everything.values())
    )
    upsert(Indicator, rows)
    retire(Indicator, changes.removed)


def load_territories(changes: Changes, _progress: Progress) -> None:
    """Write all places from the country down, since a place's path changes with any place above it."""
    rows = {code: cast(schema.TerritoryRow, item.model) for code, item in changes.everything.items()}
    paths = _paths(rows)
    by_depth: dict[int, list[str]] = defaultdict(list)
    for code, path in paths.items():
        by_depth[path.count("/") - 1].append(code)
    for depth in sorted(by_depth):
        ids = ids_by(Territory, "code")
        level = [_territory(rows[code], paths[code], depth, ids) for code in by_depth[depth]]
        upsert(Territory, level, unique=["code"])
    retire(Territory, changes.removed, field="code")


def _paths(rows: Mapping[str, schema.TerritoryRow]) -> dict[str, str]:
    """Codes from the country down, each followed by ``/``."""
    found: dict[str, str] = {}
    for code in rows:
        trail, current = [], code
        while current not in found and (parent := rows[current].parent) is not None:
            trail.append(current)
            current = parent
        found.setdefault(current, f"{current}/")
        for below in reversed(trail):
            found[below] = f"{found[cast(str, rows[below].parent)]}{below}/"
    return found


def _territory(row: schema.TerritoryRow, path: str, depth: int, ids: Mapping[str, int]) -> Territory:
    latin = row.name_fr or row.name_en
    return Territory(
        code=row.code,
        parent_id=ids[row.parent] if row.parent is not None else None,
        level=row.level,
        kind=row.kind or "",
        names={"ar": row.name_ar, "fr": row.name_fr or latin, "en": row.name_en or latin},
        other_names=list(row.other_names),
        path=path,
        depth=depth,
        latitude=row.latitude,
        longitude=row.longitude,
        area_km2=row.area_km2,
        attributes={name: list(values) for name, values in row.attributes.items()},
    )


def load_outlines(changes: Changes, progress: Progress) -> None:
    """Write the outlines of places without children; what is above them is made afterwards."""
    ids = ids_by(Territory, "code")
    for codes in chunks(changes.removed):
        Outline.objects.filter(territory__code__in=codes).delete()
    for done, items in enumerate(chunks(changes.written), 1):
        progress("outlines", done * len(items), len(changes.written))
        rows = [outline_row(ids[i.key], i.content, shapely.geometry.shape(i.content)) for i in items]
        upsert(Outline, rows, unique=["territory"])


def load_values(changes: Changes, progress: Progress) -> None:
    """Replace the values of each place and year that changed."""
    territories, indicators = ids_by(Territory, "code"), ids_by(Indicator)
    stale: dict[int, list[int]] = defaultdict(list)
    for key in (*changes.changed, *changes.removed):
        year, _, code = key.partition("/")
        if code in territories:
            stale[int(year)].append(territories[code])
    for stale_year, places in stale.items():
        for some in chunks(places):
            Observation.objects.filter(year=stale_year, territory_id__in=some).delete()
    rows = [*_observations(changes.written, territories, indicators)]
    for done, some_rows in enumerate(chunks(rows, ROWS_AT_ONCE)):
        progress("values", done * ROWS_AT_ONCE + len(some_rows), len(rows))
        Observation.objects.bulk_create(some_rows)


def _observations(
    items: list[CheckedItem], territories: Mapping[str, int], indicators: Mapping[str, int]
) -> Iterator[Observation]:
    for item in items:
        year, _, code = item.key.partition("/")
        for key, value in item.content.items():
            yield Observation(territory_id=territories[code], indicator_id=indicators[key], year=int(year), value=value)


def take_snapshot(_progress: Progress) -> None:
    """Write the arrays that pages compare and rank with."""
    snapshot.take()


def register_parts() -> None:
    """Called once when the application starts."""
    register(Part("indicators", order=100, load=load_indicators))
    register(Part("territories", order=110, load=load_territories))
    register(Part("outlines", order=120, load=load_outlines))
    register(Part("values", order=130, load=load_values))
    register_after(After("shapes", order=100, when={"territories", "outlines"}, run=make_shapes))
    register_after(After("arrays", order=200, when={"territories", "indicators", "values"}, run=take_snapshot))
