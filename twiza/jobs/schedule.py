"""Chores of every night, and of every few minutes: areas register them, the worker enqueues each once."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from twiza.jobs.models import Due

logger = logging.getLogger("twiza.jobs")
_chores: dict[str, Chore] = {}


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Chore:
    """A task without arguments and the hour (of the site's time zone) at which it is done each night.

    With ``every`` it is done that often instead, whenever ``when`` says that there is something to do.
    """

    name: str
    task: Task[Any, Any]
    at: datetime.time = datetime.time(3)
    every: datetime.timedelta | None = None
    when: Callable[[], bool] = _always

    def next_after(self, moment: datetime.datetime) -> datetime.datetime:
        """The first time at ``at`` o'clock after *moment*, or one ``every`` later."""
        if self.every is not None:
            return moment + self.every
        local = timezone.localtime(moment)
        today = datetime.datetime.combine(local.date(), self.at, tzinfo=local.tzinfo)
        return today if today > moment else today + datetime.timedelta(days=1)


def nightly(name: str, task: Task[Any, Any], *, at: datetime.time) -> None:
    """Register a chore; the same name again replaces it."""
    _chores[name] = Chore(name, task, at)


def repeatedly(
    name: str, task: Task[Any, Any], *, every: datetime.timedelta, when: Callable[[], bool] = _always
) -> None:
    """Register a chore of every few minutes; it is left out while *when* finds nothing to do."""
    _chores[name] = Chore(name, task, every=every, when=when)


def chores() -> list[Chore]:
    """All registered chores."""
    return list(_chores.values())


def enqueue_due(now: datetime.datetime) -> list[str]:
    """Enqueue every chore whose time has come, and say which.

    A chore never seen before is due at its next hour, not at once. Moving the time forward and
    enqueueing are one transaction, and only one of several workers can move it: none runs twice.
    What a worker that was down for days missed is done once.
    """
    enqueued = []
    for chore in chores():
        due, made = Due.objects.get_or_create(chore=chore.name, defaults={"at": chore.next_after(now)})
        if made or due.at > now or not chore.when():
            continue
        with transaction.atomic():
            moved = Due.objects.filter(pk=due.pk, at=due.at).update(at=chore.next_after(now))
            if moved:
                chore.task.enqueue()
                enqueued.append(chore.name)
    if enqueued:
        logger.info("enqueued %s", ", ".join(enqueued))
    return enqueued
