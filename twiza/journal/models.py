"""The journal: who did what, when, to which record. Rows are added, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class AppendOnlyError(Exception):
    """Somebody tried to change or remove an entry of the journal."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Refuses, before the database does, what would rewrite history."""

    def update(self, **_: Any) -> int:
        raise AppendOnlyError("Journal entries are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("Journal entries are never removed.")

    def about(self, subject_kind: str, subject_key: str) -> EntryQuerySet:
        """Entries on one record, newest first."""
        return self.filter(subject_kind=subject_kind, subject_key=subject_key).order_by("-id")


class Entry(models.Model):
    """One thing that happened. The actor is a stable pseudonymous text, not a foreign key:
    every area can write here, and erasing a person breaks nothing."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=100, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"])]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind}:{self.subject_key} by {self.actor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError("Journal entries are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("Journal entries are never removed.")


class Link(models.Model):
    """The tie of one entry to the one before it (``chain.py``). Added, never changed, like entries."""

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, db_index=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"


class Head(models.Model):
    """The end of the chain: one row, which whoever ties an entry locks."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"
