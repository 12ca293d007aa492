"""``manage.py worker``: does what is queued and, every night, the chores."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from twiza.jobs.schedule import enqueue_due

logger = logging.getLogger("twiza.jobs")


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
        while worker.running:
            enqueue_due(timezone.now())
            worker.run()
            if once:
                return
            if worker.running:
                time.sleep(interval)
