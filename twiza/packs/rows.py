"""Many rows at once, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")

BATCH = 500


def chunks(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """*items* in pieces that fit into one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def upsert(model: type[M], rows: Iterable[M], *, unique: Sequence[str] = ("key",)) -> None:
    """Insert *rows*; where *unique* exists already, every other column takes the new value."""
    kept = {"id", *unique}
    columns = [
        column.name for column in model._meta.concrete_fields if column.name not in kept and not column.primary_key
    ]
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=list(unique), update_fields=columns
    )


def retire(model: type[models.Model], keys: Sequence[str], *, field: str = "key") -> None:
    """Mark the rows with these keys as no longer in force."""
    for some in chunks(keys):
        model._default_manager.filter(**{f"{field}__in": some}).update(retired=True)


def ids_by(model: type[models.Model], field: str = "key") -> dict[str, Any]:
    """Primary key of every row by a unique column."""
    return dict(model._default_manager.order_by().values_list(field, "pk"))
