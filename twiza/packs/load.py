"""Loads a pack: one transaction, the same again changes nothing, history is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection, transaction

from twiza.journal import commands as journal
from twiza.packs import queries
from twiza.packs.check import check_pack
from twiza.packs.content import CheckedItem
from twiza.packs.diff import Diff, compare
from twiza.packs.models import Country, Item, Load
from twiza.packs.parts import Changes, afters, parts
from twiza.packs.problems import PackError, PackRefused, Report
from twiza.packs.reader import Progress, no_progress
from twiza.packs.rows import BATCH, chunks

LARGEST_KEPT = 200_000
"""Bytes of content kept in the history; of what is larger only the digest is."""
LOCK = 0x7477697A61
"""The advisory lock of PostgreSQL that one load holds ("twiza")."""


@dataclass(frozen=True)
class Loaded:
    """What a load did. ``load`` is empty if there was nothing to change."""

    load: Load | None
    diff: Diff
    report: Report
    seconds: float


def load_pack(path: Path | str, *, by: str, progress: Progress = no_progress) -> Loaded:
    """Check the pack in the folder *path* and put it in force, wholly or not at all.

    :param by: who asked for it, as the journal writes actors.
    :raises PackRefused: the check found errors.
    :raises PackError: no such folder, another country in the database, or another load under way.
    """
    started = time.perf_counter()
    pack, report = check_pack(path, progress)
    if report.refused:
        raise PackRefused(report)
    with _alone():
        diff = compare(pack, report, progress)
        load = _apply(diff, by, started, progress) if diff else None
    queries.forget()
    return Loaded(load, diff, report, time.perf_counter() - started)


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that no other load can interleave with."""
    busy = PackError("Another load is under way in this database. Wait until it is done, then try again.")
    try:
        # SQLite takes the write lock as the transaction begins (transaction_mode IMMEDIATE).
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
                    if not cursor.fetchone()[0]:
                        raise busy
            yield
    except OperationalError as error:
        if "locked" in str(error):
            raise busy from error
        raise


def _apply(diff: Diff, by: str, started: float, progress: Progress) -> Load:
    identity = diff.pack.identity
    assert identity is not None
    held = Country.objects.select_related("load").filter(key=identity.country).first()
    before = {"version": held.load.version, "digest": held.load.digest} if held else {}
    load = Load.objects.create(
        country=identity.country, version=identity.version, digest=diff.pack.digest, by=by, counts=diff.counts
    )
    for changes in diff.parts.values():
        _write_history(load, changes, progress)
    content = diff.pack.of("identity")[identity.country].content
    Country.objects.update_or_create(key=identity.country, defaults={"content": content, "load": load})
    for part in parts():
        if part.name in diff.parts:
            progress(part.name.replace("_", " "), 0, 0)
            part.load(diff.parts[part.name], progress)
    for after in afters(diff.parts):
        progress(after.name, 0, 0)
        after.run(progress)
    load.seconds = round(time.perf_counter() - started, 2)
    load.save(update_fields=["seconds"])
    journal.record(
        by=by,
        action="pack.loaded",
        subject_kind="pack",
        subject_key=identity.country,
        details={"load": load.pk, "counts": diff.counts},
        before=before,
        after={"version": identity.version, "digest": load.digest},
    )
    return load


def _write_history(load: Load, changes: Changes, progress: Progress) -> None:
    """Close the rows of what changed or went, open rows for what is new."""
    progress("history", 0, 0)
    for keys in chunks([*changes.changed, *changes.removed]):
        Item.objects.filter(part=changes.part, key__in=keys, until__isnull=True).update(until=load)
    rows = (
        Item(part=changes.part, key=item.key, digest=item.digest, content=kept_content(item), since=load)
        for item in changes.written
    )
    Item.objects.bulk_create(rows, batch_size=BATCH)


def kept_content(item: CheckedItem) -> Any:
    """The content as the history keeps it: none if it is too large."""
    size = len(json.dumps(item.content, ensure_ascii=False).encode())
    return item.content if size <= LARGEST_KEPT else None
