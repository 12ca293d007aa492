"""What people do to their own sign-in leaves a trace in the journal; attempts that fail, a line in the log.

The journal holds what happened, and nothing happened: anybody could fill it. Neither tells which address was tried.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_login_failed

from twiza.accounts.models import User
from twiza.journal import commands as journal

security = logging.getLogger("twiza.security")


def _note(action: str, user: User, **details: str) -> None:
    journal.record(by=user.actor, action=action, subject_kind="user", subject_key=str(user.public_id), details=details)


def _signed_in(user: User, **_: Any) -> None:
    _note("account.signed_in", user)


def _password_changed(user: User, **_: Any) -> None:
    _note("account.password_changed", user)


def _factor_added(user: User, authenticator: Any, **_: Any) -> None:
    _note("account.factor_added", user, type=str(authenticator.type))


def _factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    _note("account.factor_removed", user, type=str(authenticator.type))


def _factor_renewed(user: User, authenticator: Any, **_: Any) -> None:
    _note("account.factor_renewed", user, type=str(authenticator.type))


def _wrong_password(**_: Any) -> None:
    security.warning("a proof was wrong", extra={"way": "password"})


def connect() -> None:
    """Called once when the application starts."""
    for signal, trace in (
        (user_logged_in, _signed_in),
        (password_changed, _password_changed),
        (authenticator_added, _factor_added),
        (authenticator_removed, _factor_removed),
        (authenticator_reset, _factor_renewed),
        (user_login_failed, _wrong_password),
    ):
        signal.connect(trace, dispatch_uid=f"accounts.{trace.__name__}")
