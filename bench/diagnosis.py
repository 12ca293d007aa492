"""How fast a territorial diagnosis is set, and that none of them has a fifth page.

``python -m bench.diagnosis`` uses the country that is loaded (``run.py up`` or ``pack load``). It
takes places spread evenly over each level, in every language, gathers and sets each paper anew in
a warm process, then asks again for one that is kept. ``--all`` takes every place of the country.
"""

from __future__ import annotations

import argparse
import datetime
import io
import json
import os
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from twiza.territories.models import Territory

PROMISE_MS, PROMISE_PAGES = 300, 4
LANGUAGES = ("ar", "fr", "en")
DAY = datetime.date(2026, 11, 22)


@dataclass
class Level:
    """What was measured on one level: milliseconds of each paper, how many have how many pages."""

    name: str
    gathering: list[float] = field(default_factory=list)
    setting: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    pages: Counter[int] = field(default_factory=Counter)

    @property
    def whole(self) -> list[float]:
        """Milliseconds from the question to the paper."""
        return [one + other for one, other in zip(self.gathering, self.setting, strict=True)]

    def row(self) -> str:
        """One line of the table."""
        ordered = sorted(self.whole)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        pages = ", ".join(f"{count} of {number}" for number, count in sorted(self.pages.items()))
        figures = [statistics.median(x) for x in (self.gathering, self.setting, self.whole)]
        numbers = [*figures, late, statistics.median(self.kept), statistics.median(self.kilobytes)]
        return f"| {self.name} | {len(ordered)} | {' | '.join(f'{n:.3g}' for n in numbers)} | {pages} |"


def timed(action: Callable[[], object]) -> tuple[object, float]:
    """What *action* gives, and the milliseconds it took."""
    start = time.perf_counter()
    found = action()
    return found, 1000 * (time.perf_counter() - start)


def chosen(count: int | None) -> Iterator[tuple[str, list[Territory]]]:
    """Places of each level, evenly spread by code; all of them without *count*."""
    from django.db import DatabaseError

    from twiza.packs import queries as packs
    from twiza.territories.models import Territory

    try:
        country = packs.country()
    except DatabaseError:  # a database without tables
        country = None
    if country is None:
        raise SystemExit("No country is loaded: run `python3 run.py manage pack load packs/ma` first.")
    for level in country.levels:
        places = list(Territory.objects.current().filter(level=level.key).order_by("code"))
        step = max(1, len(places) // count) if count else 1
        yield level.key, places[::step][:count]


def measure(level: Level, places: Sequence[Territory]) -> None:
    """Set every paper of *places* in every language anew, and ask for it again."""
    from django.utils import translation
    from pypdf import PdfReader

    from twiza.portal.diagnosis import Edition, issue, issuing, rendering
    from twiza.portal.diagnosis.gathering import gather

    for place in places:
        for language in LANGUAGES:
            with translation.override(language):
                page = f"https://example.org/{language}/territories/{place.code}/"
                wanted = Edition.of(place, language, page=page, data_page=page, day=DAY)
                data, gathering = timed(lambda wanted=wanted, place=place: gather(place, wanted))  # type: ignore[misc]
                paper, setting = timed(lambda data=data: rendering.pdf(data, DAY))  # type: ignore[misc]
                assert isinstance(paper, bytes)
                issuing.forget()
                issue(place, wanted)
                level.kept.append(timed(lambda wanted=wanted, place=place: issue(place, wanted))[1])  # type: ignore[misc]
            level.gathering.append(gathering)
            level.setting.append(setting)
            level.kilobytes.append(len(paper) / 1000)
            level.pages[len(PdfReader(io.BytesIO(paper)).pages)] += 1


def markdown(levels: Sequence[Level]) -> str:
    """The table: medians in ms, then the 95th percentile, a kept paper, kB, and papers by number of pages."""
    lines = [
        "| level | papers | gather, ms | set, ms | both, ms | 95 % below, ms | kept, ms | kB | papers of … pages |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|",
        *(level.row() for level in levels),
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench diagnosis", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--places", type=int, default=20, help="places of each level (20)")
    parser.add_argument("--all", action="store_true", help="every place of the country")
    parser.add_argument("--output", type=Path, help="write the measurements as JSON to this file as well")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    levels = []
    for name, places in chosen(None if options.all else options.places):
        measure(Level("warming up"), places[:1])
        levels.append(Level(name))
        measure(levels[-1], places)
    print(markdown(levels))
    print(f"\nLargest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000} MB")
    if options.output:
        options.output.write_text(json.dumps([vars(level) for level in levels], indent=1) + "\n")
    quick = all(statistics.median(level.whole) <= PROMISE_MS for level in levels)
    short = all(2 <= number <= PROMISE_PAGES for level in levels for number in level.pages)
    return 0 if quick and short else 1


if __name__ == "__main__":
    raise SystemExit(main())
