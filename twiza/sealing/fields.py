"""A column whose content is sealed in the database and plain in Python."""

from __future__ import annotations

from typing import Any

from django.db import models

from twiza.sealing.keys import seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text, encrypted as it is written. It cannot be searched or ordered by; keep a fingerprint for that."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None else seal(str(value))

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return value if value is None else unseal(value)
