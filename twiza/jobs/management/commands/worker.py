"""``manage.py worker``: does what is queued and, every night, the chores."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, InternalError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from twiza.jobs.schedule import enqueue_due

logger = logging.getLogger("twiza.jobs")
LONGEST_WAIT = 60.0
"""Seconds between looks while the database does not take what the worker has to write."""


class Command(BaseCommand):
    help = "Do queued tasks and nightly chores until told to stop (Ctrl-C, SIGTERM); the task in hand is finished."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=5, help="seconds between looks at the queue (5)")
        parser.add_argument("--once", action="store_true", help="do what is there now, then end")

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,  # run() comes back when nothing is ready, so that the schedule has its turn
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        logger.info("worker ready")
        wait = interval
        while worker.running:
            wait = interval if self._look(worker) else min(max(2 * wait, 1.0), LONGEST_WAIT)
            if once:
                return
            if worker.running:
                time.sleep(wait)

    @staticmethod
    def _look(worker: Worker) -> bool:
        """Enqueue and do what there is. False when the database is away, full or read-only: that passes."""
        try:
            enqueue_due(timezone.now())
            worker.run()
        except (InterfaceError, InternalError, OperationalError):
            logger.exception("the database does not take what has to be done; trying again in a while")
            close_old_connections()
            return False
        return True
