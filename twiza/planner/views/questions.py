"""The founder's way: begin, see the whole at a glance, answer one short page after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.planner import commands, paths, queries, rules, scaling, steps, submitting, telling
from twiza.planner.access import Asked, plan_subject
from twiza.planner.commands import Unfit
from twiza.planner.models import Plan
from twiza.planner.presenting import presented, sources
from twiza.planner.schema import PlanSchema
from twiza.planner.steps import Ask, Block, Step
from twiza.planner.telling import Told
from twiza.planner.views.scaling import offer
from twiza.planner.views.shared import address, kept, language, page, typed_in, version_in
from twiza.projects.access import project_subject
from twiza.projects.commands import Conflict
from twiza.projects.models import Project
from twiza.ui.components.forms import Choice, Field


@require_GET
@needs("plan.see", project_subject)
def plan(request: HttpRequest, project: Project) -> HttpResponse:
    """To the main plan; where there is none yet, what a plan is and the button that begins it."""
    found = queries.main_plan(project)
    if found is not None:
        return redirect(address("overview", found))
    may_begin = rules.may_edit_all(person_of(request), project)
    return render(request, "planner/begin.html", {"project": project, "may_begin": may_begin})


@require_POST
@needs("plan.edit", project_subject)
def begin(request: HttpRequest, project: Project) -> HttpResponse:
    """Make the main plan, and ask the first question."""
    try:
        made = commands.begin(project=project, by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planner:plan", project_id=project.public_id)
    return redirect(address("overview", made))


@require_GET
@needs("plan.see", plan_subject)
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """All questions with how far each is answered, and what follows so far."""
    inputs = asked.inputs
    listed = []
    for slug in steps.SLUGS:
        step = steps.step(slug, inputs, language())
        paths_here = {ask.path for ask in step.asks} | {block.drop for block in step.blocks}
        given = sum(path in paths_here for path in asked.plan.given)
        listed.append((step, address("question", asked.plan, slug), given))
    sourced, assumed, other = sources(inputs.origins)
    context = {
        "steps": listed,
        "shown": presented(inputs, language=language()),
        "sourced": sourced,
        "assumed": assumed,
        "other": other,
        "first": address("question", asked.plan, steps.SLUGS[0]),
        "size": offer(request, asked.plan),
    }
    return page(request, "overview", asked, "overview", context)


@dataclass(frozen=True)
class Shown:
    """One field on the page, with where its value comes from."""

    field: Field
    told: Told | None
    path: str


@dataclass(frozen=True)
class ShownBlock:
    """Fields that belong together."""

    block: Block
    fields: list[Shown]
    dropped: bool


@dataclass(frozen=True)
class Typed:
    """What is on the page: typed or stored, and what is wrong with it."""

    texts: Mapping[str, str]
    errors: Mapping[str, str]


@needs("plan.edit", plan_subject)
def question(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One page of questions. POST keeps the answers and goes on, or reckons without keeping (no script needed)."""
    step = _step(asked)
    if request.method != "POST":
        return _page(request, asked, step, Typed({}, {}))
    texts = typed_in(request)
    if texts.get("do") == "skip":
        return redirect(_next(asked))
    changes = submitting.changes_of(step, texts, asked.inputs)
    if texts.get("do") == "reckon":
        return _reckoned(request, asked, step, texts, changes)
    return _answered(request, asked, step, texts, changes)


def _answered(
    request: HttpRequest, asked: Asked, step: Step, texts: Mapping[str, str], changes: Mapping[str, Any]
) -> HttpResponse:
    seen = version_in(texts)
    try:
        commands.answer(plan=asked.plan, by=person_of(request), seen_version=seen, changes=changes)
    except Unfit as wrong:
        errors = submitting.typed_errors(wrong.errors, step, changes)
        return _page(request, asked, step, Typed(texts, errors), status=422)
    except Conflict as conflict:
        return _page(request, asked, step, Typed(texts, {}), conflict=conflict, status=409)
    except Refused as refusal:
        return _page(request, asked, step, Typed(texts, {"": str(refusal)}), status=403)
    return kept(request, _next(asked))


@require_POST
@needs("plan.edit", plan_subject)
def preview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What would follow from what is typed now; nothing is kept."""
    step = _step(asked)
    texts = typed_in(request)
    inputs, errors = _tried(asked.inputs, submitting.changes_of(step, texts, asked.inputs))
    context = {"shown": presented(inputs, language=language()), "wrong": list(errors.values()), "kept": False}
    return render(request, "planner/summary.html", context)


@require_POST
@needs("plan.edit", plan_subject)
def reset(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Take back a person's figure; the model's returns."""
    texts = typed_in(request)
    step = texts.get("step", "")
    try:
        commands.reset_to_model(
            plan=asked.plan,
            by=person_of(request),
            seen_version=version_in(texts),
            path=texts.get("path", "")[:200],
        )
        messages.success(request, _("The model's figure is back."))
    except Conflict:
        messages.warning(request, _("Somebody else changed the plan meanwhile. Look at it, then take the figure back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    back = address("question", asked.plan, step) if step in steps.SLUGS else address("inputs", asked.plan)
    return redirect(back)


def _step(asked: Asked) -> Step:
    if asked.step not in steps.SLUGS:
        raise Http404
    return steps.step(asked.step, asked.inputs, language())


def _next(asked: Asked) -> str:
    after = steps.after(asked.step)
    return address("question", asked.plan, after) if after else address("results", asked.plan)


def _tried(inputs: PlanSchema, changes: Mapping[str, Any]) -> tuple[PlanSchema, Mapping[str, str]]:
    """*inputs* with *changes* if they are a plan; otherwise as they were, and what is wrong."""
    try:
        return commands.read(paths.changed(inputs.stored(), changes)), {}
    except Unfit as wrong:
        return inputs, wrong.errors
    except KeyError:
        return inputs, {"": _("This part of the plan is no longer there. Open the page again.")}


def _reckoned(
    request: HttpRequest, asked: Asked, step: Step, texts: Mapping[str, str], changes: Mapping[str, Any]
) -> HttpResponse:
    inputs, errors = _tried(asked.inputs, changes)
    typed = Typed(texts, submitting.typed_errors(errors, step, changes))
    return _page(request, asked, step, typed, tried=inputs, status=422 if errors else 200)


def _page(
    request: HttpRequest,
    asked: Asked,
    step: Step,
    typed: Typed,
    *,
    tried: PlanSchema | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    held = conflict.current if conflict else asked.plan
    current = PlanSchema.model_validate(held.inputs)
    context = {
        "step": step,
        "number": steps.SLUGS.index(step.slug) + 1,
        "count": len(steps.SLUGS),
        "blocks": [_block(block, current, held, typed) for block in step.blocks],
        "problem": typed.errors.get("", ""),
        "version": held.version,
        "seen": json.dumps({ask.path: submitting.shown(ask, current.stored()) for ask in step.asks}),
        "differences": _differences(step, conflict) if conflict else [],
        "before": address("question", asked.plan, steps.before(step.slug)) if steps.before(step.slug) else "",
        "preview": address("preview", asked.plan, step.slug),
        "shown": presented(tried or current, language=language()),
        "kept": tried is None,
        "wrong": [],
    }
    return page(request, "question", asked, "overview", context, status=status)


def _block(block: Block, inputs: PlanSchema, plan: Plan, typed: Typed) -> ShownBlock:
    fields = [_field(ask, inputs, plan, typed) for ask in block.asks]
    return ShownBlock(block, fields, bool(block.drop and typed.texts.get(f"drop.{block.drop}")))


def _field(ask: Ask, inputs: PlanSchema, plan: Plan, typed: Typed) -> Shown:
    value = typed.texts.get(ask.path, submitting.shown(ask, inputs.stored()))
    told = telling.told(
        inputs.origins.get(ask.path),
        given=ask.path in plan.given,
        language=language(),
        unit=ask.unit,
        factor=ask.factor if ask.factor else Decimal(1),
        scaled=scaling.is_here(plan, ask.path),
    )
    select = ask.kind == "choice"
    field = Field(
        name=ask.path,
        label=ask.label,
        kind="select" if select else "text",
        value="" if select else value,
        choices=[Choice(key, label, key == value) for key, label in ask.choices],
        help=ask.help,
        error=typed.errors.get(ask.path, ""),
        required=not ask.optional and not ask.path.startswith("new."),
        inputmode="" if ask.kind in {"text", "choice"} else "numeric" if ask.kind == "whole" else "decimal",
        attributes={} if select else {"autocomplete": "off", "maxlength": "120"},
    )
    return Shown(field, told, ask.path)


def _differences(step: Step, conflict: Conflict) -> list[tuple[str, str, str]]:
    """For each field that both changed or one did: its name, what it is now, what was typed here."""
    current = PlanSchema.model_validate(conflict.current.inputs).stored()
    found = []
    for block in step.blocks:
        for ask in block.asks:
            if ask.path in conflict.mine:
                mine = conflict.mine[ask.path]
                mine = mine.get("value") if isinstance(mine, Mapping) else mine
                name = block.title + _(": ") + str(ask.label)
                found.append((name, submitting.shown(ask, current), _typed_again(ask, mine)))
    return found


def _typed_again(ask: Ask, value: Any) -> str:
    data = {"members": value}
    return submitting.shown(Ask("members", "", ask.kind, factor=ask.factor), data)
