"""Files that no row speaks of are taken away at night: what was sent in a transaction that failed."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from twiza.files import keeping
from twiza.files.models import StoredFile
from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly

logger = logging.getLogger("twiza.files")
OLD = 24 * 60 * 60
"""Seconds after which a file without a row is an orphan: no request lasts so long."""
TOGETHER = 500


def _old_files() -> Iterator[Path]:
    before = time.time() - OLD
    return (one for one in keeping.folder().glob("??/*") if one.is_file() and one.stat().st_mtime < before)


def sweep() -> int:
    """Remove old files without a row, and say how many."""
    removed = 0
    files = _old_files()
    while some := list(islice(files, TOGETHER)):
        paths = {one.relative_to(keeping.folder()).as_posix(): one for one in some}
        known = set(StoredFile.objects.filter(path__in=paths).values_list("path", flat=True))
        for path in paths.keys() - known:
            paths[path].unlink(missing_ok=True)
            removed += 1
    if removed:
        logger.info("removed %d files that no row speaks of", removed)
    return removed


@retried_task(times=2)
def sweep_files() -> None:
    """The sweep as a task."""
    sweep()


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("sweep files", sweep_files, at=datetime.time(3, 40))
