"""Territories, indicators and their values for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.responses import Status

from twiza.packs.schema import Indicator as Definition
from twiza.search.queries import find
from twiza.territories import positions, queries, snapshot
from twiza.territories.answers import (
    IndicatorsAsked,
    IndicatorWhole,
    Located,
    Outside,
    PositionAsked,
    TerritoriesAsked,
    TerritoryBrief,
    TerritoryWhole,
    Value,
    ValuesAsked,
    brief,
    indicator_told,
    measured,
    place,
)
from twiza.territories.models import Territory
from twiza.territories.search import KIND
from twiza.territories.snapshot import Matrix
from twiza.ui.machine import Code, Key, PageOf, Problem, Refused, page_of, problems, rounded, text, unknown

router = Router(tags=["territories"])
MOST_FOUND = 40
"""A search by name gives back at most as many."""


TerritoryCode = Annotated[Code, Path(description="Official code")]
IndicatorKey = Annotated[Key, Path()]


@router.get("territories", response=problems(PageOf[TerritoryBrief], 404), summary="Find or list territories")
def territories(request: HttpRequest, asked: Query[TerritoriesAsked]) -> Any:
    """By code, or, with `q`, by how well their names answer (at most 40)."""
    matrix = snapshot.current()
    if asked.level is not None:
        check_level(matrix, asked.level)
    if asked.parent is not None and asked.parent not in matrix.index:
        raise unknown("territory", asked.parent, field="parent")
    if not asked.q or not asked.q.strip():
        codes = [matrix.codes[row] for row in range(len(matrix.codes)) if _fits(matrix, row, asked)]
        nearness: Mapping[str, float] = {}
    else:
        found = {one.key: one.score for one in find(asked.q, kind=KIND, limit=MOST_FOUND)}
        codes = [code for code in found if code in matrix.index and _fits(matrix, matrix.index[code], asked)]
        nearness = found
    shown = codes[asked.first : asked.first + asked.page_size]
    rows = {t.code: t for t in Territory.objects.filter(code__in=shown)}
    return page_of(asked, codes, lambda code: brief(rows[code], matrix, nearness.get(code)))


def _fits(matrix: Matrix, row: int, asked: TerritoriesAsked) -> bool:
    parent = matrix.parents[row]
    return (asked.level is None or matrix.levels[row] == asked.level) and (
        asked.parent is None or (parent >= 0 and matrix.codes[parent] == asked.parent)
    )


@router.get("territories/at", response=problems(Located, 404, s404=Outside), summary="The territory at a position")
def territory_at(request: HttpRequest, asked: Query[PositionAsked]) -> Any:
    """The position is used once and never kept. In the sea or abroad: 404, with the nearest territory within 60 km."""
    matrix = snapshot.current()
    if asked.level is not None:
        check_level(matrix, asked.level, more={"nearest": None})
    found = positions.locate(asked.lat, asked.lon, level=asked.level or matrix.finest)
    nearest = None
    if found is not None:
        named = place(matrix, found.territory.code)
        nearest = Located(territory=named, distance_km=round(found.distance_km, 2))
        if found.inside:
            return nearest
    return Status(404, Outside(error=_outside(nearest), nearest=nearest))


def _outside(located: Located | None) -> Problem:
    message = (
        _("This position is in no territory; the nearest one is %(code)s, %(km)s km away.")
        % {"code": located.territory.code, "km": located.distance_km}
        if located
        else _("This position is outside the country.")
    )
    return Problem(code="outside", message=message)


@router.get("territories/{code}", response=problems(TerritoryWhole, 404), summary="One territory and its figures")
def territory(request: HttpRequest, code: TerritoryCode) -> Any:
    """All that is measured of a territory, beside the territories above and those of its kind."""
    found = Territory.objects.current().filter(code=code).first()
    matrix = snapshot.current()
    if found is None or code not in matrix.index:
        raise unknown("territory", code, field="code")
    profile = queries.profile(found)
    ancestors = found.ancestor_codes
    return TerritoryWhole(
        **brief(found, matrix, None).model_dump(),
        other_names=found.other_names,
        attributes=found.attributes,
        ancestors=[place(matrix, one) for one in ancestors],
        children=matrix.parents.count(matrix.index[code]),
        neighbours=list(
            found.neighbours.filter(retired=False, level=found.level).order_by("code").values_list("code", flat=True)
        ),
        indicators=[measured(standing, ancestors) for standing in profile.standings],
    )


@router.get("indicators", response=problems(PageOf[IndicatorWhole]), tags=["indicators"], summary="List indicators")
def indicators(request: HttpRequest, asked: Query[IndicatorsAsked]) -> Any:
    """All that is measured, in the country pack's order."""
    shown = [d for d in queries.comparer().shown if asked.facet in {None, d.facet}]
    matrix = snapshot.current()
    return page_of(asked, shown, lambda d: indicator_told(d, matrix.latest_year(d.key)))


@router.get("indicators/{key}", response=problems(IndicatorWhole, 404), tags=["indicators"], summary="One indicator")
def indicator(request: HttpRequest, key: IndicatorKey) -> Any:
    """Definition, unit, source, method, and what it cannot say."""
    return indicator_told(_definition(key), snapshot.current().latest_year(key))


@router.get(
    "indicators/{key}/values",
    response=problems(PageOf[Value], 404),
    tags=["indicators"],
    summary="Values of an indicator",
)
def values(request: HttpRequest, key: IndicatorKey, asked: Query[ValuesAsked]) -> Any:
    """One value for each territory of a level, by code; unknown ones are there, as null."""
    definition = _definition(key)
    matrix = snapshot.current()
    level = asked.level or matrix.finest
    check_level(matrix, level)
    if asked.within is not None and asked.within not in matrix.index:
        raise unknown("territory", asked.within, field="within")
    if asked.year is not None and asked.year not in definition.years:
        raise unknown("year", asked.year, field="year")
    year = asked.year or matrix.latest_year(key)
    held = matrix.at(key, year)
    rows = cast(Sequence[int], matrix.under(asked.within, level) if asked.within else matrix.rows(level))
    return page_of(
        asked,
        rows,
        lambda row: Value(
            code=matrix.codes[row], names=text(matrix.names[row]), year=year, value=rounded(held[row], 6)
        ),
    )


def check_level(matrix: Matrix, level: str, more: Mapping[str, Any] | None = None) -> None:
    """Raise Refused (404) if the country has no such level."""
    if level not in matrix.levels:
        refused = unknown("level", level, field="level")
        raise Refused(404, refused.problem.code, refused.problem.message, field="level", more=more)


def _definition(key: str) -> Definition:
    found = next((d for d in queries.comparer().shown if d.key == key), None)
    if found is None:
        raise unknown("indicator", key, field="key")
    return found
