"""What the outbox forgets: texts and addresses after days, the rows themselves after a year."""

from __future__ import annotations

import datetime

from django.utils import timezone

from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly, repeatedly
from twiza.messages import delivery
from twiza.messages.models import Message, State

TEXT_KEPT = datetime.timedelta(days=7)
ROW_KEPT = datetime.timedelta(days=365)
_ENDED = [State.SENT, State.FAILED, State.UNCERTAIN]


@retried_task(times=3)
def sweep_texts() -> None:
    """Forget what was written and to whom; when, by which way and what became of it stay a year."""
    now = timezone.now()
    Message.objects.filter(state__in=_ENDED, made_at__lt=now - TEXT_KEPT).exclude(body="", to="").update(
        to="", body="", subject=""
    )
    Message.objects.filter(state__in=_ENDED, made_at__lt=now - ROW_KEPT).delete()


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("sweep messages", sweep_texts, at=datetime.time(3, 40))
    repeatedly("deliver messages", delivery.sweep, every=datetime.timedelta(minutes=1), when=delivery.anything_left)
