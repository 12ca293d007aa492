"""All inputs on one page, for advisors and whoever wants to see everything."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.planner import commands, presenting, rules, table
from twiza.planner.access import Asked, plan_subject
from twiza.planner.commands import Unfit
from twiza.planner.schema import PlanSchema
from twiza.planner.views.scaling import offer
from twiza.planner.views.shared import address, kept, language, page, typed_in, version_in
from twiza.projects.commands import Conflict


@needs("plan.see", plan_subject)
def inputs(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every figure of the plan in dense tables; POST keeps all that changed at once."""
    if request.method != "POST":
        return _page(request, asked, {}, {})
    texts, version = typed_in(request), version_in(request.POST)
    changes = table.changes_of(asked.inputs, texts, language())
    try:
        commands.answer(plan=asked.plan, by=person_of(request), seen_version=version, changes=changes)
    except Unfit as wrong:
        return _page(request, asked, texts, wrong.errors, status=422)
    except Conflict as conflict:
        return _page(request, asked, texts, {}, conflict=conflict, status=409)
    except Refused as refusal:
        return _page(request, asked, texts, {"": str(refusal)}, status=403)
    messages.success(request, _("The plan is kept and reckoned anew."))
    return kept(request, address("inputs", asked.plan) + (f"#{texts['add']}" if texts.get("add") else ""))


def _page(
    request: HttpRequest,
    asked: Asked,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = conflict.current if conflict else asked.plan
    shown = PlanSchema.model_validate(plan.inputs)
    tables = table.tables(shown, language(), plan.given, typed, errors)
    scalars = table.scalars(shown, plan.given, typed, errors)
    placed = {cell.path for cell in scalars} | {c.path for t in tables for line in t.lines for c in line.cells}
    context = {
        "tables": tables,
        "scalars": scalars,
        "version": plan.version,
        "seen": json.dumps(
            {name: text for cell in _cells(shown) for name, text in zip(cell.names, cell.texts, strict=True)}
        ),
        "problems": [told for path, told in errors.items() if path not in placed],
        "wrong": bool(errors),
        "differences": _differences(conflict, typed, shown) if conflict else [],
        "edits": rules.may_edit(person_of(request), asked.plan),
        "unconfirmed": presenting.unconfirmed(shown, language()),
        "size": offer(request, asked.plan),
        "headline": presenting.presented(shown, language=language()).headline,
    }
    return page(request, "inputs", asked, "inputs", context, status=status)


def _differences(conflict: Conflict, typed: Mapping[str, str], seen: PlanSchema) -> list[tuple[str, str, str]]:
    """What stands now and what was typed here, for each field that was typed anew."""
    current = PlanSchema.model_validate(conflict.current.inputs)
    now = {cell.path: cell for cell in _cells(current)}
    return [
        (
            cell.label,
            " – ".join(filter(None, now[path].texts)),
            " – ".join(filter(None, (typed.get(n, t) for n, t in zip(cell.names, cell.texts, strict=True)))),
        )
        for cell in _cells(seen)
        if (path := cell.path) in conflict.mine and path in now
    ]


def _cells(inputs: PlanSchema) -> list[table.Cell]:
    found = table.scalars(inputs, (), {}, {})
    return [*found, *(c for t in table.tables(inputs, language(), (), {}, {}) for line in t.lines for c in line.cells)]
