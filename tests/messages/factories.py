"""Messages, and ways of sending that do as a test tells them."""

from __future__ import annotations

from twiza.messages.channels import Outgoing
from twiza.messages.commands import send
from twiza.messages.models import Message


def message(once: str = "1", channel: str = "sms", **more: str) -> Message:
    """A message in the outbox, waiting."""
    said = {"to": "+212600000001", "language": "ar", "kind": "test", "subject": "", "body": "مرحبا 123456"} | more
    return send(once=once, channel=channel, **said)


class Told:
    """A way that remembers what it sent, and first raises what it was told to raise."""

    def __init__(self, *raising: Exception, idempotent: bool = False) -> None:
        self.raising, self.idempotent, self.sent = list(raising), idempotent, list[Outgoing]()

    def deliver(self, message: Outgoing) -> None:
        if self.raising:
            raise self.raising.pop(0)
        self.sent.append(message)
