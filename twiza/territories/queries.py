"""What the pages of places read: values beside those of other places, from the arrays in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from twiza.calc import statistics
from twiza.packs import queries as packs
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import LocalText
from twiza.territories import snapshot
from twiza.territories.models import Indicator, Territory
from twiza.territories.snapshot import Matrix

FACETS = ("people", "work", "living", "dynamics", "land")
STRONG, MIDDLE = 70.0, 50.0
"""A need or potential stands out from the 70th percentile (turned) among places of its kind, and only
in the upper half of all places: "many cook with wood" must be true of the country, not of towns alone."""


@dataclass(frozen=True)
class Beside:
    """The same indicator elsewhere: a territory above, or the median of the peers."""

    label: dict[str, str]
    value: float | None
    what: Literal["above", "peers"]
    level: str = ""


@dataclass(frozen=True)
class Standing:
    """One indicator in one place. ``None`` is unknown.

    ``percentile`` is among all places of the level, ``peer_percentile`` among those of the same
    kind; ``spread`` holds the 5th and 95th percentile of the level, for drawing.
    """

    definition: Definition
    value: float | None
    year: int
    beside: tuple[Beside, ...]
    percentile: float | None
    peer_percentile: float | None
    places: int
    peers: int
    spread: tuple[float, float] | None
    earlier_year: int | None
    earlier: float | None

    @property
    def change(self) -> float | None:
        """Difference from the earlier year, only where the two were asked alike."""
        if self.value is None or self.earlier is None or not self.definition.comparable:
            return None
        return self.value - self.earlier

    @property
    def rank(self) -> int | None:
        """Rank from the highest value, among the places of the level."""
        return None if self.percentile is None else max(1, round(self.places * (1 - self.percentile / 100) + 0.5))

    @property
    def known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Evidence:
    """A need or a potential, with the standing that shows it; ``strength`` 0 to 100."""

    text: LocalText
    standing: Standing
    strength: float


@dataclass(frozen=True)
class Profile:
    """Everything that is measured of a place, by facet."""

    territory: Territory
    standings: tuple[Standing, ...]

    @cached_property
    def facets(self) -> dict[str, list[Standing]]:
        """Known indicators by facet, in the pack's order."""
        return {f: [s for s in self.standings if s.definition.facet == f and s.known] for f in FACETS}

    @cached_property
    def headline(self) -> list[Standing]:
        """The first figures of the page."""
        chosen = [s for s in self.standings if s.definition.headline and s.known]
        return sorted(chosen, key=lambda s: s.definition.headline)

    @cached_property
    def unknown(self) -> list[Definition]:
        """Indicators that have no value here."""
        return [s.definition for s in self.standings if not s.known]

    def get(self, key: str) -> Standing | None:
        """The standing of one indicator."""
        return next((s for s in self.standings if s.definition.key == key), None)

    def strongest(self, means: Literal["need", "potential"], count: int = 5) -> list[Evidence]:
        """The needs, or the potentials, in which the place stands out most among places of its kind.

        Towns are measured against towns: against villages every town would seem to need nothing.
        """
        found = []
        for standing in self.standings:
            overall = standing.percentile
            if overall is None:
                continue
            among_kind = overall if standing.peer_percentile is None else standing.peer_percentile
            for reading, strength, everywhere in (
                (standing.definition.high, among_kind, overall),
                (standing.definition.low, 100 - among_kind, 100 - overall),
            ):
                if reading and reading.means == means and strength >= STRONG and everywhere >= MIDDLE:
                    found.append(Evidence(reading.text, standing, strength))
        return sorted(found, key=lambda e: -e.strength)[:count]


def definitions() -> list[Definition]:
    """All current indicators in the pack's order; one query."""
    return [i.definition for i in Indicator.objects.filter(retired=False)]


def _value(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


@dataclass(frozen=True)
class _Scene:
    """Of one indicator: how many places of a level are known, their spread, the median of a kind."""

    known: int
    spread: tuple[float, float] | None
    peer_median: float | None


class Comparer:
    """Reads standings of places; holds the arrays and definitions that all of them share."""

    def __init__(self, matrix: Matrix, shown: Sequence[Definition]) -> None:
        self.matrix, self.shown = matrix, [d for d in shown if d.key in matrix.columns]
        self._percentiles: dict[tuple[str, bool], NDArray[np.float64]] = {}
        self._scenes: dict[tuple[str, str, str], _Scene] = {}
        self._peers: dict[tuple[str, str], NDArray[np.int64]] = {}

    def profile(self, territory: Territory) -> Profile:
        """Every indicator of one place."""
        row = self.matrix.index[territory.code]
        return Profile(territory, tuple(self.standing(row, definition) for definition in self.shown))

    def standing(self, row: int, definition: Definition) -> Standing:
        """One indicator of the place in *row*."""
        matrix, key = self.matrix, definition.key
        values = matrix.latest(key)
        level, kind = matrix.levels[row], matrix.kinds[row]
        everywhere, peers = matrix.rows(level), self._of_kind(level, kind)
        scene = self._scene(key, level, kind)
        year = matrix.latest_year(key)
        earlier = max((y for y in matrix.years if y < year and y in definition.years), default=None)
        return Standing(
            definition=definition,
            value=_value(values[row]),
            year=year,
            beside=tuple(self._beside(row, values, scene)),
            percentile=self._percentile(row, key, peers=False) if len(everywhere) > 1 else None,
            peer_percentile=self._percentile(row, key, peers=True) if kind and len(peers) > 1 else None,
            places=scene.known,
            peers=len(peers),
            spread=scene.spread,
            earlier_year=earlier,
            earlier=_value(matrix.at(key, earlier)[row]) if earlier else None,
        )

    def _of_kind(self, level: str, kind: str) -> NDArray[np.int64]:
        """Rows of *level*, only those of *kind* if there are kinds."""
        if (level, kind) not in self._peers:
            rows = self.matrix.rows(level)
            self._peers[level, kind] = rows[[self.matrix.kinds[r] == kind for r in rows]] if kind else rows
        return self._peers[level, kind]

    def _scene(self, key: str, level: str, kind: str) -> _Scene:
        """What all places of one level and kind share for an indicator; worked out once."""
        if (key, level, kind) not in self._scenes:
            values = self.matrix.latest(key)
            known = values[self.matrix.rows(level)]
            known = known[np.isfinite(known)]
            of_kind = values[self._of_kind(level, kind)]
            of_kind = of_kind[np.isfinite(of_kind)]
            self._scenes[key, level, kind] = _Scene(
                known=int(known.size),
                spread=(float(np.quantile(known, 0.05)), float(np.quantile(known, 0.95))) if known.size else None,
                peer_median=float(np.median(of_kind)) if of_kind.size > 1 else None,
            )
        return self._scenes[key, level, kind]

    def _beside(self, row: int, values: NDArray[np.float64], scene: _Scene) -> Iterable[Beside]:
        for code in self.matrix.ancestors(row):
            above = self.matrix.index[code]
            yield Beside(self.matrix.names[above], _value(values[above]), "above", self.matrix.levels[above])
        if scene.peer_median is not None:
            yield Beside({}, scene.peer_median, "peers", self.matrix.kinds[row])

    def _percentile(self, row: int, key: str, *, peers: bool) -> float | None:
        """Among the places of the same level; with *peers* of the same kind, too."""
        held = self._percentiles.get((key, peers))
        if held is None:
            values = self.matrix.latest(key)
            held = np.full(len(values), np.nan)
            kinds = self.matrix.kinds if peers else [""] * len(values)
            for level, kind in dict.fromkeys(zip(self.matrix.levels, kinds, strict=True)):
                among = self._of_kind(level, kind)
                held[among] = statistics.percentiles(values[among])
            self._percentiles[key, peers] = held
        return _value(held[row])


def comparer() -> Comparer:
    """The comparer of the present data, kept as long as the same load is in force."""
    matrix = snapshot.current()
    return packs.remember("comparer", lambda: Comparer(matrix, definitions()))


def profile(territory: Territory) -> Profile:
    """Everything measured of *territory*, beside its province, region, country and peers."""
    return comparer().profile(territory)


@dataclass(frozen=True)
class Alike:
    """A place that resembles another: in what, and in what not."""

    code: str
    names: dict[str, str]
    above: dict[str, str]
    distance: float
    alike: tuple[Definition, ...]
    unlike: tuple[Definition, ...]


def places_like(territory: Territory, count: int = 6) -> list[Alike]:
    """Places of the finest level whose indicators are nearest; empty for higher levels."""
    matrix = snapshot.current()
    rows = matrix.rows(matrix.finest)
    if territory.level != matrix.finest:
        return []
    by_key = {d.key: d for d in comparer().shown}
    position = int(np.searchsorted(rows, matrix.index[territory.code]))
    found = statistics.nearest(matrix.finest_percentiles, position, count)
    return [
        Alike(
            code=matrix.codes[rows[one.place]],
            names=matrix.names[rows[one.place]],
            above=matrix.names[matrix.parents[rows[one.place]]],
            distance=one.distance,
            alike=tuple(by_key[matrix.keys[c]] for c in one.alike),
            unlike=tuple(by_key[matrix.keys[c]] for c in one.unlike),
        )
        for one in found
    ]


def known_values(matrix: Matrix, key: str) -> dict[str, float | None]:
    """The newest value of an indicator by code, ``None`` where unknown; empty if there is no such indicator."""
    if key not in matrix.columns:
        return {}
    values = matrix.latest(key)
    rows = zip(matrix.codes, values.tolist(), np.isfinite(values).tolist(), strict=True)
    return {code: value if known else None for code, value, known in rows}


@dataclass(frozen=True)
class Ranked:
    """One place in the ranking of an indicator."""

    rank: int
    code: str
    names: dict[str, str]
    above: dict[str, str]
    value: float


def ranking(key: str, *, level: str, within: str = "", year: int | None = None) -> list[Ranked]:
    """Places of *level* (below *within*) from the highest value down; unknown ones are left out."""
    matrix = snapshot.current()
    values = matrix.at(key, year) if year else matrix.latest(key)
    rows = matrix.under(within, level) if within else matrix.rows(level)
    known = [int(row) for row in rows if np.isfinite(values[row])]
    known.sort(key=lambda row: (-values[row], matrix.codes[row]))
    return [
        Ranked(
            rank,
            matrix.codes[row],
            matrix.names[row],
            matrix.names[matrix.parents[row]] if matrix.parents[row] >= 0 else {},
            float(values[row]),
        )
        for rank, row in enumerate(known, start=1)
    ]
