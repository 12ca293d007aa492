"""Who may do what, as a table that people can read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.models import Role
from twiza.accounts.rules import FOUNDER, OWNER, Permission, permissions
from twiza.ui.components.data import Column

AREAS = {
    "account": lazy("Sign-in"),
    "role": lazy("Roles"),
    "session": lazy("Sessions"),
    "journal": lazy("Journal"),
    "people": lazy("People who hold roles"),
    "organisation": lazy("Organisations"),
    "project": lazy("Projects"),
    "plan": lazy("Plans"),
    "dossier": lazy("Founding files"),
    "filing": lazy("The officer's desk"),
    "registry": lazy("The register"),
    "import": lazy("Loads of a register"),
    "message": lazy("Messages"),
}


@dataclass(frozen=True)
class Line:
    """One action, and for each column whether it is allowed."""

    action: str
    label: str
    allowed: tuple[bool, ...]


@dataclass(frozen=True)
class Area:
    """The actions of one area."""

    name: str
    lines: tuple[Line, ...]


def who() -> list[tuple[str, str]]:
    """Relations and roles in the order of the columns, each with its name."""
    relations = [(OWNER, _("Who made it, without a sign-in")), (FOUNDER, _("Founder of that project"))]
    return [*relations, *((role.value, str(role.label)) for role in Role)]


def columns() -> list[Column]:
    """Heads of the table."""
    return [Column(_("Action")), *(Column(label) for _key, label in who())]


def areas() -> list[Area]:
    """Every action that any area registered, in the reader's language."""
    found = groupby(permissions(), key=lambda one: one.area)
    return [Area(str(AREAS.get(key, key)), tuple(_line(one) for one in held)) for key, held in found]


def _line(one: Permission) -> Line:
    return Line(one.action, str(one.label), tuple(key in one.who for key, _label in who()))
