"""Whoever holds a role shows a second factor, where this installation asks for it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from twiza.accounts.models import User

SHOWN = "second_factor_shown"


def wanting(request: HttpRequest, person: User) -> bool:
    """Whether *person* holds a role, has no second factor, and this installation asks for one.

    Once it is known that she has one, her session remembers it: no query at the next page.
    """
    if not settings.STAFF_SECOND_FACTOR or request.session.get(SHOWN) == person.pk or not person.assignments:
        return False
    if not is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        return True
    request.session[SHOWN] = person.pk
    return False
