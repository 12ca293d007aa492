"""How long the machine interface needs for an answer, how much it sends, and how many queries it asks.

``python -m bench.api`` makes an installation with the pack of Morocco and asks every operation in
this process, through all middleware (compression too), about places and models chosen by chance.
No answer is kept by the server: every one is made anew. The medians are of wall time and of
processor time; an answer that the reader already has (304) is measured beside them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.installation import installed, options_of
from bench.table import Row, close

if TYPE_CHECKING:
    from django.test import Client

LIMIT_MS = 60.0
ROOT = "/api/v1/"
TEXTS = ("نربي النحل ونبيع العسل", "nous savons coudre", "we can weave carpets", "3ndna zitoun")


@dataclass(frozen=True)
class Kind:
    """Questions of one operation; *promised* ones have a limit."""

    name: str
    addresses: list[str]
    promised: bool = True


def kinds(count: int, seed: int = 1) -> list[Kind]:
    """*count* questions of each operation; the same for the same seed."""
    from twiza.bank.models import ProjectModel
    from twiza.territories import snapshot
    from twiza.territories.models import Territory

    chance, matrix = random.Random(seed), snapshot.current()  # chooses questions, not secrets
    places = chance.sample(list(Territory.objects.at_level(matrix.finest).filter(latitude__isnull=False)), count)
    codes = [place.code for place in places]
    models = list(islice(cycle(ProjectModel.objects.current().values_list("key", flat=True)), count))
    keys = list(islice(cycle(matrix.keys), count))
    units = list(islice(cycle(place.parent_id for place in places), count))
    above = dict(Territory.objects.filter(pk__in=units).values_list("pk", "code"))
    return [
        Kind("territories, a page of 50", [f"territories?page={1 + n % 30}" for n in range(count)]),
        Kind("territories, found by name", [f"territories?q={place.names['ar']}" for place in places]),
        Kind("one territory", [f"territories/{code}" for code in codes]),
        Kind("the territory at a position", [f"territories/at?lat={p.latitude}&lon={p.longitude}" for p in places]),
        Kind("indicators, a page of 50", ["indicators"] * count),
        Kind("values, a page of 50", [f"indicators/{key}/values" for key in keys]),
        Kind("values, a page of 200", [f"indicators/{key}/values?page_size=200" for key in keys]),
        Kind("project models", ["project-models"] * count),
        Kind("one project model", [f"project-models/{key}" for key in models]),
        Kind("opportunities of a place", [f"opportunities?territory={code}" for code in codes]),
        Kind("opportunities of a model", [f"opportunities?model={key}" for key in models]),
        Kind("one opportunity", [f"opportunities?territory={c}&model={m}" for c, m in zip(codes, models, strict=True)]),
        Kind("all pairs, a page of 50", [f"opportunities?page={1 + n}" for n in range(count)]),
        Kind(
            "a model within a province, drawn",
            [f"opportunities?model={m}&territory={above[u]}" for m, u in zip(models, units, strict=True)],
            promised=False,
        ),
        Kind(
            "a place at other weights, drawn",
            [f"opportunities?territory={code}&weights=5,3,{n}" for n, code in enumerate(codes)],
            promised=False,
        ),
        Kind("a text matched", [f"match?text={text}" for text in islice(cycle(TEXTS), count)], promised=False),
    ]


def measured(client: Client, kind: Kind) -> list[Row]:
    """Time, size and queries of one kind of question."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    wall: list[float] = []
    processor: list[float] = []
    again: list[float] = []
    sizes: list[int] = []
    queries: set[int] = set()
    for address in [*kind.addresses[:3], *kind.addresses]:
        clock, busy = time.perf_counter(), time.process_time()
        answer = client.get(ROOT + address, HTTP_ACCEPT_ENCODING="gzip")
        wall.append(1000 * (time.perf_counter() - clock))
        processor.append(1000 * (time.process_time() - busy))
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}: {answer.content.decode()}")
        sizes.append(len(answer.content))
        if tag := answer.headers.get("ETag"):
            clock = time.perf_counter()
            client.get(ROOT + address, HTTP_IF_NONE_MATCH=tag)
            again.append(1000 * (time.perf_counter() - clock))
    for address in kind.addresses[-3:]:
        with CaptureQueriesContext(connection) as asked:
            client.get(ROOT + address)
        queries.add(len(asked))
    median = statistics.median(wall[3:])
    told = f"{median:.1f} ms ({statistics.median(processor[3:]):.1f} of processor)"
    unchanged = f"; unchanged {statistics.median(again):.1f} ms" if again else ""
    return [
        Row(
            f"{kind.name}: {statistics.median(sizes) / 1000:.1f} kB{unchanged}",
            told,
            f"< {LIMIT_MS:.0f} ms" if kind.promised else "",
            median < LIMIT_MS if kind.promised else None,
        ),
        Row(f"{kind.name}, queries", " or ".join(map(str, sorted(queries))), "constant", len(queries) == 1),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench api", description=(__doc__ or "").splitlines()[0])
    options_of(parser)
    parser.add_argument("--questions", type=int, default=60, help="questions of each kind (60)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    with installed(options.pack, options.var) as installation:
        installation.enter()
        from django.test import Client

        client = Client(HTTP_HOST="127.0.0.1")
        rows = [row for kind in kinds(options.questions) for row in measured(client, kind)]
    return close("machine interface", rows, options.output)


if __name__ == "__main__":
    raise SystemExit(main())
