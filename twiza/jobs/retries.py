"""A task that fails is tried again, later each time; the queue itself knows no retries."""

from __future__ import annotations

import datetime
import functools
import logging
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

logger = logging.getLogger("twiza.jobs")
FIRST_WAIT = datetime.timedelta(minutes=1)


def retried_task(*, times: int) -> Callable[[Callable[..., None]], Task[Any, Any]]:
    """Make a function a task that is tried again up to *times* after it failed.

    The waits are 1, 4, 16 … minutes. Each try is a row of its own in the queue, so what went wrong
    stays to be read. The function must stand being run twice, and takes JSON arguments alone.
    """

    def make(function: Callable[..., None]) -> Task[Any, Any]:
        @functools.wraps(function)
        def attempt(*args: Any, attempt_number: int = 1, **kwargs: Any) -> None:
            try:
                function(*args, **kwargs)
            except Exception:
                logger.exception("%s failed at try %d of %d", function.__name__, attempt_number, times + 1)
                if attempt_number <= times:
                    later = timezone.now() + FIRST_WAIT * 4 ** (attempt_number - 1)
                    made.using(run_after=later).enqueue(*args, attempt_number=attempt_number + 1, **kwargs)
                raise

        made = task()(attempt)
        return made

    return make
