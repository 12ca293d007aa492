"""Who may see and change a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role
from twiza.accounts.people import Person
from twiza.accounts.rules import FOUNDER, OWNER, Permission, may, register
from twiza.planner.models import Plan
from twiza.projects.access import may_do
from twiza.projects.models import Project

register(
    Permission("plan.see", _("See a group's plan and its scenarios"), frozenset({OWNER, FOUNDER, Role.ADVISOR})),
    Permission("plan.edit", _("Change a group's plan"), frozenset({OWNER, FOUNDER})),
    Permission("plan.propose", _("Make and change a scenario"), frozenset({OWNER, FOUNDER, Role.ADVISOR})),
)  # fmt: skip

MOST_PLANS = 12
"""Scenarios of one project; more than anybody compares."""
MOST_COMPARED = 4


def may_edit_all(person: Person, project: Project) -> bool:
    """Whether every scenario of *project* is hers to change: of the group, with the right to edit."""
    return may_do(person, "plan.edit", project) and may_do(person, "project.change", project)


def may_propose(person: Person, project: Project) -> bool:
    """Whether she may add a scenario: the group, or an advisor of the place."""
    return may_edit_all(person, project) or may(person, "plan.propose", project.territory)


def may_edit(person: Person, plan: Plan) -> bool:
    """Whether *plan* is hers to change. An advisor changes scenarios of her own, never the main plan."""
    if may_edit_all(person, plan.project):
        return True
    return is_own(person, plan) and may(person, "plan.propose", plan.project.territory)


def is_own(person: Person, plan: Plan) -> bool:
    """Whether she made this scenario herself."""
    return not plan.main and plan.made_by == person.actor
