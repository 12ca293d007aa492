"""What happens whenever somebody has signed in, by whatever way."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from twiza.accounts.models import User
from twiza.accounts.people import SESSION_KEY, visitor_of
from twiza.accounts.signals import arrived

SINCE = "signed_in_at"
STAFF_SESSION = 12 * 60 * 60
"""Seconds after which whoever holds a role signs in again."""
SESSION = 30 * 24 * 60 * 60
"""Seconds after which anybody else does."""


def settle(request: HttpRequest, user: User) -> None:
    """Give the session the length that is right for *user*."""
    request.session.set_expiry(STAFF_SESSION if user.assignments else SESSION)


def too_old(request: HttpRequest, user: User) -> bool:
    """Whether this session has lasted longer than *user* may stay; a role may have come meanwhile."""
    longest = STAFF_SESSION if user.assignments else SESSION
    since: int = request.session.get(SINCE, 0)
    return time.time() - since > longest


def _settled(request: HttpRequest | None, user: User, **_: Any) -> None:
    if request is None or not hasattr(request, "session"):
        return
    visitor = visitor_of(request)
    request.session.pop(SESSION_KEY, None)
    request.session[SINCE] = int(time.time())
    settle(request, user)
    arrived.send(sender=User, visitor=visitor, user=user)


def connect() -> None:
    """Called once when the application starts."""
    user_logged_in.connect(_settled, dispatch_uid="accounts.arrivals")
