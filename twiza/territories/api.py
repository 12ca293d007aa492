"""Territories, indicators and their values for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from twiza.packs import queries as packs
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import LocalText
from twiza.search.queries import find
from twiza.territories import positions, queries, snapshot
from twiza.territories.models import Territory
from twiza.territories.queries import Standing
from twiza.territories.search import KIND
from twiza.territories.snapshot import Matrix
from twiza.ui.machine import (
    Code,
    Decimal,
    Key,
    Paged,
    PageOf,
    Problem,
    Refused,
    Text,
    Whole,
    page_of,
    problems,
    rounded,
    text,
    unknown,
)

router = Router(tags=["territories"])
MOST_FOUND = 40
"""A search by name gives back at most as many."""


class Place(BaseModel):
    """A territory, named."""

    code: str
    level: str
    names: Text


class TerritoryBrief(Place):
    """A territory in a list."""

    kind: str | None = Field(description="urban, rural, prefecture …: a key of the country's kinds")
    parent: str | None = Field(description="Code of the territory above; none for the country")
    latitude: float | None = Field(description="Degrees, WGS 84")
    longitude: float | None
    area_km2: float | None
    nearness: float | None = Field(description="How well the name answers q; none without q")


class Elsewhere(BaseModel):
    """The same indicator in a territory above."""

    code: str
    value: float | None


class Earlier(BaseModel):
    """The value of an earlier year."""

    year: int
    value: float


class Measured(BaseModel):
    """One indicator of a territory. Percentiles, 0 to 100, and rank are from the lowest and the highest value."""

    key: str
    names: Text
    unit: str
    year: int
    value: float | None = Field(description="Null: unknown")
    earlier: Earlier | None
    change: float | None = Field(description="Since the earlier year, only where the two were asked alike")
    percentile: float | None = Field(description="Among all territories of the level")
    peer_percentile: float | None = Field(description="Among those of the same kind")
    rank: int | None = Field(description="From the highest value, among the level")
    places: int = Field(description="Territories of the level with a value")
    above: list[Elsewhere]
    median_of_kind: float | None


class TerritoryWhole(TerritoryBrief):
    """A territory with all that is measured of it."""

    other_names: list[str]
    attributes: dict[str, list[str]]
    ancestors: list[Place] = Field(description="From the country down")
    children: int = Field(description="Territories directly below: territories?parent=CODE lists them")
    neighbours: list[str] = Field(description="Codes")
    indicators: list[Measured]


class Located(BaseModel):
    """The territory at a position."""

    territory: Place
    distance_km: float = Field(description="0 inside; otherwise to the nearest point of its outline")


class Outside(BaseModel):
    """No territory lies at the position: it is in the sea or abroad."""

    error: Problem
    nearest: Located | None = Field(description="The nearest territory, if it is within 60 km")


class Reading(BaseModel):
    """What one end of an indicator means."""

    means: Literal["need", "potential"]
    text: Text


class UnitOf(BaseModel):
    """A unit of measure."""

    key: str
    symbol: Text
    name: Text


class Credit(BaseModel):
    """Where figures come from, and under which terms."""

    key: str
    title: Text
    publisher: Text
    licence: str
    url: str | None
    year: int | None
    changes: Text | None = Field(description="What was changed from the published form")


class IndicatorWhole(BaseModel):
    """An indicator with its definition and its limits."""

    key: str
    names: Text
    facet: Literal["people", "work", "living", "dynamics", "land"]
    unit: UnitOf
    decimals: int
    definition: Text
    method: Text
    cannot_say: Text = Field(description="What it must not be used to conclude")
    source: Credit
    years: list[int]
    latest_year: int
    comparable: bool = Field(description="Whether its years may be subtracted")
    collection: Literal["count", "sample", "derived", "modelled"]
    base: str | None = Field(description="Indicator that counts the denominator")
    additive: bool = Field(description="Whether values of children add up to the parent's")
    minimum: float | None
    maximum: float | None
    high: Reading | None
    low: Reading | None


class Value(BaseModel):
    """One indicator in one territory and year; null is unknown."""

    code: str
    names: Text
    year: int
    value: float | None


class TerritoriesAsked(Paged):
    """What `territories` takes."""

    q: Annotated[str, Field(max_length=200, description="A name, in any spelling or script")] | None = None
    level: Annotated[Key, Field(description="country, region, province, commune …")] | None = None
    parent: Annotated[Code, Field(description="Code of the territory directly above")] | None = None


class PositionAsked(BaseModel):
    """A position in degrees, WGS 84."""

    lat: Annotated[Decimal, Field(ge=-90, le=90)]
    lon: Annotated[Decimal, Field(ge=-180, le=180)]
    level: Annotated[Key, Field(description="The finest level if absent")] | None = None


class IndicatorsAsked(Paged):
    """What `indicators` takes."""

    facet: Literal["people", "work", "living", "dynamics", "land"] | None = None


class ValuesAsked(Paged):
    """What `indicators/{key}/values` takes."""

    level: Annotated[Key, Field(description="The finest level if absent")] | None = None
    within: Annotated[Code, Field(description="Only territories that are this one or lie below it")] | None = None
    year: Annotated[Whole, Field(ge=1900, le=2100, description="The newest if absent")] | None = None


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
    located = found and Located(territory=place(matrix, found.territory.code), distance_km=round(found.distance_km, 2))
    if found and located and found.inside:
        return located
    return Status(404, Outside(error=_outside(located), nearest=located))


def _outside(located: Located | None) -> Problem:
    from django.utils.translation import gettext as _

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
        indicators=[_measured(standing, ancestors) for standing in profile.standings],
    )


@router.get("indicators", response=problems(PageOf[IndicatorWhole]), tags=["indicators"], summary="List indicators")
def indicators(request: HttpRequest, asked: Query[IndicatorsAsked]) -> Any:
    """All that is measured, in the country pack's order."""
    shown = [d for d in queries.comparer().shown if asked.facet in {None, d.facet}]
    return page_of(asked, shown, _indicator)


@router.get("indicators/{key}", response=problems(IndicatorWhole, 404), tags=["indicators"], summary="One indicator")
def indicator(request: HttpRequest, key: IndicatorKey) -> Any:
    """Definition, unit, source, method, and what it cannot say."""
    return _indicator(_definition(key))


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


def place(matrix: Matrix, code: str) -> Place:
    """A territory of the present data, named."""
    row = matrix.index[code]
    return Place(code=code, level=matrix.levels[row], names=text(matrix.names[row]))


def brief(territory: Territory, matrix: Matrix, nearness: float | None) -> TerritoryBrief:
    """A territory as lists show it."""
    parent = matrix.parents[matrix.index[territory.code]]
    return TerritoryBrief(
        code=territory.code,
        level=territory.level,
        names=text(territory.names),
        kind=territory.kind or None,
        parent=matrix.codes[parent] if parent >= 0 else None,
        latitude=territory.latitude,
        longitude=territory.longitude,
        area_km2=territory.area_km2,
        nearness=rounded(nearness),
    )


def told(local: LocalText | None) -> Text | None:
    """A text of the pack, for an answer; nothing for nothing."""
    return None if local is None else Text(ar=local.ar, fr=local.fr, en=local.en)


def unit_of(key: str) -> UnitOf:
    """A unit of the pack. KeyError if there is none."""
    unit = packs.unit(key)
    return UnitOf(key=key, symbol=_told(unit.symbol), name=_told(unit.name))


def credit(key: str) -> Credit:
    """A source of the pack. KeyError if there is none."""
    source = packs.source(key)
    changes = source.content.get("changes")
    return Credit(
        key=key,
        title=_told(source.title),
        publisher=_told(source.publisher),
        licence=source.content["licence"],
        url=source.content.get("url"),
        year=source.content.get("year"),
        changes=text(changes) if changes else None,
    )


def _told(local: LocalText) -> Text:
    return Text(ar=local.ar, fr=local.fr, en=local.en)


def _definition(key: str) -> Definition:
    found = next((d for d in queries.comparer().shown if d.key == key), None)
    if found is None:
        raise unknown("indicator", key, field="key")
    return found


def _indicator(definition: Definition) -> IndicatorWhole:
    readings = {
        end: None if one is None else Reading(means=one.means, text=_told(one.text))
        for end, one in (("high", definition.high), ("low", definition.low))
    }
    return IndicatorWhole(
        key=definition.key,
        names=_told(definition.name),
        facet=definition.facet,
        unit=unit_of(definition.unit),
        decimals=definition.decimals,
        definition=_told(definition.definition),
        method=_told(definition.method),
        cannot_say=_told(definition.cannot_say),
        source=credit(definition.source),
        years=list(definition.years),
        latest_year=snapshot.current().latest_year(definition.key),
        comparable=definition.comparable,
        collection=definition.collection,
        base=definition.base,
        additive=definition.additive,
        minimum=definition.minimum,
        maximum=definition.maximum,
        **readings,
    )


def _measured(standing: Standing, ancestors: Sequence[str]) -> Measured:
    above = [other for other in standing.beside if other.what == "above"]
    peers = [other for other in standing.beside if other.what == "peers"]
    known = standing.earlier is not None and standing.earlier_year is not None
    return Measured(
        key=standing.definition.key,
        names=_told(standing.definition.name),
        unit=standing.definition.unit,
        year=standing.year,
        value=rounded(standing.value, 6),
        earlier=Earlier(year=standing.earlier_year, value=round(standing.earlier, 6)) if known else None,  # type: ignore[arg-type]
        change=rounded(standing.change, 6),
        percentile=rounded(standing.percentile),
        peer_percentile=rounded(standing.peer_percentile),
        rank=standing.rank,
        places=standing.places,
        # ``beside`` goes from the nearest unit above to the country.
        above=[
            Elsewhere(code=code, value=rounded(other.value, 6))
            for code, other in zip(reversed(ancestors), above, strict=True)
        ],
        median_of_kind=rounded(peers[0].value, 6) if peers else None,
    )
