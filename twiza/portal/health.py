"""Two addresses for whoever watches the service."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from twiza.packs.models import Country
from twiza.ui.trouble import Trouble, trouble_of

LEAST_ROOM = 50_000_000
"""Bytes that must be free where data, files and uploads lie."""


@never_cache
def alive(_: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(_: HttpRequest) -> JsonResponse:
    """The process can serve: database reached, migrated, and a country loaded; else 503 and why.

    Where pages can be read but nothing saved it answers 200, ``reading only``, and why: taking such a
    process away would help nobody.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        problems = (["the database wants migrating"] if pending else []) or (
            [] if Country.objects.exists() else ["no country is loaded"]
        )
    except DatabaseError:
        problems = ["the database cannot be reached"]
    if problems:
        return JsonResponse({"status": "not ready", "problems": problems}, status=503)
    hindered = [*_does_not_write(), *_has_no_room()]
    return JsonResponse({"status": "reading only" if hindered else "ok", "problems": hindered})


def _does_not_write() -> list[str]:
    """Whether the database refuses to write. One that another writer holds would write."""
    try:
        with connection.cursor() as cursor, _without_waiting(cursor), transaction.atomic():
            cursor.execute("DELETE FROM django_session WHERE 1 = 0")  # refused where nothing may be written
    except DatabaseError as error:
        if trouble_of(error) != Trouble.BUSY:
            return ["the database takes no changes"]
    return []


@contextmanager
def _without_waiting(cursor: CursorWrapper) -> Iterator[None]:
    """SQLite waits for whoever writes; not meanwhile."""
    if connection.vendor != "sqlite":
        yield
        return
    patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _has_no_room() -> list[str]:
    """Places with too little room left."""
    places = {"data": settings.VAR_DIR, "files": settings.FILES_DIR, "uploads": Path(tempfile.gettempdir())}
    full = [name for name, place in places.items() if _free(place) < LEAST_ROOM]
    return [f"the disk is full: less than {LEAST_ROOM // 1_000_000} MB left for {', '.join(full)}"] if full else []


def _free(place: Path) -> int:
    there = next(one for one in (place, *place.parents) if one.exists())
    return shutil.disk_usage(there).free
