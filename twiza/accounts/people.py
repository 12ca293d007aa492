"""Whoever stands before us: somebody with a sign-in, or a visitor known by her session alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.http import HttpRequest

from twiza.accounts.models import User
from twiza.sealing.keys import fingerprint

SESSION_KEY = "visitor"
REMEMBERED = 90 * 24 * 60 * 60
"""Seconds that a visitor's work is kept for her browser."""


@dataclass(frozen=True)
class Visitor:
    """Nobody we know, who can still make things: they are hers by her session, and later by her sign-in."""

    key: str
    is_authenticated = False

    @property
    def actor(self) -> str:
        """The pseudonymous text that stands for her in the journal."""
        return f"visitor:{self.key[:16]}"


Person = User | Visitor


def person_of(request: HttpRequest) -> Person:
    """Who asks. A visitor who has made nothing yet has an empty key, which owns nothing.

    A page that has asked is nobody else's, and may name one's own sign-in in its head.
    """
    if isinstance(request.user, User):
        request.person_is_known = True  # type: ignore[attr-defined]
        return request.user
    return visitor_of(request) or Visitor("")


def visitor_of(request: HttpRequest) -> Visitor | None:
    """The visitor whose things this session keeps; None where it keeps none."""
    secret = request.session.get(SESSION_KEY, "")
    return Visitor(fingerprint(secret, purpose="visitor")) if secret else None


def remember(request: HttpRequest) -> None:
    """Give a visitor a key that her session keeps; a second time it is the same.

    A session that is there already gives the key itself: of two requests at once, both give the same.
    """
    if not isinstance(request.user, User) and SESSION_KEY not in request.session:
        held = request.session.session_key
        request.session[SESSION_KEY] = (
            fingerprint(held, purpose="visitor of a session") if held else secrets.token_urlsafe(24)
        )


def remembered_person_of(request: HttpRequest) -> Person:
    """Who asks; what a visitor is about to make is kept for her browser from now on."""
    if not isinstance(request.user, User):
        remember(request)
        request.session.set_expiry(REMEMBERED)
    return person_of(request)
