"""Writing to the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from twiza.journal import chain
from twiza.journal.context import current_request_id
from twiza.journal.models import Entry

OLD, NEW = "old", "new"
"""Before and after of what the journal may not tell, such as a password: that it changed."""


def record(
    *,
    by: str,
    action: str,
    subject_kind: str,
    subject_key: str,
    details: dict[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry, inside the caller's transaction; it is tied to the chain as soon as that has ended well.

    ``by`` is the actor's stable pseudonymous text (``user:…``, ``command-line``); ``action`` is area and
    verb in the past (``pack.loaded``); ``details`` is JSON. ``before`` and ``after`` are what changed, as
    JSON too: only the fields that differ are kept. Nothing sealed, no number or address of a person.
    """
    said = dict(details or {})
    if before is not None or after is not None:
        said["before"], said["after"] = differing(before or {}, after or {})
    entry = Entry.objects.create(
        actor=by,
        action=action,
        subject_kind=subject_kind,
        subject_key=subject_key,
        details=said,
        request_id=current_request_id(),
    )
    # Robust: what is saved by then stays saved, and must not be told as a failure. It is tied by the next chore.
    transaction.on_commit(lambda: chain.tie([entry.pk]), robust=True)
    return entry


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both without the fields that are the same in both.

    >>> differing({"name": "a", "place": 1}, {"name": "b", "place": 1})
    ({'name': 'a'}, {'name': 'b'})
    """
    changed = {
        key for key in {*before, *after} if before.get(key) != after.get(key) or (key in before) != (key in after)
    }
    return {k: v for k, v in before.items() if k in changed}, {k: v for k, v in after.items() if k in changed}
