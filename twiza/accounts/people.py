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
    """Who asks. A visitor who has made nothing yet has an empty key, which owns nothing."""
    if isinstance(request.user, User):
        return request.user
    return visitor_of(request) or Visitor("")


def visitor_of(request: HttpRequest) -> Visitor | None:
    """The visitor whose things this session keeps; None where it keeps none."""
    secret = request.session.get(SESSION_KEY, "")
    return Visitor(fingerprint(secret, purpose="visitor")) if secret else None


def remembered_person_of(request: HttpRequest) -> Person:
    """Who asks; a visitor gets a key that her session keeps, since she is about to make something."""
    if not isinstance(request.user, User) and SESSION_KEY not in request.session:
        request.session[SESSION_KEY] = secrets.token_urlsafe(24)
        request.session.set_expiry(REMEMBERED)
    return person_of(request)
