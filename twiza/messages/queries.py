"""What is read of the outbox."""

from __future__ import annotations

from django.db.models import QuerySet

from twiza.messages.models import Message, State


def latest(count: int = 50) -> list[Message]:
    """The newest messages, for the developer of a local instance; one query."""
    return list(Message.objects.order_by("-pk")[:count])


def undelivered() -> QuerySet[Message]:
    """Messages that somebody has to look at, newest first: given up, or perhaps sent."""
    return Message.objects.filter(state__in=[State.FAILED, State.UNCERTAIN]).order_by("-pk")
