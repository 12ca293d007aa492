"""Putting a message into the outbox, and letting one that failed go once more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.journal import commands as journal
from twiza.messages import ceiling, delivery
from twiza.messages.models import Channel, Message, State


class Refused(Exception):
    """It may not be done now; the message says why."""


class NoTextsLeft(Refused):
    """No text message leaves any more today; the message says what to do instead."""


@transaction.atomic
def send(*, once: str, channel: str, to: str, language: str, kind: str, subject: str, body: str) -> Message:
    """Put a message into the outbox, in the caller's transaction: no cause without its message, nor the reverse.

    A second call with the same *once* gives back the first message and sends nothing. The worker delivers.
    ValueError for a channel that there is not.

    :raises NoTextsLeft: a code, which cannot wait, on a day that has had all its text messages.
    """
    if kind.startswith(ceiling.CODES) and ceiling.is_full_for(channel, kind):
        raise NoTextsLeft(
            _(
                "This site has sent all the text messages that it may send today. "
                "Use your e-mail or your password, or come back tomorrow. What you did here is kept."
            )
        )
    message, made = Message.objects.get_or_create(
        once=once,
        defaults={
            "channel": Channel(channel), "to": to, "language": language, "kind": kind,
            "subject": subject[:200], "body": body,
        },
    )  # fmt: skip
    if made:
        delivery.deliver.enqueue(str(message.public_id))
    return message


@transaction.atomic
def send_again(*, message: Message, by: str) -> None:
    """Let a message go that was given up, or of which nobody knows whether it left; a person decided so.

    :raises Refused: it is neither, or its text has been swept away.
    """
    if not message.body:
        raise Refused(_("The text of this message has been removed. What caused it has to be done again."))
    changed = Message.objects.filter(pk=message.pk, state__in=[State.FAILED, State.UNCERTAIN]).update(
        state=State.WAITING, attempts=0, next_at=timezone.now(), problem=""
    )
    if not changed:
        raise Refused(_("This message is on its way already."))
    journal.record(
        by=by, action="message.sent_again", subject_kind="message", subject_key=str(message.public_id),
        before={"state": message.state}, after={"state": str(State.WAITING)},
    )  # fmt: skip
    delivery.deliver.enqueue(str(message.public_id))
