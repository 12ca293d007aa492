"""Who may do what, and where. A role holds in its territory and in all below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AnonymousUser

from twiza.accounts.models import Role, User
from twiza.territories.models import Territory

Action = Literal["account.see", "journal.read", "role.give", "role.take"]
ALLOWED: dict[Action, frozenset[str]] = {
    "account.see": frozenset(Role.values),
    "journal.read": frozenset({Role.ADMINISTRATOR}),
    "role.give": frozenset({Role.ADMINISTRATOR}),
    "role.take": frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Held:
    """A role and the path of the territory where it is held (codes from the country down, each with ``/``)."""

    role: str
    path: str

    def reaches(self, territory: Territory) -> bool:
        """Whether *territory* is the place of the role or lies below it."""
        return territory.path.startswith(self.path)


def allows(held: Iterable[Held], action: Action, territory: Territory) -> bool:
    """Whether roles *held* allow *action* in *territory*.

    >>> region, commune = Territory(path="XE/01/"), Territory(path="XE/01/01.02/")
    >>> allows([Held("administrator", "XE/01/")], "journal.read", commune)
    True
    >>> allows([Held("administrator", "XE/01/01.02/")], "journal.read", region)
    False
    """
    return any(one.role in ALLOWED[action] and one.reaches(territory) for one in held)


def may(user: User | AnonymousUser, action: Action, territory: Territory) -> bool:
    """Whether this person may do *action* in *territory*. Reads the person's roles once."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return allows(
        (Held(one.role, one.territory.path) for one in user.assignments),
        action,
        territory,
    )
