"""From the model's number of members to the group's: shown first, done by a button, undone by another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.planner import commands, naming, paths, rules, scaling, wording
from twiza.planner.access import Asked, plan_subject
from twiza.planner.gathering import founders_of
from twiza.planner.models import Plan
from twiza.planner.presenting import presented
from twiza.planner.scaling import Scaling
from twiza.planner.schema import PlanSchema
from twiza.planner.views.shared import address, language, page, version_in
from twiza.projects.commands import Conflict
from twiza.ui.components.data import Column

Told = list[tuple[str, str, str]]
"""Name of a figure, before, after."""


@dataclass(frozen=True)
class Size:
    """What a page of the plan says of its size. ``offered``: there is something to scale."""

    of: int
    to: int
    offered: bool
    href: str


def offer(request: HttpRequest, plan: Plan) -> Size | None:
    """Whether this person may scale the plan, or has something to undo. One query."""
    if not rules.may_edit(person_of(request), plan):
        return None
    found = scaling.scaling(plan, founders_of(plan.project))
    here = address("scale", plan)
    if found is not None and found.moves:
        return Size(found.of, found.to, True, here)
    if scaling.restored(plan):
        return Size(plan.scaled["of"], plan.scaled["to"], False, here)
    return None


@needs("plan.edit", plan_subject)
def scale(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list of what would change, beside what follows. POST scales, or undoes it."""
    if request.method != "POST":
        return _page(request, asked, asked.plan)
    do = commands.unscale if request.POST.get("do") == "undo" else commands.scale
    try:
        done = do(plan=asked.plan, by=person_of(request), seen_version=version_in(request.POST))
    except Conflict as conflict:
        return _page(request, asked, conflict.current, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address("overview", asked.plan))
    if done.scaled:
        messages.success(request, _("The plan is scaled to your number and reckoned anew. It can be undone."))
    else:
        messages.success(request, _("The scaling is undone: the figures from before are back."))
    return redirect(address("overview", asked.plan))


def _page(request: HttpRequest, asked: Asked, plan: Plan, *, status: int = 200) -> HttpResponse:
    inputs = PlanSchema.model_validate(plan.inputs)
    found = scaling.scaling(plan, founders_of(plan.project))
    names, undone = naming.by_path(inputs, language()), scaling.restored(plan)
    now = {path: paths.value_at(plan.inputs, path) for path in undone}
    context = {
        "found": found,
        "plan": plan,
        "changed_meanwhile": status == 409,
        "columns": [Column(_("Figure")), Column(_("Now"), numeric=True), Column(_("Then"), numeric=True)],
        "moves": _listed(names, ((one.path, one.before, one.after) for one in found.moves)) if found else [],
        "follows": _follows(inputs, found) if found and found.moves else [],
        "kept": _kept(names, found) if found else [],
        "undo_columns": [Column(_("Figure")), Column(_("Before"), numeric=True), Column(_("Now"), numeric=True)],
        "undone": _listed(names, ((path, before, now[path]) for path, before in undone.items())),
        "back": address("overview", plan),
    }
    return page(request, "scale", asked, "overview", context, status=status)


def _listed(names: Mapping[str, str], moves: Iterable[tuple[str, Any, Any]]) -> Told:
    return [(names.get(path, path), _amount(path, before), _amount(path, after)) for path, before, after in moves]


def _amount(path: str, value: Any) -> str:
    number = value.get("value") if isinstance(value, Mapping) else value
    return wording.money(number) if path.endswith(".cost") else wording.count(number)


def _follows(inputs: PlanSchema, found: Scaling) -> Told:
    """The headline figures before and after."""
    then = commands.read(paths.changed(inputs.stored(), {one.path: one.after for one in found.moves}))
    told = [presented(one, language=language()).headline for one in (inputs, then)]
    return [(before.label, before.value, after.value) for before, after in zip(*told, strict=True)]


def _kept(names: Mapping[str, str], found: Scaling) -> list[tuple[str, list[str]]]:
    why = {
        "once": _("The model has these once for the whole group, and does not say that they follow its number. "
                  "A smaller group may need smaller ones: look at each."),
        "yours": _("You said these yourselves."),
        "yearly": _("Costs of every year are left as the model has them: look at each."),
    }  # fmt: skip
    told = {key: [names.get(path, path) for path, other in found.kept if other == key] for key in why}
    return [(why[key], labels) for key, labels in told.items() if labels]
