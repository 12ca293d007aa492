"""What screens read of the journal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from twiza.journal.models import Entry, EntryQuerySet


@dataclass(frozen=True)
class Sought:
    """Which entries are asked for; an empty field asks for all. Dates are the site's, both inclusive."""

    action: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def entries(sought: Sought) -> EntryQuerySet:
    """The entries sought, newest first. ``action`` may be a whole area: ``pack.`` or ``pack``."""
    found = Entry.objects.order_by("-id")
    if sought.action:
        area = sought.action.rstrip(".")
        found = found.filter(action=area) | found.filter(action__startswith=f"{area}.")
    if sought.actor:
        found = found.filter(actor=sought.actor)
    if sought.subject:
        kind, _colon, key = sought.subject.partition(":")
        found = found.filter(subject_kind=kind)
        found = found.filter(subject_key=key) if key else found
    if sought.since:
        found = found.filter(at__date__gte=sought.since)
    if sought.until:
        found = found.filter(at__date__lte=sought.until)
    return found


def actions() -> list[str]:
    """Every action that was ever recorded."""
    return list(Entry.objects.order_by("action").values_list("action", flat=True).distinct())
