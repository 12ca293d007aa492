"""The issue of papers: what was made, from which data, in which version, and whether it is still the current one."""

from __future__ import annotations

import secrets

from django.db import models

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""Without letters and digits that are taken for one another."""


def new_code() -> str:
    """Twelve letters that nobody guesses (59 bits) and that can be read aloud: ``K7QM-2RXD-9FHT``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


class Paper(models.Model):
    """One version of one paper. Its rows are never changed, but for the day it was replaced."""

    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    subject_kind = models.CharField(max_length=40, help_text="dossier, cooperative, filing …")
    subject_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=80, help_text="Key of its template")
    version = models.PositiveIntegerField()
    title = models.JSONField(help_text="By language")
    data_hash = models.CharField(max_length=64, help_text="SHA-256 of what it says: data and words")
    data = models.JSONField(help_text="What it says, without what is sealed")
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=100)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_because = models.JSONField(default=list, help_text="Which data changed")

    class Meta:
        ordering = ["subject_kind", "subject_key", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "kind", "version"], name="one_paper_per_version"
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "kind"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_current_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} ({self.code})"
