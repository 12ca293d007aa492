"""From stored values to what ``calc`` scores: percentiles, gates, setting, models' uses."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twiza.bank.models import ProjectModel
from twiza.bank.queries import definitions
from twiza.calc import grades, potential, scoring
from twiza.calc.scoring import ModelSpec, Use
from twiza.opportunities import gates
from twiza.opportunities.models import Basis
from twiza.packs import queries
from twiza.packs.models import Item
from twiza.packs.schema import Indicator as Definition
from twiza.packs.schema import ProjectModel as Model
from twiza.packs.schema import Use as DeclaredUse
from twiza.territories import snapshot
from twiza.territories.models import Indicator
from twiza.territories.snapshot import Matrix

METHOD = "1.0"
"""Changes whenever a score would: stored with every result, explained on the method page."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """What every score is made from. Places are the territories of the finest level, by code.

    ``percentiles`` ``[places, indicators]``; ``gates`` and ``grades`` ``[places, models]``;
    ``setting`` and ``potential`` ``[places]``, ``nan`` where unknown.
    """

    digest: str
    codes: tuple[str, ...]
    model_keys: tuple[str, ...]
    specs: tuple[ModelSpec, ...]
    percentiles: Floats = field(repr=False)
    gates: Floats = field(repr=False)
    setting: Floats = field(repr=False)
    potential: Floats = field(repr=False)
    grades: NDArray[np.str_] = field(repr=False)

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each place."""
        return {code: position for position, code in enumerate(self.codes)}

    @cached_property
    def usual(self) -> scoring.Scores:
        """Scores of all models in all places at the usual weights."""
        return scoring.score(self.percentiles, self.specs, self.gates, self.setting)

    @cached_property
    def participants(self) -> NDArray[np.int64]:
        """How many places are ranked for each model at the usual weights, ``[models]``."""
        ranked: NDArray[np.int64] = scoring.takes_part(self.usual, self.gates).sum(axis=0)
        return ranked

    @cached_property
    def model_index(self) -> dict[str, int]:
        """Position of each model."""
        return {key: position for position, key in enumerate(self.model_keys)}


def spec(model: Model, columns: dict[str, int]) -> ModelSpec:
    """The uses of *model* as columns of the percentiles."""

    def uses(declared: Sequence[DeclaredUse]) -> tuple[Use, ...]:
        return tuple(Use(columns[use.indicator], use.when == "low", use.weight) for use in declared)

    return ModelSpec(model.key, uses(model.needs), uses(model.resources))


def need_index(percentiles: Floats, definitions: Sequence[Definition]) -> Floats:
    """Mean percentile ``[n]`` of all indicators that are read as a need, turned so that more is needier."""
    turned = []
    for column, definition in enumerate(definitions):
        if definition.high and definition.high.means == "need":
            turned.append(percentiles[:, column])
        elif definition.low and definition.low.means == "need":
            turned.append(100 - percentiles[:, column])
    if not turned:
        return np.full(len(percentiles), np.nan)
    table = np.stack(turned, axis=1)
    known = np.isfinite(table).sum(axis=1)
    return np.where(known > 0, np.nansum(table, axis=1) / np.maximum(known, 1), np.nan)


def potential_of(matrix: Matrix, rows: NDArray[np.int64]) -> Floats:
    """General potential ``[n]`` as the pack defines it; unknown where it defines none."""
    item = Item.objects.filter(part="potential", until__isnull=True).first()
    if item is None or not item.content:
        return np.full(len(rows), np.nan)
    told = item.content
    outcome = matrix.latest(told["outcome"])[rows] if told["outcome"] in matrix.columns else np.full(len(rows), np.nan)
    features = np.stack([matrix.at(key, told["year_of_features"])[rows] for key in told["features"]], axis=1)
    groups = [group_of(matrix, int(row), told["groups_level"]) for row in rows]
    return potential.foreseen(features, outcome, groups)


def group_of(matrix: Matrix, row: int, level: str) -> str:
    """Code of the territory of *level* above a row; its own code if there is none."""
    above = (code for code in matrix.ancestors(row) if matrix.levels[matrix.index[code]] == level)
    return next(above, matrix.codes[row])


def lay() -> Ground:
    """Compute the ground anew from the tables."""
    matrix = snapshot.current()
    rows = matrix.rows(matrix.finest)
    indicators = {i.key: i.definition for i in Indicator.objects.filter(retired=False)}
    definitions = [indicators[key] for key in matrix.keys]
    percentiles = matrix.finest_percentiles
    models = [m.definition for m in ProjectModel.objects.current().order_by("key")]
    specs = tuple(spec(model, matrix.columns) for model in models)
    foreseen = potential_of(matrix, rows)
    population = matrix.latest("population")[rows] if "population" in matrix.columns else np.full(len(rows), np.nan)
    urban = np.array([1.0 if matrix.kinds[row] == "urban" else 0.0 for row in rows])
    with np.errstate(divide="ignore"):
        setting = potential.setting(foreseen, need_index(percentiles, definitions), urban, np.log(population))
    digest = hashlib.sha256(
        f"{METHOD} {matrix.digest} {json.dumps([m.model_dump(mode='json') for m in models], sort_keys=True)}".encode()
    ).hexdigest()
    return Ground(
        digest=digest,
        codes=tuple(matrix.codes[row] for row in rows),
        model_keys=tuple(model.key for model in models),
        specs=specs,
        percentiles=percentiles,
        gates=_stack([gates.gate(model, matrix, [int(r) for r in rows]) for model in models], len(rows)),
        setting=setting,
        potential=foreseen,
        grades=_grades(matrix, rows, specs, definitions),
    )


def _stack(columns: list[Floats], rows: int) -> Floats:
    return np.stack(columns, axis=1) if columns else np.empty((rows, 0))


def _grades(
    matrix: Matrix, rows: NDArray[np.int64], specs: Sequence[ModelSpec], definitions: Sequence[Definition]
) -> NDArray[np.str_]:
    """Data grade of each model in each place ``[n, m]``; empty where it rests on no figure."""
    figures = np.zeros((len(rows), len(definitions)), dtype=np.int8)
    for column, definition in enumerate(definitions):
        base = definition.base if definition.base in matrix.columns else None
        figures[:, column] = grades.figure_grades(
            definition.collection,
            matrix.latest(definition.key)[rows],
            matrix.latest(base)[rows] if base else np.full(len(rows), np.nan),
            _everyone_asked(matrix, rows, definition),
            year=matrix.latest_year(definition.key),
            latest_year=max(matrix.years),
        )
    used = [[use.column for use in (*one.needs, *one.resources)] for one in specs]
    columns = [grades.weakest(figures[:, chosen]) for chosen in used]
    return np.stack(columns, axis=1) if columns else np.empty((len(rows), 0), dtype="<U1")


def _everyone_asked(matrix: Matrix, rows: NDArray[np.int64], definition: Definition) -> NDArray[np.bool_]:
    """Places ``[n]`` where what is a sample elsewhere is a count: so small that everyone was asked."""
    small = definition.counted_where
    if small is None or small.indicator not in matrix.columns:
        return np.zeros(len(rows), dtype=bool)
    asked: NDArray[np.bool_] = matrix.latest(small.indicator)[rows] < small.below
    return asked


def store(ground: Ground) -> Basis:
    """Keep the arrays for every process to read; the older ones are dropped."""
    about: dict[str, Any] = {"codes": ground.codes, "model_keys": ground.model_keys}
    held = io.BytesIO()
    np.savez_compressed(
        held,
        about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
        gates=ground.gates,
        setting=ground.setting,
        potential=ground.potential,
        grades=ground.grades,
    )
    basis = Basis.objects.create(digest=ground.digest, method=METHOD, data=held.getvalue())
    Basis.objects.exclude(pk=basis.pk).delete()
    queries.forget()
    return basis


def read(basis: Basis) -> Ground:
    """The ground of a stored basis, with percentiles and uses of the present tables."""
    matrix = snapshot.current()
    with np.load(io.BytesIO(bytes(basis.data))) as held:
        about = json.loads(held["about"].tobytes())
        arrays = {name: held[name] for name in ("gates", "setting", "potential", "grades")}
    models = definitions()
    return Ground(
        digest=basis.digest,
        codes=tuple(about["codes"]),
        model_keys=tuple(about["model_keys"]),
        specs=tuple(spec(models[key], matrix.columns) for key in about["model_keys"]),
        percentiles=matrix.finest_percentiles,
        **arrays,
    )


def current() -> Ground:
    """The newest ground, read once a process and kept while the same load is in force.

    Raises Basis.DoesNotExist while no country is loaded.
    """
    return queries.remember("ground", _newest)


def _newest() -> Ground:
    basis = Basis.objects.order_by("-id").first()
    if basis is None:
        raise Basis.DoesNotExist("No country is loaded yet: run `manage.py pack load packs/ma`.")
    return read(basis)
