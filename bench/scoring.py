"""How fast a country is scored, and that the numbers are those of an independent library.

``python -m bench.scoring`` scores 1,503 places by 200 criteria for 40 models, beside the weighted
sum of pymcdm with its validation off. Both run in turn in one process and the median of each is
compared; the weights of both are prepared beforehand. Then it times ranks under 1,000 draws of
the weights, on models of the usual size (three needs and five resources of 70 criteria).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pymcdm.methods import WSM

from twiza.calc.scoring import ModelSpec, PartWeights, Scores, Use, score
from twiza.calc.statistics import Floats
from twiza.calc.uncertainty import country_certainty, model_certainty, place_certainty

PLACES, CRITERIA, MODELS = 1503, 200, 40
USUAL_CRITERIA = 70


@dataclass(frozen=True)
class Row:
    """One line of the table: what, how much, the promise, and whether it was kept."""

    what: str
    measured: float
    unit: str
    promise: str
    kept: bool


@dataclass(frozen=True)
class Country:
    """Random data in the form that scoring takes."""

    percentiles: Floats
    models: list[ModelSpec]
    gates: Floats
    setting: Floats


def dense(seed: int = 1) -> Country:
    """Every model uses all 200 criteria, the first half as needs, the second as resources."""
    generator = np.random.default_rng(seed)

    def uses(columns: range) -> tuple[Use, ...]:
        return tuple(Use(c, bool(generator.integers(2)), float(generator.uniform(0.2, 5))) for c in columns)

    half = CRITERIA // 2
    models = [ModelSpec(f"m{j}", uses(range(half)), uses(range(half, CRITERIA))) for j in range(MODELS)]
    percentiles = generator.uniform(0, 100, (PLACES, CRITERIA))
    return Country(percentiles, models, np.ones((PLACES, MODELS)), generator.uniform(0, 100, PLACES))


def usual(seed: int = 2) -> Country:
    """Models, gaps and gates as a real country has them."""
    generator = np.random.default_rng(seed)

    def uses(count: int) -> tuple[Use, ...]:
        columns = generator.choice(USUAL_CRITERIA, count, replace=False)
        return tuple(Use(int(c), bool(generator.integers(2)), float(generator.uniform(0.5, 2))) for c in columns)

    models = [ModelSpec(f"m{j}", uses(3), uses(5)) for j in range(MODELS)]
    percentiles = generator.uniform(0, 100, (PLACES, USUAL_CRITERIA))
    percentiles[generator.random(percentiles.shape) < 0.02] = np.nan
    gates = generator.choice([0.0, 0.6, 1.0, 1.0, 1.0], (PLACES, MODELS))
    return Country(percentiles, models, gates, generator.uniform(0, 100, PLACES))


def turned(column: Floats, cost: bool) -> Floats:
    """pymcdm's normalisation for a percentile: turn a cost, leave a benefit."""
    return 100.0 - column if cost else column


def peer(country: Country) -> Callable[[], Floats]:
    """pymcdm's weighted sum of the same total: all criteria and the setting in one list of weights."""
    method = WSM(turned)
    table = np.column_stack([country.percentiles, country.setting])
    parts = PartWeights()
    prepared = []
    for model in country.models:
        needs, resources = model.criteria
        shares = np.concatenate([parts.need * needs.shares, parts.resources * resources.shares, [parts.setting]])
        types = np.append([-1 if use.reverse else 1 for use in (*model.needs, *model.resources)], 1)
        prepared.append((shares, types))
    return lambda: np.column_stack([method(table, w, types, validation=False) for w, types in prepared])


def seconds(action: Callable[[], object]) -> float:
    """Time of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def against_peer(rounds: int) -> list[Row]:
    """The same numbers, and the ratio of times."""
    country = dense()

    def ours() -> Scores:
        return score(country.percentiles, country.models, country.gates, country.setting)

    theirs = peer(country)
    difference = float(np.abs(ours().total - theirs()).max())
    times: list[tuple[float, float]] = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    fast, slow = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        Row("largest difference from pymcdm", difference, "points", "≤ 1e-9", difference <= 1e-9),
        Row("scoring 1,503 × 200 × 40", fast * 1000, "ms", "", True),
        Row("the same by pymcdm, validation off", slow * 1000, "ms", "", True),
        Row("times faster than pymcdm", slow / fast, "×", "≥ 20", slow / fast >= 20),
    ]


def under_draws(rounds: int) -> list[Row]:
    """Ranks under 1,000 draws: one place, one model, the country; and the memory they take."""
    c = usual()
    given = (c.percentiles, c.models, c.gates, c.setting)
    tasks: Sequence[tuple[str, Callable[[], object], int, float]] = (
        ("one place × 40 models, 1,000 draws", lambda: place_certainty(*given, place=7), rounds, 0.5),
        ("one model × 1,503 places, 1,000 draws", lambda: model_certainty(*given, model=3), rounds, 0.5),
        ("1,503 places × 40 models, 1,000 draws", lambda: country_certainty(*given), 3, 20.0),
    )
    rows = []
    for what, task, times, limit in tasks:
        taken = statistics.median(seconds(task) for _ in range(times))
        rows.append(Row(what, taken, "s", f"< {limit:g}", taken < limit))
    tracemalloc.start()
    tasks[-1][1]()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    rows.append(Row("memory at its highest, whole country", peak, "MB", "< 150", peak < 150))
    return rows


def markdown(rows: list[Row]) -> str:
    """The table as printed."""
    lines = ["| scoring | measured | promised | kept |", "|---|--:|--:|---|"]
    lines += [f"| {r.what} | {r.measured:.3g} {r.unit} | {r.promise} | {'yes' if r.kept else 'NO'} |" for r in rows]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench scoring", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="measurements of which the median is taken (15)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    rows = against_peer(options.rounds) + under_draws(options.rounds)
    print(markdown(rows))
    if options.output:
        options.output.write_text(json.dumps([r.__dict__ for r in rows], indent=1, ensure_ascii=False) + "\n")
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
