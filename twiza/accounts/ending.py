"""Ending all sessions of somebody: a phone was lost, or a desk is used by somebody else."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import User
from twiza.accounts.rules import may
from twiza.journal import commands as journal


@transaction.atomic
def end_sessions(*, user: User, by: By) -> int:
    """End every session of *user*, at once; she may sign in again. How many there were.

    :raises Refused: *by* is neither she nor an administrator of a place where she holds a role.
    """
    allowed = isinstance(by, str) or by == user
    if not allowed and not any(may(by, "session.end", one.territory) for one in user.assignments):  # type: ignore[arg-type]
        raise Refused(_("You may end the sessions of people who hold a role in your own place alone."))
    sessions = list(UserSession.objects.filter(user=user).order_by("pk"))
    for one in sessions:
        one.end()
    if not sessions:
        return 0
    journal.record(
        by=actor_of(by), action="account.sessions_ended", subject_kind="user", subject_key=str(user.public_id),
        before={"sessions": len(sessions)}, after={"sessions": 0},
    )  # fmt: skip
    return len(sessions)
