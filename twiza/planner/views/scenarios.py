"""Several plans of one project: side by side, copied, renamed, chosen, removed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.planner import commands, rules
from twiza.planner.access import Asked, plan_subject
from twiza.planner.models import Plan
from twiza.planner.presenting import presented, side_by_side
from twiza.planner.queries import scenarios_of
from twiza.planner.schema import PlanSchema
from twiza.planner.views.shared import address, frame, language, version_in
from twiza.projects.access import project_subject
from twiza.projects.commands import Conflict
from twiza.projects.models import Project
from twiza.ui.components.data import Column


@require_GET
@needs("plan.see", project_subject)
def scenarios(request: HttpRequest, project: Project) -> HttpResponse:
    """All scenarios, and up to four of them side by side (``?s=`` chooses)."""
    plans = scenarios_of(project)
    if not plans:
        return redirect("planner:plan", project_id=project.public_id)
    wanted = request.GET.getlist("s")
    chosen = [plan for plan in plans if str(plan.public_id) in wanted] or plans
    if len(chosen) > rules.MOST_COMPARED and wanted:
        messages.warning(request, _("Four scenarios can be compared at once; the first four are shown."))
    chosen = chosen[: rules.MOST_COMPARED]
    told = [presented(PlanSchema.model_validate(plan.inputs), language=language()) for plan in chosen]
    person = person_of(request)
    whole, proposes = rules.may_edit_all(person, project), rules.may_propose(person, project)
    context = {
        "project": project,
        "frame": frame(request, plans[0], "scenarios"),
        "plans": [
            (plan, address("overview", plan), plan in chosen, whole or rules.is_own(person, plan)) for plan in plans
        ],
        "columns": [
            Column(_("What is compared")),
            *(Column(plan.name, numeric=True, href=address("results", plan)) for plan in chosen),
        ],
        "rows": side_by_side(told),
        "whole": whole,
        "proposes": proposes,
    }
    return render(request, "planner/scenarios.html", context)


@require_POST
@needs("plan.propose", project_subject)
def add(request: HttpRequest, project: Project) -> HttpResponse:
    """A further scenario from the model, as on the first day."""
    return _done(
        request,
        project,
        lambda: commands.add_scenario(project=project, by=person_of(request), name=request.POST.get("name", "")),
    )


@require_POST
@needs("plan.propose", plan_subject)
def copy(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A scenario that starts where this one stands."""
    return _done(
        request,
        asked.plan.project,
        lambda: commands.copy(plan=asked.plan, by=person_of(request), name=request.POST.get("name", "")),
    )


@require_POST
@needs("plan.edit", plan_subject)
def change(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Rename it, make it the main plan, or remove it."""
    person, version = person_of(request), version_in(request.POST)
    doing: dict[str, Callable[[], Plan | None]] = {
        "rename": lambda: commands.rename(
            plan=asked.plan, by=person, seen_version=version, name=request.POST.get("name", "")
        ),
        "main": lambda: commands.make_main(plan=asked.plan, by=person),
        "remove": lambda: commands.remove(plan=asked.plan, by=person),
    }
    return _done(request, asked.plan.project, doing.get(request.POST.get("do", ""), lambda: None), stays=True)


def _done(
    request: HttpRequest, project: Project, do: Callable[[], Plan | None], *, stays: bool = False
) -> HttpResponse:
    try:
        made = do()
    except Conflict as conflict:
        told = _("Somebody else changed “%(name)s” meanwhile. Look at it as it is now, then do it again.")
        messages.warning(request, told % {"name": conflict.current.name})
        made = None
    except Refused as refusal:
        messages.error(request, str(refusal))
        made = None
    if made is not None and not stays:
        return redirect(address("overview", made))
    return redirect(reverse("planner:scenarios", args=[project.public_id]))
