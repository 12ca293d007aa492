"""Somebody signs in: what she made in her browser before is hers now."""

from __future__ import annotations

from typing import Any

from twiza.accounts.models import User
from twiza.accounts.people import Visitor
from twiza.accounts.signals import arrived
from twiza.projects.commands import claim


def claim_what_was_made(*, visitor: Visitor | None, user: User, **_: Any) -> None:
    """Receiver of ``arrived``."""
    if visitor is not None:
        claim(visitor=visitor, user=user)


def connect() -> None:
    """Called once when the application starts."""
    arrived.connect(claim_what_was_made, dispatch_uid="projects claim")
