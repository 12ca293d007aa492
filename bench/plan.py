"""How fast a plan, its draws and its workbook are made, beside the same plan in pandas.

``python -m bench.plan`` computes one plan that has everything in it (two products, stocks, delays, four loans, grants,
tax, reserves), the median of many times, in turn with :mod:`bench.plan_in_pandas`, whose cash and results must be the
same. Times are those of the processor, which are the clock's on a machine that does nothing else; the clock stands
beside them. The peer gives three tables of floats; the plan gives every line to the cent, by month and year, with its
indicators, conditions and warnings.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.plan_in_pandas import plan_in_pandas
from bench.table import Row, close
from tests.calc.plans import whole
from twiza.calc.planning import compute, draw, tornado
from twiza.calc.planning.draws import DRAWS, ends, ranged
from twiza.calc.planning.inputs import Plan, Spread

PEER_DRAWS = 20


class Taken(NamedTuple):
    """Seconds of processor and by the clock."""

    processor: float
    clock: float

    def shown(self) -> str:
        """Both, in a unit that suits them."""
        big = self.processor >= 1
        return " ".join(
            form.format(f"{value:.0f} s" if big else f"{value * 1000:.1f} ms")
            for form, value in (("{}", self.processor), ("(by the clock {})", self.clock))
        )


def timed(action: Callable[[], object]) -> Taken:
    """The time of one call."""
    clock, processor = time.perf_counter(), time.process_time()
    action()
    return Taken(time.process_time() - processor, time.perf_counter() - clock)


def median(action: Callable[[], object], rounds: int) -> Taken:
    """The median of *rounds* calls after one that is not counted."""
    action()
    times = [timed(action) for _ in range(rounds)]
    return Taken(*(statistics.median(column) for column in zip(*times, strict=True)))


def drawn_once(plan: Plan, generator: np.random.Generator) -> Plan:
    """*plan* with every range drawn, as the peer takes it."""
    for path, spread in ranged(plan).items():
        part, number, field = path.split(".")
        items = list(getattr(plan, part))
        value = Spread(type(spread.value)(repr(generator.triangular(*ends(spread)))))
        items[int(number)] = replace(items[int(number)], **{field: value})
        plan = replace(plan, **{part: tuple(items)})
    return plan


def peer_draws(plan: Plan) -> Taken:
    """What the peer would take for all draws, from a few of them."""
    generator = np.random.default_rng(1)
    variants = [drawn_once(plan, generator) for _ in range(PEER_DRAWS)]
    taken = timed(lambda: [plan_in_pandas(one)["cash"].min() for one in variants])
    return Taken(*(seconds / PEER_DRAWS * DRAWS for seconds in taken))


def difference(plan: Plan) -> float:
    """The largest difference of cash and yearly result between the plan and its peer."""
    ours, theirs = compute(plan), plan_in_pandas(plan)
    cash = np.array([float(amount) for amount in ours.cash["closing_cash"].months]) - theirs["cash"].to_numpy()
    years = np.array([float(amount) for amount in ours.income["result"].years])
    return float(max(np.abs(cash).max(), np.abs(years - theirs.groupby("year")["result"].sum().to_numpy()).max()))


def written(plan: Plan) -> Callable[[], object]:
    """Makes the workbook."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from twiza.planner.workbook import workbook

    result = compute(plan)
    return lambda: workbook(plan, result, language="ar", title="Plan")


def measure(rounds: int) -> list[Row]:
    """The table."""
    plan = whole()
    apart = difference(plan)
    few = max(3, rounds // 5)
    one, peer = median(lambda: compute(plan), rounds), median(lambda: plan_in_pandas(plan), few)
    many, peer_many = median(lambda: draw(plan), few), peer_draws(plan)
    swings, book = median(lambda: tornado(plan), rounds), median(written(plan), few)
    return [
        Row("largest difference from the peer, of 1,000,000 of turnover", f"{apart:.2f}", "< 1", apart < 1),
        Row("one plan", one.shown(), "< 30 ms", one.processor < 0.03),
        Row("the same in pandas", peer.shown()),
        Row("times faster than pandas", f"{peer.processor / one.processor:.0f} ×"),
        Row("10,000 draws", many.shown(), "< 1 s", many.processor < 1),
        Row(f"the same in pandas, from {PEER_DRAWS} of them", peer_many.shown()),
        Row("times faster than pandas", f"{peer_many.processor / many.processor:,.0f} ×"),
        Row("tornado", swings.shown()),
        Row("workbook", book.shown(), "< 500 ms", book.processor < 0.5),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench plan", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25, help="calls of which the median is taken (25)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    return close("plan", measure(options.rounds), options.output)


if __name__ == "__main__":
    raise SystemExit(main())
