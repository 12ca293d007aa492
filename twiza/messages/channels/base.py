"""What every way of sending promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class NotSent(Exception):
    """It certainly did not leave; later it may."""


class Refused(Exception):
    """It did not leave and never will: the address or the message was refused."""


class Unsure(Exception):
    """It may have left: the line broke before an answer came."""


@dataclass(frozen=True)
class Outgoing:
    """A message as a way sees it. ``id`` is the same at each attempt."""

    id: str
    channel: str
    to: str
    language: str
    kind: str
    subject: str
    body: str


class Way(Protocol):
    """One way of sending."""

    idempotent: bool
    """Whether sending the same ``id`` a second time reaches nobody a second time."""

    def deliver(self, message: Outgoing) -> None:
        """Send *message*. :raises NotSent: :raises Refused: :raises Unsure:"""
