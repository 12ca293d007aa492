"""The shapes in which territories and indicators are told to machines, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from twiza.packs import queries as packs
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import LocalText
from twiza.territories.models import Territory
from twiza.territories.queries import Standing
from twiza.territories.snapshot import Matrix
from twiza.ui.machine import Code, Key, Paged, PlainNumber, PlainWhole, Problem, Text, rounded, text


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

    lat: Annotated[float, Field(ge=-90, le=90), PlainNumber]
    lon: Annotated[float, Field(ge=-180, le=180), PlainNumber]
    level: Annotated[Key, Field(description="The finest level if absent")] | None = None


class IndicatorsAsked(Paged):
    """What `indicators` takes."""

    facet: Literal["people", "work", "living", "dynamics", "land"] | None = None


class ValuesAsked(Paged):
    """What `indicators/{key}/values` takes."""

    level: Annotated[Key, Field(description="The finest level if absent")] | None = None
    within: Annotated[Code, Field(description="Only territories that are this one or lie below it")] | None = None
    year: Annotated[int, Field(ge=1900, le=2100, description="The newest if absent"), PlainWhole] | None = None


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


def unit_of(key: str) -> UnitOf:
    """A unit of the pack. KeyError if there is none."""
    unit = packs.unit(key)
    return UnitOf(key=key, symbol=told(unit.symbol), name=told(unit.name))


def credit(key: str) -> Credit:
    """A source of the pack. KeyError if there is none."""
    source = packs.source(key)
    changes = source.content.get("changes")
    return Credit(
        key=key,
        title=told(source.title),
        publisher=told(source.publisher),
        licence=source.content["licence"],
        url=source.content.get("url"),
        year=source.content.get("year"),
        changes=text(changes) if changes else None,
    )


def told(local: LocalText) -> Text:
    return Text(ar=local.ar, fr=local.fr, en=local.en)


def indicator_told(definition: Definition, latest_year: int) -> IndicatorWhole:
    readings = {
        end: None if one is None else Reading(means=one.means, text=told(one.text))
        for end, one in (("high", definition.high), ("low", definition.low))
    }
    return IndicatorWhole(
        key=definition.key,
        names=told(definition.name),
        facet=definition.facet,
        unit=unit_of(definition.unit),
        decimals=definition.decimals,
        definition=told(definition.definition),
        method=told(definition.method),
        cannot_say=told(definition.cannot_say),
        source=credit(definition.source),
        years=list(definition.years),
        latest_year=latest_year,
        comparable=definition.comparable,
        collection=definition.collection,
        base=definition.base,
        additive=definition.additive,
        minimum=definition.minimum,
        maximum=definition.maximum,
        **readings,
    )


def measured(standing: Standing, ancestors: Sequence[str]) -> Measured:
    above = [other for other in standing.beside if other.what == "above"]
    peers = [other for other in standing.beside if other.what == "peers"]
    known = standing.earlier is not None and standing.earlier_year is not None
    return Measured(
        key=standing.definition.key,
        names=told(standing.definition.name),
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
