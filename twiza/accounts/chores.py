"""What accounts forget at night."""

from __future__ import annotations

import datetime

from django.utils import timezone

from twiza.accounts.models import Code
from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly

KEPT = datetime.timedelta(days=1)


@retried_task(times=3)
def sweep_codes() -> None:
    """Remove codes that ended a day ago: longer than anything that counts them."""
    Code.objects.filter(ends_at__lt=timezone.now() - KEPT).delete()


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("sweep codes", sweep_codes, at=datetime.time(3, 50))
