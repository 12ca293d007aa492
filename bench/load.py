"""How long it takes to load a country from nothing, and to find that nothing changed.

``python -m bench.load`` loads the pack of Morocco into an empty SQLite database of its own, then
again; then the same on a PostgreSQL of its own where one is installed. Each is a command of its
own, as a person would give it: the start of Python counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.installation import ROOT, Installation, installed
from bench.table import Row, close
from tools.on_postgresql import cluster, programs

LIMIT_FIRST, LIMIT_AGAIN = 60.0, 15.0


def timed(installation: Installation, pack: Path) -> tuple[float, float, str]:
    """Seconds on the clock, seconds of processor, and what ``pack load`` said last."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", "pack", "load", str(pack.resolve())],
        cwd=ROOT,
        env=installation.environment,
        text=True,
        capture_output=True,
        check=True,
    )
    took, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return took, processor, done.stdout.strip().splitlines()[-1]


def measure(database: str, pack: Path, url: str = "") -> list[Row]:
    """Both loads on one database; that of *url*, or SQLite."""
    with tempfile.TemporaryDirectory(prefix="twiza-bench-") as folder, ExitStack() as stack:
        if url:
            old = os.environ.get("DATABASE_URL")
            os.environ["DATABASE_URL"] = url
            stack.callback(os.environ.pop, "DATABASE_URL")
            if old is not None:
                stack.callback(os.environ.__setitem__, "DATABASE_URL", old)
        installation = stack.enter_context(installed(pack, Path(folder), loaded=False))
        rows = []
        for what, limit in (("from nothing", LIMIT_FIRST), ("again", LIMIT_AGAIN)):
            took, processor, said = timed(installation, pack)
            print(f"{database}, {what}: {said}", file=sys.stderr)
            told = f"{took:.1f} s ({processor:.1f} of processor)"
            rows.append(Row(f"{database}, {what}", told, f"< {limit:.0f} s", took < limit))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", type=Path, default=ROOT / "packs" / "ma", help="folder of the country (packs/ma)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    rows = measure("SQLite", options.pack)
    if folder := programs():
        with cluster(folder) as url:
            rows += measure("PostgreSQL", options.pack, url)
    return close("loading a country", rows, options.output)


if __name__ == "__main__":
    raise SystemExit(main())
