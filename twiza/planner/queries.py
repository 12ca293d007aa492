"""What pages read of plans: a fixed number of queries."""

from __future__ import annotations

from twiza.planner.models import Plan
from twiza.projects.models import Project


def scenarios_of(project: Project) -> list[Plan]:
    """All plans of a project, the main one first. One query."""
    plans = list(Plan.objects.filter(project=project).order_by("-main", "id"))
    for plan in plans:
        plan.project = project
    return plans


def main_plan(project: Project) -> Plan | None:
    """The plan that papers and pages show, or nothing while none has begun."""
    return Plan.objects.filter(project=project, main=True).select_related("project__territory").first()
