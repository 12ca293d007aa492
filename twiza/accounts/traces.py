"""What people do to their own sign-in leaves a trace in the journal; attempts that fail, a line in the log.

The journal holds what happened, and nothing happened: anybody could fill it. Neither tells which address was tried.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_login_failed

from twiza.accounts.models import User
from twiza.journal import commands as journal
from twiza.journal.commands import NEW, OLD

security = logging.getLogger("twiza.security")


def _note(action: str, user: User, *, before: dict[str, str], after: dict[str, str]) -> None:
    key = str(user.public_id)
    journal.record(by=user.actor, action=action, subject_kind="user", subject_key=key, before=before, after=after)


def _signed_in(user: User, **_: Any) -> None:
    """Nothing of the person changes by it: an event without before and after."""
    journal.record(by=user.actor, action="account.signed_in", subject_kind="user", subject_key=str(user.public_id))


def _password_changed(user: User, **_: Any) -> None:
    _note("account.password_changed", user, before={"password": OLD}, after={"password": NEW})


def _factor_added(user: User, authenticator: Any, **_: Any) -> None:
    _note("account.factor_added", user, before={}, after=_factor(authenticator))


def _factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    _note("account.factor_removed", user, before=_factor(authenticator), after={})


def _factor_renewed(user: User, authenticator: Any, **_: Any) -> None:
    told = _factor(authenticator)
    _note("account.factor_renewed", user, before={**told, "secret": OLD}, after={**told, "secret": NEW})


def _factor(authenticator: Any) -> dict[str, str]:
    """Which of the means it is, never its secret."""
    return {"factor": str(authenticator.type), "number": str(authenticator.pk)}


def _wrong_password(**_: Any) -> None:
    security.warning("a proof was wrong", extra={"way": "password"})


def _wrong_factor(authenticator: Any, reauthentication: bool = False, **_: Any) -> None:
    again = ".again" if reauthentication else ""
    security.warning("a proof was wrong", extra={"way": f"factor.{authenticator.type}{again}"})


def connect() -> None:
    """Called once when the application starts."""
    for signal, trace in (
        (user_logged_in, _signed_in),
        (password_changed, _password_changed),
        (authenticator_added, _factor_added),
        (authenticator_removed, _factor_removed),
        (authenticator_reset, _factor_renewed),
        (user_login_failed, _wrong_password),
        (authentication_failed, _wrong_factor),
    ):
        signal.connect(trace, dispatch_uid=f"accounts.{trace.__name__}")
