"""Delivery by the worker: a message is claimed before it leaves, so that a crash never sends it twice.

waiting → sending → sent | waiting (later) | failed | uncertain. A claim is one conditional UPDATE. A claim
that nobody ended (the machine stopped in between) runs out after ``CLAIM``: where the way can be asked
twice it waits again, elsewhere it is uncertain, and a person decides.
"""

from __future__ import annotations

import datetime
import logging

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from twiza.messages import ceiling
from twiza.messages.channels import NotSent, Outgoing, Refused, Unsure, way_of
from twiza.messages.models import Message, State

logger = logging.getLogger("twiza.messages")
CLAIM = datetime.timedelta(minutes=5)
"""How long an attempt may take; longer than every timeout of a way."""
FIRST_WAIT = datetime.timedelta(minutes=1)
ATTEMPTS = 6
"""After waits of 1, 4, 16, 64 and 256 minutes it is given up."""
BATCH = 200


@task()
def deliver(public_id: str) -> None:
    """Try to deliver one message, if it waits and nobody else does."""
    message = Message.objects.filter(public_id=public_id).first()
    if message is not None:
        attempt(message)


@task()
def sweep() -> None:
    """Take up what is left lying: tasks that were lost, waits that are over, claims that ran out."""
    now = timezone.now()
    for message in Message.objects.filter(state=State.SENDING, next_at__lte=now).order_by("pk")[:BATCH]:
        _give_back(message)
    for message in Message.objects.filter(state=State.WAITING, next_at__lte=now).order_by("pk")[:BATCH]:
        attempt(message)


def anything_left() -> bool:
    """Whether ``sweep`` would find something to do."""
    return Message.objects.filter(_left(timezone.now())).exists()


def _left(now: datetime.datetime) -> Q:
    return Q(state__in=[State.WAITING, State.SENDING], next_at__lte=now)


def attempt(message: Message) -> None:
    """Claim *message* and hand it to its way; write down what became of it. What can wait waits on a full day."""
    if not message.kind.startswith(ceiling.CODES) and ceiling.is_full_for(message.channel, message.kind):
        ceiling.put_off(message)
        return
    if not _claim(message):
        return
    try:
        way_of(message.channel).deliver(_outgoing(message))
    except Refused as error:
        _end(message, State.FAILED, str(error))
    except NotSent as error:
        _later(message, str(error))
    except Unsure as error:
        if way_of(message.channel).idempotent:
            _later(message, str(error))
        else:
            _end(message, State.UNCERTAIN, str(error))
    else:
        _end(message, State.SENT, "")


def _claim(message: Message) -> bool:
    """Make *message* ours. False when it waits for later, or another worker was faster."""
    now = timezone.now()
    won = Message.objects.filter(pk=message.pk, state=State.WAITING, next_at__lte=now).update(
        state=State.SENDING, attempts=F("attempts") + 1, next_at=now + CLAIM
    )
    if won:
        message.refresh_from_db()
    return bool(won)


def _outgoing(message: Message) -> Outgoing:
    return Outgoing(
        id=str(message.public_id), channel=message.channel, to=message.to, language=message.language,
        kind=message.kind, subject=message.subject, body=message.body,
    )  # fmt: skip


def _ours(message: Message) -> Q:
    """The claim itself: whatever happened to the message since must not be overwritten."""
    return Q(pk=message.pk, state=State.SENDING, attempts=message.attempts)


def _end(message: Message, state: State, problem: str) -> None:
    sent_at = timezone.now() if state == State.SENT else None
    Message.objects.filter(_ours(message)).update(state=state, sent_at=sent_at, problem=problem[:300])
    if state != State.SENT:
        logger.error("message %s (%s, %s): %s", message.public_id, message.kind, state, problem)


def _later(message: Message, problem: str) -> None:
    if message.attempts >= ATTEMPTS:
        _end(message, State.FAILED, problem)
        return
    at = timezone.now() + FIRST_WAIT * 4 ** (message.attempts - 1)
    Message.objects.filter(_ours(message)).update(state=State.WAITING, next_at=at, problem=problem[:300])


def _give_back(message: Message) -> None:
    if way_of(message.channel).idempotent:
        _later(message, "the attempt was cut off")
    else:
        _end(message, State.UNCERTAIN, "the attempt was cut off; nobody knows whether the message left")
