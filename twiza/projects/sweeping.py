"""What visitors began and never came back to is forgotten, as their browsers were told."""

from __future__ import annotations

import datetime

from django.db.models import ProtectedError
from django.utils import timezone

from twiza.accounts.people import REMEMBERED
from twiza.files import commands as files
from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly
from twiza.projects.models import Once, Project

ONCE_KEPT = datetime.timedelta(days=7)


def sweep() -> int:
    """Remove visitors' projects whose browsers have forgotten them, and old keys; say how many projects went."""
    now = timezone.now()
    Once.objects.filter(at__lt=now - ONCE_KEPT).delete()
    forgotten = Project.objects.exclude(visitor="").filter(changed_at__lt=now - datetime.timedelta(seconds=REMEMBERED))
    removed = 0
    for project in forgotten:
        stored = [one.file for one in project.attachments.select_related("file")]
        try:
            project.delete()
        except ProtectedError:  # papers rest on it: it is more than a try
            continue
        removed += 1
        for one in stored:
            files.remove(one)
    return removed


@retried_task(times=2)
def sweep_projects() -> None:
    """The sweep as a task."""
    sweep()


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("sweep projects", sweep_projects, at=datetime.time(3, 50))
