"""What nobody should have to remember: rows that are past their time are swept out at night."""

from __future__ import annotations

import datetime

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly

KEPT = datetime.timedelta(days=30)
"""How long the record of a finished task can be read."""


@retried_task(times=3)
def sweep_sessions() -> None:
    """Remove sessions that have ended."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@retried_task(times=3)
def sweep_cache() -> None:
    """Remove what has expired from caches kept in the database; Django does so only when they are full."""
    for cache in caches.all(initialized_only=False):
        if isinstance(cache, DatabaseCache):
            connection = connections[router.db_for_write(cache.cache_model_class)]
            table = connection.ops.quote_name(cache.cache_model_class._meta.db_table)
            now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # nosec B608


@retried_task(times=3)
def sweep_tasks() -> None:
    """Forget tasks that were finished long ago, failed ones too."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("sweep sessions", sweep_sessions, at=datetime.time(3, 10))
    nightly("sweep cache", sweep_cache, at=datetime.time(3, 20))
    nightly("sweep tasks", sweep_tasks, at=datetime.time(3, 30))
