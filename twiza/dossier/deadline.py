"""The clock of the law on a dossier: which step it counts for, its marks, what it shows now."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from twiza.dossier import law as laws
from twiza.dossier.clock import Reading, read
from twiza.dossier.models import ClockMark, Dossier
from twiza.packs.schema.law import Step

DECIDED = "dossier_accepted"


def deciding_step(dossier: Dossier) -> Step | None:
    """The step in which an authority decides on the dossier: the one that acceptance ends."""
    return next((step for step in laws.law_of(dossier).steps if step.done_when == DECIDED), None)


def mark_clock(dossier: Dossier, sign: str, *, because: str, at: datetime | None = None) -> ClockMark:
    """Start, stop or end the clock of the deciding step."""
    step = deciding_step(dossier)
    return ClockMark.objects.create(
        dossier=dossier, step=step.key if step else DECIDED, sign=sign, at=at or timezone.now(), because=because
    )


def reading(dossier: Dossier, now: datetime | None = None) -> Reading:
    """What the clock shows; uses prefetched marks where there are some."""
    step = deciding_step(dossier)
    marks = dossier.clock.all()
    if step is None:
        return read(marks, now or timezone.now())
    return read(marks, now or timezone.now(), step.legal_days, step.silence)
