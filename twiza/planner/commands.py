"""Changes to plans: each is checked, computed anew, and written to the journal with before and after."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from twiza.accounts.commands import By, Refused, actor_of
from twiza.calc.planning import METHOD
from twiza.calc.planning.inputs import BadPlan
from twiza.journal import commands as journal
from twiza.packs import queries as packs
from twiza.planner import paths, rules, scaling, wording
from twiza.planner.from_model import first_plan
from twiza.planner.gathering import founders_of, group_of, start_of
from twiza.planner.models import Plan
from twiza.planner.rates import rates_on
from twiza.planner.reckoning import main_figures, results
from twiza.planner.schema import PlanSchema
from twiza.projects.commands import Conflict
from twiza.projects.models import Project

LONGEST_NAME = 80


class Unfit(Refused):
    """Values that no plan can be made of. ``errors``: what is wrong and how to mend it, by path."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(errors.values())))
        self.errors = dict(errors)


@transaction.atomic
def begin(*, project: Project, by: By) -> Plan:
    """The project's main plan; made from its model, group and the pack's rates where there is none yet.

    Asked twice, it is made once. :raises Refused: *by* may not.
    """
    if not isinstance(by, str) and not rules.may_edit_all(by, project):
        raise Refused(_("You may not begin this group's plan. Ask a founder of the group."))
    there = Plan.objects.filter(project=project, main=True).first()
    if there is not None:
        return there
    inputs = fresh(project)
    try:
        with transaction.atomic():
            return _made(project, by, name=_("Our plan"), inputs=inputs, given=[], main=True)
    except IntegrityError:  # somebody of the group began it in the same moment
        return Plan.objects.get(project=project, main=True)


def fresh(project: Project, today: datetime.date | None = None) -> PlanSchema:
    """The plan that *project* would start from today."""
    start = start_of(today or datetime.date.today())
    model = project.model.definition if project.model else None
    return first_plan(model, group=group_of(project, start), rates=rates_on(start), start=start)


@transaction.atomic
def answer(*, plan: Plan, by: By, seen_version: int, changes: Mapping[str, Any]) -> Plan:
    """Put values at paths (see :mod:`twiza.planner.paths`), compute anew, and remember what a person said.

    A value that is the model's own is no longer counted as the person's. Nothing changed: nothing is written.

    :raises Refused: *by* may not; Unfit: a value cannot be; Conflict: somebody else changed it meanwhile.
    """
    held = _locked(plan, by, seen_version, mine=changes)
    after = _validated(held.inputs, changes)
    origins = after.get("origins", {})
    told = {path for path in changes if not _as_it_was(after, origins, path)}
    given = paths.without_orphans(after, ({*held.given} - {*changes}) | told)
    if paths.same(held.inputs, after) and given == held.given:
        return held
    before = {path: _there(held.inputs, path) for path in changes}
    now = {path: _there(after, path) for path in changes}
    held.inputs, held.given = after, given
    return _kept(held, by, "plan.changed", before=before, after=now)


@transaction.atomic
def reset_to_model(*, plan: Plan, by: By, seen_version: int, path: str) -> Plan:
    """Take back what a person said at *path*: the model's, the group's or the law's value returns.

    :raises Refused: *by* may not, or nobody gave a value there at first; Conflict.
    """
    origin = plan.inputs.get("origins", {}).get(path)
    if origin is None or origin.get("was") is None:
        raise Refused(_("The model says nothing here. Write your own figure."))
    return answer(plan=plan, by=by, seen_version=seen_version, changes={path: origin["was"]})


@transaction.atomic
def scale(*, plan: Plan, by: By, seen_version: int) -> Plan:
    """Bring what the model says of its own number of members to the group's (see :mod:`twiza.planner.scaling`).

    Done already: nothing is written, so that a second click does nothing. :raises Refused: *by* may not, or there is
    no model to scale from; Conflict: somebody else changed the plan since the list was shown.
    """
    held = _held(plan, by)
    found = scaling.scaling(held, founders_of(held.project))
    if found is None:
        raise Refused(_("This plan was not made from a model, so there is nothing to scale. Write your own figures."))
    if not found.moves:
        return held
    changes = {move.path: move.after for move in found.moves}
    _as_seen(held, seen_version, mine=changes)
    before = {move.path: move.before for move in found.moves} | {
        path: was for path, was in scaling.restored(held).items() if path in changes
    }
    earlier = {when: held.scaled.get(when, {}) for when in ("before", "after")}
    held.scaled = {
        "of": found.of, "to": found.to, "before": earlier["before"] | before, "after": earlier["after"] | changes,
    }  # fmt: skip
    held.inputs = _validated(held.inputs, changes)
    return _kept(held, by, "plan.scaled", before={move.path: move.before for move in found.moves}, after=changes)


@transaction.atomic
def unscale(*, plan: Plan, by: By, seen_version: int) -> Plan:
    """Put back what stood before the plan was scaled, except what somebody has changed since.

    Undone already: nothing is written. :raises Refused: *by* may not; Conflict.
    """
    held = _held(plan, by)
    if not held.scaled:
        return held
    changes = scaling.restored(held)
    _as_seen(held, seen_version, mine=changes)
    now = {path: _there(held.inputs, path) for path in changes}
    held.inputs = _validated(held.inputs, changes)
    held.scaled = {}
    return _kept(held, by, "plan.unscaled", before=now, after=changes)


@transaction.atomic
def add_scenario(*, project: Project, by: By, name: str) -> Plan:
    """A further plan from the model, as on the first day. :raises Refused: not allowed, name taken, too many."""
    _may_propose(project, by)
    return _made(project, by, name=_free_name(project, name), inputs=fresh(project), given=[], main=False)


@transaction.atomic
def copy(*, plan: Plan, by: By, name: str) -> Plan:
    """A scenario that starts where *plan* stands. :raises Refused: not allowed, name taken, too many."""
    _may_propose(plan.project, by)
    inputs = PlanSchema.model_validate(plan.inputs)
    name = _free_name(plan.project, name)
    return _made(plan.project, by, name=name, inputs=inputs, given=plan.given, scaled=plan.scaled, main=False)


@transaction.atomic
def rename(*, plan: Plan, by: By, seen_version: int, name: str) -> Plan:
    """Call it otherwise. :raises Refused: not allowed, empty or taken; Conflict."""
    held = _locked(plan, by, seen_version, mine={"name": name})
    if name.strip() == held.name:
        return held
    before, held.name = held.name, _free_name(held.project, name)
    return _kept(held, by, "plan.renamed", before={"name": before}, after={"name": held.name}, compute=False)


@transaction.atomic
def make_main(*, plan: Plan, by: By) -> Plan:
    """From now on papers and pages show this one. Already so: nothing changes. :raises Refused: not allowed."""
    if not isinstance(by, str) and not rules.may_edit_all(by, plan.project):
        raise Refused(_("Only the group chooses its main plan. Ask a founder of the group."))
    Project.objects.select_for_update().get(pk=plan.project_id)
    held = Plan.objects.select_for_update().select_related("project").get(pk=plan.pk)
    if held.main:
        return held
    before = Plan.objects.filter(project=held.project, main=True).first()
    Plan.objects.filter(project=held.project, main=True).update(main=False)
    held.main = True
    told = {"main": before.name if before else ""}
    return _kept(held, by, "plan.made_main", before=told, after={"main": held.name}, compute=False)


@transaction.atomic
def remove(*, plan: Plan, by: By) -> None:
    """Drop a scenario. Gone already: nothing happens. :raises Refused: not allowed, or it is the main plan."""
    held = Plan.objects.select_for_update().select_related("project").filter(pk=plan.pk).first()
    if held is None:
        return
    _may_edit(held, by)
    if held.main:
        raise Refused(_("This is the main plan. Make another one the main plan first, then remove this one."))
    _note(held, by, "plan.removed", before={"name": held.name}, after={})
    held.delete()


def _made(
    project: Project,
    by: By,
    *,
    name: str,
    inputs: PlanSchema,
    given: list[str],
    main: bool,
    scaled: Mapping[str, Any] | None = None,
) -> Plan:
    country = packs.country()
    made = Plan(
        project=project,
        name=name[:LONGEST_NAME],
        main=main,
        inputs=inputs.stored(),
        given=given,
        scaled=dict(scaled or {}),
        data=country.version if country else "",
        made_by=actor_of(by),
    )
    return _kept(made, by, "plan.begun" if main else "plan.scenario_added", before={}, after={"name": made.name})


def _kept(
    plan: Plan, by: By, action: str, *, before: Mapping[str, Any], after: Mapping[str, Any], compute: bool = True
) -> Plan:
    if compute:
        plan.result = main_figures(results(PlanSchema.model_validate(plan.inputs)))
        plan.method = METHOD
    plan.version = plan.version + 1 if plan.pk else 1
    plan.changed_by = actor_of(by)
    plan.save()
    _note(plan, by, action, before=before, after=after)
    return plan


def _note(plan: Plan, by: By, action: str, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    journal.record(
        by=actor_of(by),
        action=action,
        subject_kind="project",
        subject_key=plan.project.key,
        details={"plan": str(plan.public_id), "name": plan.name},
        before=before,
        after=after,
    )


def _locked(plan: Plan, by: By, seen_version: int, *, mine: Mapping[str, Any]) -> Plan:
    """The plan as it is now, held until the end. Somebody else's change since *seen_version* is a conflict."""
    held = _held(plan, by)
    _as_seen(held, seen_version, mine=mine)
    return held


def _held(plan: Plan, by: By) -> Plan:
    held = Plan.objects.select_for_update().select_related("project__territory").filter(pk=plan.pk).first()
    if held is None:
        raise Refused(_("This scenario has been removed. Go back to the list of scenarios."))
    _may_edit(held, by)
    return held


def _as_seen(held: Plan, seen_version: int, *, mine: Mapping[str, Any]) -> None:
    if held.version != seen_version:
        raise Conflict(current=held, mine=dict(mine))


def _may_edit(plan: Plan, by: By) -> None:
    if not isinstance(by, str) and not rules.may_edit(by, plan):
        raise Refused(_("You may not change this plan. Copy it, and change your own scenario."))


def _may_propose(project: Project, by: By) -> None:
    if not isinstance(by, str) and not rules.may_propose(by, project):
        raise Refused(_("You may not add a scenario to this plan. Ask a founder of the group."))
    if Plan.objects.filter(project=project).count() >= rules.MOST_PLANS:
        told = _("There are %(count)s scenarios already. Remove one that you no longer need.")
        raise Refused(told % {"count": rules.MOST_PLANS})


def _free_name(project: Project, name: str) -> str:
    name = name.strip()[:LONGEST_NAME]
    if not name:
        raise Refused(_("Give the scenario a name, for example: “With a loan”."))
    if Plan.objects.filter(project=project, name=name).exists():
        raise Refused(_("There is a scenario called “%(name)s” already. Choose another name.") % {"name": name})
    return name


def _validated(inputs: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The stored inputs with *changes*. :raises Unfit: they are no plan."""
    try:
        data = paths.changed(inputs, changes)
    except (KeyError, TypeError) as error:
        told = _("This part of the plan is no longer there. Open the page again.")
        raise Unfit({str(error.args[0]) if error.args else "": told}) from error
    return read(data).stored()


def read(data: Mapping[str, Any]) -> PlanSchema:
    """*data* as a plan that computes. :raises Unfit: what is wrong, by path, in words."""
    try:
        inputs = PlanSchema.model_validate(data)
        results(inputs)
    except ValidationError as error:
        found = paths.problems_of(error, data)
        raise Unfit({path: wording.problem(one) for path, one in found.items()}) from error
    except BadPlan as error:
        told = _("The plan cannot be reckoned with this. Check it, and the rows that go with it.")
        raise Unfit({error.where: told}) from error
    return inputs


def _as_it_was(data: Mapping[str, Any], origins: Mapping[str, Any], path: str) -> bool:
    was = origins.get(path, {}).get("was")
    return was is not None and paths.same(_there(data, path), was)


def _there(data: Mapping[str, Any], path: str) -> Any:
    try:
        return paths.value_at(data, path)
    except (KeyError, TypeError):
        return None
