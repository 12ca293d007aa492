"""What people send us: checked, re-encoded where possible, kept outside every public folder."""

from __future__ import annotations

import uuid

from django.db import models


class StoredFile(models.Model):
    """One file. The area that refers to it decides who may have it; there is no address of its own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, help_text="As the sender called it, cleaned")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=200, unique=True, help_text="Below FILES_DIR")
    by = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "at"])]

    def __str__(self) -> str:
        return self.name
