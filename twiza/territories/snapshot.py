"""All current values as arrays: what pages compare, rank and draw with, without a query a row.

A load of a pack writes one ``Snapshot`` from the tables; each process reads it once and keeps it
as long as the same load is in force.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twiza.calc import statistics
from twiza.packs import queries
from twiza.territories.models import Indicator, Observation, Snapshot, Territory

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Matrix:
    """Every current territory and value. Rows are territories by code, ``nan`` is unknown.

    ``values`` is ``[territories, indicators, years]``; ``parents`` holds the row of each parent,
    −1 for the country; ``attributes`` one mapping a row.
    """

    digest: str
    codes: tuple[str, ...]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    names: tuple[dict[str, str], ...]
    parents: tuple[int, ...]
    attributes: tuple[dict[str, list[str]], ...]
    keys: tuple[str, ...]
    years: tuple[int, ...]
    values: NDArray[np.float64] = field(repr=False)

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each code."""
        return {code: row for row, code in enumerate(self.codes)}

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column of each indicator key."""
        return {key: column for column, key in enumerate(self.keys)}

    @cached_property
    def level_order(self) -> tuple[str, ...]:
        """Levels from the country down."""
        depths = {level: len(list(self.ancestors(int(rows[0])))) for level, rows in self._rows_by_level.items()}
        return tuple(sorted(depths, key=lambda level: depths[level]))

    @cached_property
    def finest(self) -> str:
        """The lowest level."""
        return self.level_order[-1]

    @cached_property
    def second_finest(self) -> str:
        """The level right above the lowest; the lowest itself in a country of one level."""
        return self.level_order[-2] if len(self.level_order) > 2 else self.level_order[-1]

    @cached_property
    def _rows_by_level(self) -> dict[str, NDArray[np.int64]]:
        levels = np.array(self.levels)
        return {level: np.flatnonzero(levels == level) for level in dict.fromkeys(self.levels)}

    @cached_property
    def _lineages(self) -> NDArray[np.int64]:
        """Rows ``[territories, levels]`` of each territory and of all above it, −1 above the country."""
        parents = np.array([*self.parents, -1])
        lines = [np.arange(len(self.codes))]
        while (lines[-1] >= 0).any():
            lines.append(parents[lines[-1]])
        return np.column_stack(lines)

    @cached_property
    def _latest(self) -> tuple[Floats, NDArray[np.int64]]:
        """The newest year that an indicator has any value in, and the values of that year."""
        known: NDArray[np.bool_] = np.any(np.isfinite(self.values), axis=0)
        years = np.where(np.any(known, axis=1), known.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1), 0)
        return self.values[:, np.arange(len(self.keys)), years], years

    def rows(self, level: str) -> NDArray[np.int64]:
        """Rows of all territories of *level*, in order of code."""
        return self._rows_by_level.get(level, np.empty(0, dtype=np.int64))

    def ancestors(self, row: int) -> Iterator[str]:
        """Codes above *row*, nearest first."""
        parent = self.parents[row]
        while parent >= 0:
            yield self.codes[parent]
            parent = self.parents[parent]

    def under(self, code: str, level: str) -> NDArray[np.int64]:
        """Rows of *level* that are *code* or lie below it."""
        rows = self.rows(level)
        if code not in self.index:
            return rows[:0]
        below: NDArray[np.int64] = rows[(self._lineages[rows] == self.index[code]).any(axis=1)]
        return below

    def latest(self, key: str) -> Floats:
        """Values ``[territories]`` of the indicator's newest year; KeyError if there is no such indicator."""
        column: Floats = self._latest[0][:, self.columns[key]]
        return column

    def latest_year(self, key: str) -> int:
        """The newest year that the indicator has values for."""
        return self.years[int(self._latest[1][self.columns[key]])]

    def at(self, key: str, year: int) -> Floats:
        """Values ``[territories]`` of one year; all unknown if the year is not held."""
        if year not in self.years:
            return np.full(len(self.codes), np.nan)
        column: Floats = self.values[:, self.columns[key], self.years.index(year)]
        return column

    @cached_property
    def finest_percentiles(self) -> Floats:
        """Percentiles ``[territories of the finest level, indicators]`` of the newest values among them all."""
        return statistics.percentiles(self._latest[0][self.rows(self.finest)])


def take(*, digest_of: str = "") -> Snapshot:
    """Write a new snapshot of the tables; the older ones are dropped."""
    territories = list(Territory.objects.current().order_by("code"))
    indicators = list(Indicator.objects.filter(retired=False))
    rows = {t.pk: row for row, t in enumerate(territories)}
    columns = {i.pk: column for column, i in enumerate(indicators)}
    found = Observation.objects.filter(territory__retired=False, indicator__retired=False).order_by()
    cells = list(found.values_list("territory_id", "indicator_id", "year", "value"))
    years = sorted({year for _, _, year, _ in cells})
    values = np.full((len(territories), len(indicators), max(len(years), 1)), np.nan)
    if cells:
        territory, indicator, year, value = zip(*cells, strict=True)
        places = {y: position for position, y in enumerate(years)}
        values[[rows[t] for t in territory], [columns[i] for i in indicator], [places[y] for y in year]] = value
    about: dict[str, Any] = {
        "codes": [t.code for t in territories],
        "levels": [t.level for t in territories],
        "kinds": [t.kind for t in territories],
        "names": [t.names for t in territories],
        "parents": [rows.get(t.parent_id or 0, -1) for t in territories],
        "attributes": [t.attributes for t in territories],
        "keys": [i.key for i in indicators],
        "years": years or [0],
    }
    held = io.BytesIO()
    np.savez_compressed(held, values=values, about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8))
    data = held.getvalue()
    snapshot = Snapshot.objects.create(digest=hashlib.sha256(data + digest_of.encode()).hexdigest(), data=data)
    Snapshot.objects.exclude(pk=snapshot.pk).delete()
    queries.forget()
    return snapshot


def read(snapshot: Snapshot) -> Matrix:
    """The arrays of one snapshot."""
    with np.load(io.BytesIO(bytes(snapshot.data))) as held:
        about, values = json.loads(held["about"].tobytes()), held["values"]
    values.setflags(write=False)
    return Matrix(
        digest=snapshot.digest,
        codes=tuple(about["codes"]),
        levels=tuple(about["levels"]),
        kinds=tuple(about["kinds"]),
        names=tuple(about["names"]),
        parents=tuple(about["parents"]),
        attributes=tuple(about["attributes"]),
        keys=tuple(about["keys"]),
        years=tuple(about["years"]),
        values=values,
    )


def current() -> Matrix:
    """The newest arrays, read once a process and kept while the same load is in force.

    Raises Snapshot.DoesNotExist while no country is loaded.
    """
    return queries.remember("matrix", _newest)


def _newest() -> Matrix:
    snapshot = Snapshot.objects.order_by("-id").first()
    if snapshot is None:
        raise Snapshot.DoesNotExist("No country is loaded yet: run `manage.py pack load packs/ma`.")
    return read(snapshot)
