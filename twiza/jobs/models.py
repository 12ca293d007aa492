"""When each nightly chore is due; the queue itself is django-tasks-db's table."""

from __future__ import annotations

from django.db import models


class Due(models.Model):
    """The next time of one chore. Whoever moves ``at`` forward is the one who may enqueue it."""

    chore = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["chore"]

    def __str__(self) -> str:
        return f"{self.chore} at {self.at:%Y-%m-%d %H:%M}"
