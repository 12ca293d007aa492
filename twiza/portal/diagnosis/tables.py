"""The tables of a diagnosis: facets beside other places, what has changed, where its parts differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from twiza.packs import queries as packs
from twiza.packs.schema import Indicator as Definition
from twiza.portal import describing
from twiza.territories.facets import facet_names
from twiza.territories.models import Territory
from twiza.territories.queries import Profile, Standing, comparer
from twiza.territories.snapshot import Matrix
from twiza.territories.strips import strip
from twiza.ui import formats

SHOWN = {
    "people": (
        "population", "household_size", "density", "age_15_34", "age_60_plus",
        "illiteracy", "illiteracy_gap", "secondary_education", "schooling_rate", "disability",
    ),
    "work": (
        "activity_rate", "female_activity", "unemployment", "female_unemployment", "self_employed",
        "workers_agriculture", "artisans", "businesses", "businesses_per_1000", "jobs_per_1000",
        "founded_since_2020_per_1000", "weekly_souks", "associations_per_10000",
    ),
    "living": (
        "running_water", "electricity", "no_sewer", "waste_in_open", "firewood",
        "road_distance", "people_per_room", "bathroom", "internet",
    ),
}  # fmt: skip
"""The same rows for every place, so that two papers can be laid side by side; the page has all."""
PARTS = ("population", "population_change", "illiteracy", "female_activity", "unemployment", "businesses_per_1000")
KEYS = {key for keys in SHOWN.values() for key in keys}
FEW_PARTS = 14
"""As many parts as are listed one by one."""
CHANGE = "_change"
FEWEST = 6
"""Rows of a facet: a pack without the indicators above shows its own first ones, up to this many."""


@dataclass(frozen=True)
class Column:
    """A place to compare with: how it is headed, and the kind of its tick on the strips."""

    kind: str
    label: str


@dataclass(frozen=True)
class Tick:
    """A tick on a strip, 0 to 1."""

    kind: str
    x: float


@dataclass(frozen=True)
class Row:
    """One indicator. Empty texts are blank cells: nothing to compare with."""

    label: str
    unit: str
    year: str
    value: str
    beside: tuple[str, ...]
    percentile: str
    change: str
    x: float | None
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Change:
    """One indicator in two years, and its change here and above."""

    label: str
    unit: str
    earlier: str
    latest: str
    change: str
    beside: tuple[str, ...]
    percentile: str


def figure(value: float | None, decimals: int, *, sign: bool = False) -> str:
    """A number for a cell of a table, held from left to right."""
    return formats.isolated(formats.number(value, decimals, sign=sign), ltr=True)


def columns(above: Sequence[Territory], standings: Sequence[Standing], language: str) -> list[Column]:
    """The territories above from the nearest up, then the median of the peers where there are any."""
    found = []
    for unit in reversed(above):
        label = unit.name if unit.depth == 0 else describing.level_name(unit, language)
        found.append(Column(_tick_kind(unit.level), label[:1].upper() + label[1:]))
    if any(other.what == "peers" for standing in standings for other in standing.beside):
        found.append(Column("peers", _("Median of its kind")))
    return found


def _tick_kind(level: str) -> str:
    return level if level in {"country", "region", "province"} else "region"


def facets(profile: Profile, above: Sequence[Territory], language: str) -> dict[str, Any]:
    """People, work and living conditions: columns that they share, and the rows of each."""
    names, shared = facet_names(), columns(above, profile.standings, language)
    found, shown = [], []
    for key, wanted in SHOWN.items():
        standings = _chosen(profile.facets[key], wanted)
        shown += standings
        if standings:
            rows = [asdict(_row(standing, profile.territory, shared, language)) for standing in standings]
            found.append({"name": names[key], "rows": rows})
    years = {standing.earlier_year for standing in shown if standing.change is not None}
    since = _("Change over time") if len(years) > 1 else ""
    since = _("Since %(year)s") % {"year": years.pop()} if len(years) == 1 else since
    return {"columns": [asdict(column) for column in shared], "groups": found, "strips": bool(above), "since": since}


def _chosen(known: Sequence[Standing], wanted: Sequence[str]) -> list[Standing]:
    chosen = [standing for standing in known if standing.definition.key in wanted]
    if len(chosen) < FEWEST:
        others = [standing for standing in known if standing not in chosen]
        chosen += others[: FEWEST - len(chosen)]
    return chosen


def _row(standing: Standing, place: Territory, shared: Sequence[Column], language: str) -> Row:
    definition, drawn = standing.definition, strip(standing, place, language)
    percentile = standing.percentile if standing.peer_percentile is None else standing.peer_percentile
    return Row(
        label=definition.name.get(language),
        unit=unit_of(definition, language),
        year=str(standing.year),
        value=figure(standing.value, definition.decimals),
        beside=_beside(standing, shared),
        percentile="" if percentile is None else formats.isolated(formats.percent(percentile, 0)),
        change="" if standing.change is None else figure(standing.change, definition.decimals, sign=True),
        x=None if drawn.x is None or drawn.high <= drawn.low else drawn.x / 100,
        ticks=tuple(Tick(mark.kind, mark.x / 100) for mark in drawn.drawn),
    )


def _beside(standing: Standing, shared: Sequence[Column], *, sign: bool = False) -> tuple[str, ...]:
    """Values in the order of the columns; a count is not compared with the count of a larger unit."""
    definition = standing.definition
    above = [other for other in standing.beside if other.what == "above"]
    peers = next((other.value for other in standing.beside if other.what == "peers"), None)
    found = []
    for position, column in enumerate(shared):
        value = peers if column.kind == "peers" else above[position].value if position < len(above) else None
        hidden = value is None or (definition.additive and column.kind != "peers")
        found.append("" if hidden else figure(value, definition.decimals, sign=sign))
    return tuple(found)


def unit_of(definition: Definition, language: str) -> str:
    """The symbol of the unit, unless the indicator's name already says it."""
    symbol = packs.unit(definition.unit).symbol.get(language)
    digits = "".join(letter for letter in symbol if letter.isdigit())
    name = "".join(letter for letter in definition.name.get(language) if letter.isdigit())
    return "" if digits and digits in name else symbol


def changes(profile: Profile, above: Sequence[Territory], language: str) -> dict[str, Any]:
    """From the earlier census to the latest: the indicators of change, with the values of both years."""
    shared = columns(above, profile.standings, language)
    rows, years = [], set()
    for standing in profile.facets["dynamics"]:
        key = standing.definition.key
        base = profile.get(key.removesuffix(CHANGE)) if key.endswith(CHANGE) else None
        if base is None or base.earlier is None or not base.known:
            continue
        years.add((base.earlier_year, base.year))
        rows.append(asdict(_change(standing, base, shared, language)))
    if len(years) != 1:
        return {"rows": [], "columns": [], "years": []}
    return {
        "columns": [asdict(column) for column in shared],
        "rows": rows,
        "years": [str(year) for year in next(iter(years))],
        "heading": _("Change here"),
    }


def _change(standing: Standing, base: Standing, shared: Sequence[Column], language: str) -> Change:
    definition = standing.definition
    percentile = standing.percentile if standing.peer_percentile is None else standing.peer_percentile
    symbol = packs.unit(definition.unit).symbol.get(language)
    value = (
        formats.percent(standing.value, definition.decimals, sign=True)
        if symbol in {"%", "٪"}
        else figure(standing.value, definition.decimals, sign=True)
    )
    return Change(
        label=base.definition.name.get(language),
        unit=unit_of(base.definition, language),
        earlier=figure(base.earlier, base.definition.decimals),
        latest=figure(base.value, base.definition.decimals),
        change=formats.isolated(value, ltr=True),
        beside=_beside(standing, shared, sign=True),
        percentile="" if percentile is None else formats.isolated(formats.percent(percentile, 0)),
    )


def parts(place: Territory, matrix: Matrix, language: str) -> dict[str, Any]:
    """The units right below: all of them where they are few, else the two ends of each indicator."""
    rows = [row for row, parent in enumerate(matrix.parents) if parent == matrix.index[place.code]]
    if len(rows) < 2:
        return {"rows": [], "columns": [], "ends": [], "made_of": ""}
    shown = [d for key in PARTS for d in comparer().shown if d.key == key]
    few = len(rows) <= FEW_PARTS
    return {
        "rows": [_part(row, shown, matrix, language) for row in rows] if few else [],
        "columns": [{"label": d.name.get(language), "unit": unit_of(d, language)} for d in shown],
        "ends": [] if few else [_ends(d, rows, matrix, language) for d in shown],
        "made_of": _made_of(matrix.levels[rows[0]], len(rows), language),
    }


def _part(row: int, shown: Sequence[Definition], matrix: Matrix, language: str) -> dict[str, Any]:
    values = [figure(float(matrix.latest(d.key)[row]), d.decimals, sign=_signed(d)) for d in shown]
    return {"name": _name(matrix, row, language), "values": values}


def _signed(definition: Definition) -> bool:
    return definition.facet == "dynamics" and (definition.minimum is None or definition.minimum < 0)


def _name(matrix: Matrix, row: int, language: str) -> str:
    return formats.isolated(matrix.names[row].get(language) or matrix.names[row]["ar"])


def _made_of(level: str, count: int, language: str) -> str:
    country = packs.country()
    plural = next((one.plural.get(language) for one in country.levels if one.key == level), "") if country else ""
    return _("%(level)s: %(count)s") % {"level": plural, "count": formats.isolated(formats.number(count, 0))}


def _ends(definition: Definition, rows: Sequence[int], matrix: Matrix, language: str) -> dict[str, Any]:
    """The part with the lowest and the one with the highest value; unknown where fewer than two have one."""
    values = matrix.latest(definition.key)[list(rows)]
    known = np.isfinite(values).sum() > 1
    told = []
    for row in (rows[int(np.nanargmin(values))], rows[int(np.nanargmax(values))]) if known else ():
        value = figure(float(matrix.latest(definition.key)[row]), definition.decimals, sign=_signed(definition))
        told.append({"name": _name(matrix, row, language), "value": value})
    blank = {"name": formats.unknown(), "value": ""}
    return {
        "label": definition.name.get(language),
        "unit": unit_of(definition, language),
        "ends": told or [blank, blank],
    }
