"""What is done at night for all areas: the journal is tied and walked."""

from __future__ import annotations

import datetime
import logging

from twiza.jobs.retries import retried_task
from twiza.jobs.schedule import nightly
from twiza.journal import chain

logger = logging.getLogger("twiza.journal")


@retried_task(times=3)
def keep_journal() -> None:
    """Tie what a stop left loose, verify the whole chain, and tell the log its last hash."""
    chain.tie(chain.loose_ids())
    verdict = chain.verify()
    if verdict.flaws:
        logger.error("the journal is not as it was written: %s", " ".join(str(flaw) for flaw in verdict.flaws))
    else:
        logger.info("the journal holds %d entries, last hash %s", verdict.entries, verdict.hash)


def register_chores() -> None:
    """Called once when the application starts."""
    nightly("keep journal", keep_journal, at=datetime.time(2, 30))
