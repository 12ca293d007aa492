"""What happens whenever somebody has signed in, by whatever way."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest
from django.utils.translation import get_language

from twiza.accounts.models import User
from twiza.accounts.people import SESSION_KEY, visitor_of
from twiza.accounts.signals import arrived
from twiza.ui.trouble import trouble_of

SINCE, SEEN = "signed_in_at", "seen_at"
STAFF_SESSION = 12 * 60 * 60
"""Seconds after which whoever holds a role signs in again."""
SESSION = 30 * 24 * 60 * 60
"""Seconds after which anybody else does."""
PARTS = 12
"""A visit is written down once in this part of the time that a session may idle: not a write for each page."""


def settle(request: HttpRequest, user: User) -> None:
    """Let the session end when *user* idles, and at the latest when it has lasted long enough."""
    left = _longest(user) - (time.time() - request.session.get(SINCE, time.time()))
    request.session.set_expiry(max(1, int(min(_idle(user), left))))


def seen(request: HttpRequest, user: User) -> None:
    """*user* is at work: her session goes on."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) < _idle(user) / PARTS:
        return
    request.session[SEEN] = now
    settle(request, user)
    try:
        request.session.save()
    except UpdateError as error:
        if trouble_of(error.__context__) is None:  # the session was ended elsewhere meanwhile
            raise SessionInterrupted from error
        request.session.modified = False  # nothing can be kept just now; a page can still be read


def too_old(request: HttpRequest, user: User) -> bool:
    """Whether this session has lasted or idled longer than *user* may stay; a role may have come meanwhile."""
    now, since = time.time(), request.session.get(SINCE, 0)
    idle: float = now - request.session.get(SEEN, since)
    return now - since > _longest(user) or idle > _idle(user)


def _longest(user: User) -> int:
    return STAFF_SESSION if user.assignments else SESSION


def _idle(user: User) -> int:
    found: int = settings.STAFF_SESSION_IDLE if user.assignments else settings.SESSION_IDLE
    return found


def _settled(request: HttpRequest | None, user: User, **_: Any) -> None:
    if request is None or not hasattr(request, "session"):
        return
    visitor = visitor_of(request)
    request.session.pop(SESSION_KEY, None)
    request.session[SINCE] = request.session[SEEN] = int(time.time())
    settle(request, user)
    _remember_language(user)
    arrived.send(sender=User, visitor=visitor, user=user)


def _remember_language(user: User) -> None:
    """What she reads: in this language she is written to."""
    reads = (get_language() or "")[:2]
    if reads and reads != user.language:
        user.language = reads
        user.save(update_fields=["language"])


def connect() -> None:
    """Called once when the application starts."""
    user_logged_in.connect(_settled, dispatch_uid="accounts.arrivals")
