"""Writing to the journal."""

from __future__ import annotations

from typing import Any

from twiza.journal.context import current_request_id
from twiza.journal.models import Entry


def record(
    *, by: str, action: str, subject_kind: str, subject_key: str, details: dict[str, Any] | None = None
) -> Entry:
    """Add one entry, inside the caller's transaction.

    ``by`` is the actor's stable pseudonymous text (``user:…``, ``command-line``);
    ``action`` is area and verb in the past (``pack.loaded``); ``details`` is JSON.
    """
    return Entry.objects.create(
        actor=by,
        action=action,
        subject_kind=subject_kind,
        subject_key=subject_key,
        details=details or {},
        request_id=current_request_id(),
    )
