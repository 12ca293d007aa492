"""Taking one's data along, and ending one's sign-in."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import Refused
from twiza.accounts.models import Role, User
from twiza.accounts.privacy.holdings import holdings
from twiza.journal import commands as journal


def collected(user: User) -> dict[str, Any]:
    """Everything that is kept of *user*, by holding."""
    return {one.key: one.collect(user) for one in holdings()}


def as_file(user: User) -> bytes:
    """The same as a JSON document that people and programs can read."""
    told = {"made_at": timezone.now().isoformat(timespec="seconds"), "data": collected(user)}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


@transaction.atomic
def end_sign_in(*, user: User, by: User) -> list[str]:
    """Remove what is kept of *user*, and the sign-in; give back what the law makes us keep, in sentences.

    :raises Refused: somebody else asks, or the last administrator would be gone.
    """
    if by.pk != user.pk:
        raise Refused(_("Only you can end your own sign-in. An administrator closes that of somebody else."))
    administrators = User.objects.filter(role_assignments__role=Role.ADMINISTRATOR, is_active=True).distinct()
    if [one.pk for one in administrators[:2]] == [user.pk]:
        raise Refused(_("You are the last administrator. Give somebody else that role first."))
    kept = [sentence for one in holdings() for sentence in one.erase(user)]
    journal.record(
        by=user.actor,
        action="account.ended",
        subject_kind="user",
        subject_key=str(user.public_id),
        before={"sign_in": "open"},
        after={},
    )
    user.delete()
    return kept
