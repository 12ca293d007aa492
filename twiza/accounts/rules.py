"""Who may do what, and where. A role holds in its territory and in all below it.

Each area says once, in its ``rules.py``, which actions it knows and who may do them; the page
"who may do what" and the test that visits every address as every role read the same table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role, User
from twiza.accounts.people import Person
from twiza.territories.models import Territory

OWNER = "owner"
"""A visitor, by her session: what she made without an account is hers."""
FOUNDER = "founder"
"""Somebody with a place in the project that the thing belongs to."""
RELATIONS = (OWNER, FOUNDER)
"""What a person can be to a thing itself, apart from the roles she was given."""


@dataclass(frozen=True)
class Permission:
    """One action, in words, and the roles and relations that allow it."""

    action: str
    label: str | Promise
    who: frozenset[str]

    @property
    def area(self) -> str:
        return self.action.partition(".")[0]


_known: dict[str, Permission] = {}


def register(*permissions: Permission) -> None:
    """Make actions known. ValueError for an unknown role, or an action that is known otherwise already."""
    for one in permissions:
        if unknown := one.who - {*Role.values, *RELATIONS}:
            raise ValueError(f"{one.action}: nobody is {', '.join(sorted(unknown))}")
        if _known.get(one.action, one).who != one.who:
            raise ValueError(f"{one.action} is registered twice")
        _known[one.action] = one


def permissions() -> list[Permission]:
    """Every known action, by area and name."""
    return sorted(_known.values(), key=lambda one: one.action)


register(
    Permission("account.see", _("See one's own account"), frozenset(Role.values)),
    Permission("journal.read", _("Read the journal of the country"), frozenset({Role.ADMINISTRATOR})),
    Permission("people.see", _("See who holds roles"), frozenset({Role.ADMINISTRATOR})),
    Permission("organisation.add", _("Make an organisation known"), frozenset({Role.ADMINISTRATOR})),
    Permission(
        "message.see", _("See messages that did not arrive, and send them again"), frozenset({Role.ADMINISTRATOR})
    ),
    Permission("session.end", _("End the sessions of somebody who holds a role"), frozenset({Role.ADMINISTRATOR})),
    Permission("role.give", _("Give a role"), frozenset({Role.ADMINISTRATOR})),
    Permission("role.take", _("Take a role back"), frozenset({Role.ADMINISTRATOR})),
)


@dataclass(frozen=True)
class Held:
    """A role and the path of the territory where it is held (codes from the country down, each with ``/``)."""

    role: str
    path: str

    def reaches(self, territory: Territory) -> bool:
        """Whether *territory* is the place of the role or lies below it."""
        return territory.path.startswith(self.path)


def allows(held: Iterable[Held], action: str, territory: Territory, relations: frozenset[str] = frozenset()) -> bool:
    """Whether roles *held*, or *relations* to the thing itself, allow *action* in *territory*.

    KeyError for an action that no area registered.

    >>> region, commune = Territory(path="XE/01/"), Territory(path="XE/01/01.02/")
    >>> allows([Held("administrator", "XE/01/")], "journal.read", commune)
    True
    >>> allows([Held("administrator", "XE/01/01.02/")], "journal.read", region)
    False
    """
    who = _known[action].who
    return bool(who & relations) or any(one.role in who and one.reaches(territory) for one in held)


def may(
    person: Person | AnonymousUser, action: str, territory: Territory, relations: frozenset[str] = frozenset()
) -> bool:
    """Whether this person may do *action* in *territory*. Reads the person's roles once.

    A role held for one organisation counts by *relations* alone, which the area works out: a manager
    is a manager of her cooperative, not of a place.
    """
    if not isinstance(person, User):
        return allows((), action, territory, relations)
    if not person.is_active:
        return False
    held = (Held(one.role, one.territory.path) for one in person.assignments if one.organisation_id is None)
    return allows(held, action, territory, relations)
