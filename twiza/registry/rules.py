"""Who may do what with the register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role
from twiza.accounts.rules import Permission, register
from twiza.registry.models import Import, Status

REGISTER = "registry.register"
CORRECT = "registry.correct"
CONFIRM = "registry.confirm"
PUBLISH = "registry.publish"
SEE_MEMBERS = "registry.members"
IMPORT = "registry.import"

_AUTHORITY = {Role.AUTHORITY_OFFICER, Role.ADMINISTRATOR}

TRANSITIONS: dict[str, frozenset[str]] = {
    Status.ACTIVE: frozenset({Status.DORMANT, Status.DISSOLVED, Status.UNKNOWN}),
    Status.DORMANT: frozenset({Status.ACTIVE, Status.DISSOLVED, Status.UNKNOWN}),
    Status.UNKNOWN: frozenset({Status.ACTIVE, Status.DORMANT, Status.DISSOLVED}),
    Status.DISSOLVED: frozenset(),
}
"""What a registered body can become. A dissolved one stays so: it would be registered anew."""

IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    Import.State.MAPPING: frozenset({Import.State.CHECKING}),
    Import.State.CHECKING: frozenset({Import.State.PREVIEW, Import.State.MAPPING}),
    Import.State.PREVIEW: frozenset({Import.State.CHECKING, Import.State.LOADING}),
    Import.State.LOADING: frozenset({Import.State.DONE, Import.State.PREVIEW}),
    Import.State.DONE: frozenset({Import.State.UNDONE}),
    Import.State.UNDONE: frozenset(),
}
"""The way of one load; whoever checks or loads gives it back where something failed."""

register(
    Permission(REGISTER, _("Enter a cooperative into the register"), frozenset(_AUTHORITY)),
    Permission(CONFIRM, _("Confirm or contest what a group says of its registration"), frozenset(_AUTHORITY)),
    Permission(CORRECT, _("Correct what the register says of a cooperative"), frozenset(_AUTHORITY)),
    Permission(
        PUBLISH, _("Say what a cooperative offers and how it is reached"), frozenset({Role.COOPERATIVE_MANAGER})
    ),
    Permission(SEE_MEMBERS, _("See the members of a cooperative"), frozenset({*_AUTHORITY, Role.COOPERATIVE_MANAGER})),
    Permission(IMPORT, _("Load an existing register"), frozenset({Role.ANALYST, Role.ADMINISTRATOR})),
)


def may_become(now: str, then: str) -> bool:
    """Whether a body that is *now* in one status may come into another."""
    return then in TRANSITIONS[now]
