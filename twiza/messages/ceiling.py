"""How many text messages leave in one day: each costs money, and anybody may ask for a code.

``TEXTS_A_DAY`` is the ceiling. Codes may use all of it; what can wait uses only its larger part, so that people
still come in on a day full of news, and goes the next morning.
"""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from twiza.messages.models import Channel, Message, State

logger = logging.getLogger("twiza.messages")
TEXTS = (Channel.SMS, Channel.WHATSAPP)
FOR_NEWS = 0.8
"""The part of the ceiling for what can wait; where it ends, the operator is warned."""
MORNING = datetime.time(9)
CODES = "code."
"""Kinds of messages that cannot wait begin so."""


def is_full_for(channel: str, kind: str) -> bool:
    """Whether no further message of this *kind* may leave by *channel* today. E-mail has no ceiling."""
    if channel not in TEXTS:
        return False
    used, most = _today(waiting=kind.startswith(CODES)), settings.TEXTS_A_DAY
    if used >= FOR_NEWS * most:
        _warn(used, most)
    return used >= (most if kind.startswith(CODES) else FOR_NEWS * most)


def put_off(message: Message) -> None:
    """Let *message* wait until tomorrow morning."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    at = timezone.make_aware(datetime.datetime.combine(tomorrow, MORNING))
    Message.objects.filter(pk=message.pk, state=State.WAITING).update(
        next_at=at, problem="the day's ceiling of text messages is reached"
    )


def _today(*, waiting: bool) -> int:
    """Text messages of today: tried, and with *waiting* also those that will be tried yet. One query, by an index."""
    begins = timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time()))
    found = Message.objects.filter(
        channel__in=TEXTS, next_at__gte=begins, next_at__lt=begins + datetime.timedelta(days=1)
    )
    return (found if waiting else found.exclude(state=State.WAITING)).count()


def _warn(used: int, most: int) -> None:
    """One line in the log when the larger part is used up, and one when all is; not one for each message.

    Each process remembers for itself: what the shared cache learns is undone with a refused request.
    """
    full = used >= most
    if caches["local"].add(f"texts:{timezone.localdate()}:{full}", 1, timeout=24 * 60 * 60):
        words = "no more text messages today" if full else "text messages run short"
        logger.log(logging.ERROR if full else logging.WARNING, "%s: %s of %s (TWIZA_TEXTS_A_DAY)", words, used, most)
