"""Places and their values to take away."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_GET

from twiza.packs import queries as packs
from twiza.territories import snapshot
from twiza.territories.models import Indicator, Outline, Territory
from twiza.ui import exports
from twiza.ui.exports import Cell


def _notes(keys: list[str]) -> list[str]:
    """Source and licence of the values in a table, one a line."""
    language = get_language() or "ar"
    used = {i.definition.source for i in Indicator.objects.filter(key__in=keys)}
    found = [packs.source(key) for key in sorted(used)]
    return [f"{s.publisher.get(language)}: {s.title.get(language)}. {s.content['licence']}" for s in found]


@require_GET
def places_table(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One indicator for every place and year, as CSV or XLSX."""
    get_object_or_404(Indicator, key=key, retired=False)
    matrix = snapshot.current()
    if key not in matrix.columns:
        raise Http404
    columns = ["code", "level", "kind", "name_ar", "name_fr", "name_en", *(f"{key}_{year}" for year in matrix.years)]
    rows = (
        [*_place(matrix, row), *(_cell(matrix.at(key, year)[row]) for year in matrix.years)]
        for row in range(len(matrix.codes))
    )
    return exports.table(key, columns, rows, form=form, rtl=get_language_bidi(), notes=_notes([key]))


@require_GET
def children_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A territory and everything below it, with the newest value of every indicator."""
    territory = get_object_or_404(Territory.objects.current(), code=code)
    matrix = snapshot.current()
    columns = ["code", "level", "kind", "name_ar", "name_fr", "name_en", *matrix.keys]
    latest = [matrix.latest(key) for key in matrix.keys]

    def rows() -> Iterator[list[Cell]]:
        for row, other in enumerate(matrix.codes):
            if other == territory.code or territory.code in matrix.ancestors(row):
                yield [*_place(matrix, row), *(_cell(values[row]) for values in latest)]

    name = f"territory-{territory.code}"
    notes = _notes(list(matrix.keys))
    return exports.table(name, columns, rows(), form=form, rtl=get_language_bidi(), notes=notes)


@require_GET
def outlines(request: HttpRequest, code: str) -> HttpResponse:
    """The outlines of a territory's places of the finest level (or its own) as GeoJSON, WGS 84."""
    territory = get_object_or_404(Territory.objects.current(), code=code)
    finest = snapshot.current().finest
    rows = Outline.objects.filter(territory__path__startswith=territory.path, territory__retired=False)
    rows = rows.filter(territory__level=finest).select_related("territory").order_by("territory__code")
    features = [
        {
            "type": "Feature",
            "id": row.territory.code,
            "properties": {"code": row.territory.code, "kind": row.territory.kind, **row.territory.names},
            "geometry": row.geometry,
        }
        for row in rows
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(content_type="application/geo+json")
    response["Content-Disposition"] = f'attachment; filename="outlines-{territory.code}.geojson"'
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(body.encode(), compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
    else:
        response.content = body.encode()
    response["Vary"] = "Accept-Encoding"
    return response


def _place(matrix: snapshot.Matrix, row: int) -> list[Cell]:
    names = matrix.names[row]
    return [
        matrix.codes[row],
        matrix.levels[row],
        matrix.kinds[row],
        *(names.get(lang, "") for lang in ("ar", "fr", "en")),
    ]


def _cell(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None
