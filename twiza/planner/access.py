"""The plan of an address, and what a person is to it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from twiza.accounts.access import Subject
from twiza.accounts.people import Person
from twiza.accounts.rules import OWNER, may
from twiza.planner.models import Plan
from twiza.planner.schema import PlanSchema
from twiza.projects.access import project_subject


@dataclass(frozen=True)
class Asked:
    """One plan, and the further parts of its address."""

    plan: Plan
    step: str = ""
    statement: str = ""
    form: str = ""

    @property
    def inputs(self) -> PlanSchema:
        """Its stored inputs."""
        return PlanSchema.model_validate(self.plan.inputs)


def plan_subject(person: Person, project_id: UUID, plan_id: UUID, **more: str) -> Subject:
    """The plan *plan_id* of a project, with *more* parts of the address. :raises Http404: there is none.

    A scenario that an advisor made is hers as long as she may see the project's plans.
    """
    about = project_subject(person, project_id)
    plan = (
        Plan.objects.filter(public_id=plan_id, project=about.thing)
        .select_related("project__territory", "project__model", "project__sector")
        .first()
    )
    if plan is None:
        raise Http404
    relations = about.relations
    if not plan.main and plan.made_by == person.actor and may(person, "plan.see", about.territory, relations):
        relations |= {OWNER}
    return Subject(Asked(plan, **more), about.territory, relations)
