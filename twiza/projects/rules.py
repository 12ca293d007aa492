"""Who may do what with a project, and which stage follows which."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role, User
from twiza.accounts.people import Person
from twiza.accounts.rules import FOUNDER, OWNER, Permission, register
from twiza.projects.models import Founder, Office, Project, Stage

_GROUP = frozenset({OWNER, FOUNDER})

register(
    Permission("project.see", _("See a project: its group, money, tasks, notes and files"), _GROUP | {Role.ADVISOR}),
    Permission("project.write", _("Add tasks and notes to a project"), _GROUP | {Role.ADVISOR}),
    Permission("project.change", _("Change a project and its group"), _GROUP),
    Permission("project.belong", _("Give one's own data to a group, and leave it"), frozenset({FOUNDER})),
    Permission("project.list", _("List the projects of a place"), frozenset({Role.ADVISOR})),
)

TRANSITIONS: dict[str, frozenset[str]] = {
    Stage.IDEA: frozenset({Stage.GROUP, Stage.FOUNDING, Stage.LEFT}),
    Stage.GROUP: frozenset({Stage.IDEA, Stage.FOUNDING, Stage.LEFT}),
    Stage.FOUNDING: frozenset({Stage.GROUP, Stage.FILED, Stage.LEFT}),
    Stage.FILED: frozenset({Stage.FOUNDING, Stage.REGISTERED, Stage.LEFT}),
    Stage.REGISTERED: frozenset(),
    Stage.LEFT: frozenset({Stage.IDEA, Stage.GROUP, Stage.FOUNDING}),
}
"""Which stage may follow which; a registered cooperative has its own life."""


def is_open(project: Project) -> bool:
    """Whether the group can still be changed: a registered cooperative is changed in the register, not here."""
    return project.stage not in {Stage.REGISTERED, Stage.LEFT}


def edits(person: Person, founders: Iterable[Founder]) -> bool:
    """Whether *person* is one of the present *founders* and may change what the group shares."""
    return any(
        one.edits and one.user_id == person.pk and one.left_at is None for one in founders if isinstance(person, User)
    )


def speaks_for(person: Person, founder: Founder) -> bool:
    """Whether *founder* is this very person."""
    return isinstance(person, User) and founder.user_id == person.pk


def presides(person: Person, founders: Iterable[Founder]) -> bool:
    """Whether *person* is the president; while a group has none, everybody who may change things counts as one."""
    present = [one for one in founders if one.left_at is None]
    presidents = [one for one in present if one.office == Office.PRESIDENT and one.user_id]
    return any(speaks_for(person, one) for one in presidents) if presidents else edits(person, present)


def may_give_data_of(person: Person, founder: Founder) -> bool:
    """Who writes down a founder's own data: she herself; where she has no sign-in, those who may change things."""
    return speaks_for(person, founder) or founder.user_id is None
