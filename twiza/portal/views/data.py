"""The open data: a page that tells what there is, the files, and the catalogue for other catalogues."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import condition, require_GET, require_safe

from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.portal import caching, datasets, dcat
from twiza.portal.datasets import OUTLINES, Dataset
from twiza.portal.tables import Row
from twiza.territories import queries, snapshot
from twiza.territories.facets import facet_names
from twiza.ui import exports
from twiza.ui.components.data import Download

PIECE = 1000
DAY = 86_400


def _tag(request: HttpRequest, *_args: object, **_parts: object) -> str | None:
    state = caching.state()
    return None if state is None else f'"{state[:20]}-{request.path.rpartition("/")[2]}-{get_language()}"'


@require_GET
@kept_while_in_force
def data(request: HttpRequest) -> HttpResponse:
    """Every dataset with its terms and files, the dictionary, the machine interface."""
    if packs.country() is None:
        raise Http404
    language = get_language() or "ar"
    matrix = snapshot.current()
    country = next(code for code, parent in zip(matrix.codes, matrix.parents, strict=True) if parent < 0)
    symbols = {key: unit.symbol.get(language) for key, unit in packs.units().items()}
    shown = queries.comparer().shown
    context = {
        "tables": [(one, _files(one), ", ".join(one.columns())) for one in datasets.TABLES],
        "outlines": OUTLINES,
        "outlines_href": reverse("territories:outlines", args=[country]),
        "facets": [
            (name, [(one, symbols[one.unit]) for one in shown if one.facet == facet])
            for facet, name in facet_names().items()
        ],
    }
    return render(request, "portal/data.html", context)


def _files(one: Dataset) -> list[Download]:
    return [
        Download(str(one.title), reverse("portal:dataset", args=[one.name, form]), form.upper()) for form in one.forms
    ]


@require_safe
@condition(etag_func=_tag)
def dataset(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """One table: CSV as it is read, XLSX made once for each state of the data."""
    try:
        one = datasets.table(name)
    except KeyError:
        raise Http404 from None
    if form not in one.forms or packs.country() is None:
        raise Http404
    if form == "xlsx":
        response: HttpResponseBase = HttpResponse(_sheet(one), content_type=exports.XLSX)
    else:
        response = StreamingHttpResponse(_lines(one.columns(), one.rows()), content_type=exports.CSV)
    response["Content-Disposition"] = f'attachment; filename="{one.name}.{form}"'
    response["Cache-Control"] = caching.KEPT
    return response


def _lines(columns: list[str], rows: Iterator[Row]) -> Iterator[bytes]:
    """CSV in pieces of a thousand rows, the first with a byte-order mark for spreadsheets."""
    yield exports.as_csv(columns, [])
    while piece := list(islice(rows, PIECE)):
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\r\n")
        writer.writerows([["" if cell is None else exports.harmless(cell) for cell in row] for row in piece])
        yield held.getvalue().encode()


def _sheet(one: Dataset) -> bytes:
    """The workbook, with sources and terms on its second sheet."""
    language, rtl = get_language() or "ar", get_language_bidi()
    notes = [str(one.title), str(one.about), one.licence]
    notes += [f"{s.publisher.get(language)}: {s.title.get(language)}. {s.content['licence']}" for s in one.sources]
    kept = caches["local"]
    name = f"sheet:{caching.state()}:{one.name}:{language}"
    made: bytes | None = kept.get(name)
    if made is None:
        made = exports.as_xlsx(one.columns(), one.rows(), title=one.name, rtl=rtl, notes=notes)
        kept.set(name, made, timeout=DAY)
    return made


@require_safe
@condition(etag_func=_tag)
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue that other catalogues harvest."""
    if packs.country() is None:
        raise Http404
    told = dcat.catalogue(request.build_absolute_uri)
    response = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/ld+json")
    response["Cache-Control"] = caching.KEPT
    return response
