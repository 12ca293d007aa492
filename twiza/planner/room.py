"""The plan among the rooms of a project."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.planner.models import Plan
from twiza.planner.wording import month_alone
from twiza.projects import rooms
from twiza.projects.models import Project


def register() -> None:
    """Called when the area is ready."""
    rooms.register(
        rooms.Room(
            name="plan",
            order=30,
            label=gettext_lazy("The plan"),
            address=lambda project: reverse("planner:plan", args=[project.public_id]),
            state=state,
            done=done,
            next_step=next_step,
        )
    )


def _result(project: Project) -> dict[str, Any] | None:
    row = Plan.objects.filter(project=project, main=True).values_list("result", flat=True).first()
    return row or None


def state(project: Project) -> str:
    """How the main plan stands, in one sentence."""
    result = _result(project)
    if result is None:
        return _("Not begun: five years of money from the model's figures.")
    if "cash_negative" in result["grave"]:
        return _("Money is missing in %(month)s.") % {"month": month_alone(result["lowest_cash_month"])}
    if result["full_pay_month"] is None:
        return _("The members' full pay does not come within five years.")
    return _("The members' first full pay comes in %(month)s.") % {"month": month_alone(result["full_pay_month"])}


def done(project: Project) -> bool:
    """Whether somebody said something of the main plan, and it can live."""
    plan = Plan.objects.filter(project=project, main=True).only("given", "result").first()
    return plan is not None and bool(plan.given) and not plan.result.get("grave")


def next_step(project: Project) -> str:
    """The verb of what to do there."""
    return _("Plan the money") if _result(project) is None else _("Go on with the plan")
