"""How long the server needs for a page, how many queries it asks, and how many pages it serves a second.

``python -m bench.pages`` makes an installation with the pack of Morocco, asks for each kind of page
in this process through all middleware (compression too), and then lets two workers of the real
server answer 16 connections. Three states are told apart: the first page of its kind in a process,
pages that are made anew (a cookie passes by what is kept), and pages that are kept. Wall time
suffers from whatever else the machine does, processor time hardly: both are medians.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench import serving
from bench.installation import installed, options_of
from bench.table import Row, close

if TYPE_CHECKING:
    from django.test import Client

LANGUAGES = ("ar", "fr", "en")
LIMIT_MS, LIMIT_RATE = 60.0, 100.0
CONNECTIONS, WORKERS = 16, 2
PERSONAL = {"HTTP_COOKIE": "bench=1"}


@dataclass(frozen=True)
class Kind:
    """Pages of one kind; *promised* ones have a limit."""

    name: str
    addresses: list[str]
    promised: bool = True


@dataclass
class Times:
    """Milliseconds of each request, on the clock and of the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def ask(self, client: Client, address: str, **headers: str) -> None:
        """One more request."""
        clock, processor = time.perf_counter(), time.process_time()
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip", **headers)
        self.wall.append(1000 * (time.perf_counter() - clock))
        self.processor.append(1000 * (time.process_time() - processor))
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")

    def told(self) -> str:
        """Both medians in words."""
        return f"{statistics.median(self.wall):.1f} ms ({statistics.median(self.processor):.1f} of processor)"


def kinds(count: int, seed: int = 1) -> list[Kind]:
    """Addresses of *count* pages of each kind, in all languages by turns; the same for the same seed."""
    from twiza.bank.models import ProjectModel
    from twiza.territories import snapshot

    chance, matrix = random.Random(seed), snapshot.current()  # chooses pages, not secrets
    communes = chance.sample([matrix.codes[row] for row in matrix.rows(matrix.finest)], count)
    provinces = chance.sample([matrix.codes[row] for row in matrix.rows(matrix.second_finest)], min(count, 20))
    models = list(islice(cycle(ProjectModel.objects.current().order_by("key").values_list("key", flat=True)), count))
    indicators = chance.sample(matrix.keys, min(count, len(matrix.keys)))

    def pages(pattern: str, keys: Sequence[str]) -> list[str]:
        return [f"/{language}/{pattern.format(key)}" for language, key in zip(cycle(LANGUAGES), keys, strict=False)]

    keys = [f"{code}/opportunities/{key}" for code, key in zip(communes, models, strict=True)]
    return [
        Kind("first page", pages("", [""] * 9)),
        Kind("page of a commune", pages("territories/{}/", communes)),
        Kind("page of a province", pages("territories/{}/", provinces)),
        Kind("opportunities of a commune", pages("territories/{}/opportunities/", communes)),
        Kind("one opportunity", pages("territories/{}/", keys)),
        Kind("project model", pages("models/{}/", models)),
        Kind("where a model fits", pages("models/{}/places/", models)),
        Kind("list of project models", pages("models/", [""] * 9), promised=False),
        Kind("indicator", pages("indicators/{}/", indicators), promised=False),
    ]


def in_process(kind: Kind) -> list[Row]:
    """Times and queries of one kind of page, asked in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    first, anew, kept, queries = Times(), Times(), Times(), set()
    first.ask(client, kind.addresses[0], **PERSONAL)
    for address in kind.addresses[1:3]:  # the other languages' words are read
        Times().ask(client, address, **PERSONAL)
    for address in kind.addresses:
        anew.ask(client, address, **PERSONAL)
    for address in kind.addresses:
        Times().ask(client, address)
        kept.ask(client, address)
    for address in kind.addresses[-3:]:
        with CaptureQueriesContext(connection) as asked:
            Times().ask(client, address, **PERSONAL)
        queries.add(len(asked))
    median = statistics.median(anew.wall)
    limit = f"< {LIMIT_MS:.0f} ms" if kind.promised else ""
    return [
        Row(f"{kind.name}, first in a process", f"{first.wall[0]:.0f} ms"),
        Row(f"{kind.name}, made anew", anew.told(), limit, median < LIMIT_MS if kind.promised else None),
        Row(f"{kind.name}, kept", kept.told()),
        Row(f"{kind.name}, queries", " or ".join(map(str, sorted(queries))), "constant", len(queries) == 1),
    ]


def under_load(port: int, communes: Sequence[str], seconds: float) -> list[Row]:
    """Pages of communes a second, from two workers to 16 connections."""
    phases = (
        ("the same page of a commune", communes[:1], {}, True),
        ("pages of random communes", communes, {}, True),
        ("pages of random communes, each made anew", communes, {"Cookie": "bench=1"}, False),
    )
    rows = []
    for name, addresses, headers, promised in phases:
        serving.load(port, addresses, headers=headers, connections=CONNECTIONS, seconds=1)
        found = serving.load(port, addresses, headers=headers, connections=CONNECTIONS, seconds=seconds)
        if found.wrong:
            raise SystemExit(f"{found.wrong} of {found.answered} answers were not 200")
        told = f"{found.rate:.0f}/s (median {found.median_ms:.0f} ms, 95 % below {found.late_ms:.0f} ms)"
        rows.append(Row(name, told, f"≥ {LIMIT_RATE:.0f}/s" if promised else "", found.rate >= LIMIT_RATE or None))
        if promised:
            rows[-1] = Row(name, told, f"≥ {LIMIT_RATE:.0f}/s", found.rate >= LIMIT_RATE)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench pages", description=(__doc__ or "").splitlines()[0])
    options_of(parser)
    parser.add_argument("--pages", type=int, default=60, help="pages of each kind (60)")
    parser.add_argument("--seconds", type=float, default=5, help="how long each load lasts (5)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    with installed(options.pack, options.var) as installation:
        installation.enter()
        asked = kinds(options.pages)
        rows = [row for kind in asked for row in in_process(kind)]
        communes = next(kind.addresses for kind in asked if kind.name == "page of a commune")
        with serving.server(installation, workers=WORKERS) as port:
            rows += under_load(port, communes, options.seconds)
    return close("pages", rows, options.output)


if __name__ == "__main__":
    raise SystemExit(main())
