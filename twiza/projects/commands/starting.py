"""A project begins, gets its name and its words, changes hands from a browser to a person, and goes its way."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import User
from twiza.accounts.people import Visitor
from twiza.bank.models import ProjectModel, Sector
from twiza.projects import rules, snapshot
from twiza.projects.commands import shared
from twiza.projects.models import Founder, Project, Stage
from twiza.projects.signals import giving_up, project_started, taken_up
from twiza.territories.models import Territory

AGAIN = datetime.timedelta(minutes=10)
"""A second start of the same thing by the same person within this time is a double click."""
MOST_A_DAY = 30


@transaction.atomic
def start(
    *,
    territory: Territory,
    by: By,
    model: ProjectModel | None = None,
    sector: Sector | None = None,
    name: str = "",
    idea: str = "",
) -> Project:
    """A project in *territory*: from a project model, or from an idea of one's own.

    What the opportunity said that day is kept with it. Whoever has a sign-in becomes its first
    founder; a visitor owns it by her session. The same start twice within minutes is one project.

    :raises Refused: the place or the model is no longer in use, nothing says what it is about, or it is one too many.
    """
    name, idea = " ".join(name.split())[:120], idea.strip()[:4000]
    _must_be_possible(territory, model, name, idea)
    actor, full_name = actor_of(by), name or _default_name(territory, model)
    if not isinstance(by, str) and (again := _just_started(actor, territory, model, full_name, idea)):
        return again
    minute = timezone.now().strftime("%Y%m%d%H%M")
    once = "" if isinstance(by, str) else f"start {territory.pk} {model and model.pk} {name} {idea} {minute}"
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Project):
        return before
    _must_not_be_too_many(by, actor)
    project = Project.objects.create(
        name=full_name,
        territory=territory,
        model=model,
        sector=sector or (model.sector if model else None),
        idea=idea,
        snapshot=snapshot.take(territory, model) if model else {},
        visitor=by.key if isinstance(by, Visitor) else "",
        made_by=actor,
    )
    if isinstance(by, User):
        _first_founder(project, by)
    only.remember(project)
    after = {"name": project.name, "territory": territory.code, "model": model.key if model else None}
    shared.note(project, "project.started", by, before={}, after=after)
    project_started.send(sender=Project, project=project)
    return project


def _just_started(actor: str, territory: Territory, model: ProjectModel | None, name: str, idea: str) -> Project | None:
    """The same project, started by the same person within minutes."""
    return Project.objects.filter(
        made_by=actor, territory=territory, model=model, name=name, idea=idea, stage=Stage.IDEA,
        made_at__gte=timezone.now() - AGAIN,
    ).first()  # fmt: skip


def _must_be_possible(territory: Territory, model: ProjectModel | None, name: str, idea: str) -> None:
    if territory.retired:
        raise Refused(_("%(place)s is no longer a territory of this country.") % {"place": territory.name})
    if model and model.retired:
        raise Refused(_("This project model is no longer in use. Choose another one."))
    if not (model or name or idea):
        raise Refused(_("Say in a few words what you want to do together."))


def _must_not_be_too_many(by: By, actor: str) -> None:
    since = timezone.now() - datetime.timedelta(days=1)
    if not isinstance(by, str) and Project.objects.filter(made_by=actor, made_at__gte=since).count() >= MOST_A_DAY:
        raise Refused(_("You have started many projects today. Go on with one of them, or come back tomorrow."))


def _default_name(territory: Territory, model: ProjectModel | None) -> str:
    if model is None:
        return (_("Our project in %(place)s") % {"place": territory.name})[:120]
    return (_("%(model)s in %(place)s") % {"model": model.name, "place": territory.name})[:120]


def _first_founder(project: Project, user: User) -> Founder:
    return Founder.objects.create(project=project, user=user, name=user.name or str(user), edits=True)


@transaction.atomic
def claim(*, visitor: Visitor, user: User) -> list[Project]:
    """What *visitor* made in her browser is now *user*'s, who has just signed in. Again: nothing changes."""
    if not visitor.key:
        return []
    mine = list(Project.objects.select_for_update(of=("self",)).of_visitor(visitor.key).order_by("id"))
    for project in mine:
        project.visitor = ""
        project.save(update_fields=["visitor"])
        if not project.founders.present().filter(user=user).exists():
            _become_founder(project, visitor, user)
        before, after = {"owner": visitor.actor}, {"owner": user.actor}
        shared.note(project, "project.claimed", user, before=before, after=after)
    return mine


def _become_founder(project: Project, visitor: Visitor, user: User) -> None:
    """The place where she wrote herself down before signing in, or a new one."""
    own = project.founders.present().filter(user=None, consent_how="self", consent_by=visitor.actor).first()
    if own is None:
        _first_founder(project, user)
        return
    own.user, own.edits, own.consent_by = user, True, user.actor
    own.version += 1
    own.save(update_fields=["user", "edits", "consent_by", "version"])


@transaction.atomic
def rename(*, project: Project, name: str, by: By, seen_version: int | None = None) -> Project:
    """Give the project another name. :raises Refused: may not, or no name. :raises Conflict: changed meanwhile."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A project needs a name: two or three words that your neighbours understand."))
    return _change(project, {"name": name[:120]}, by, seen_version)


@transaction.atomic
def describe(*, project: Project, name: str, idea: str, by: By, seen_version: int | None = None) -> Project:
    """The name and the words of the project.

    :raises Refused: may not, or no name. :raises Conflict: changed meanwhile.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A project needs a name: two or three words that your neighbours understand."))
    return _change(project, {"name": name[:120], "idea": idea.strip()[:4000]}, by, seen_version)


def _change(project: Project, mine: dict[str, Any], by: By, seen_version: int | None) -> Project:
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    fresh = shared.locked(project)
    differing = shared.save(fresh, mine, seen_version)
    if "name" in differing:
        before, after = differing["name"]
        shared.note(fresh, "project.renamed", by, before={"name": before}, after={"name": after})
        shared.tell(fresh, "name")
    if "idea" in differing:
        before, after = differing["idea"]
        shared.note(fresh, "project.described", by, before={"idea": before}, after={"idea": after})
    return fresh


@transaction.atomic
def set_stage(*, project: Project, stage: str, by: By) -> Project:
    """Let the project be at *stage*; already there: nothing changes. Whoever calls has asked its own rules.

    :raises Refused: *stage* cannot follow the present one.
    """
    fresh = shared.locked(project)
    if fresh.stage == stage:
        return fresh
    if stage not in rules.TRANSITIONS[fresh.stage]:
        raise Refused(
            _("A project that is “%(before)s” cannot become “%(after)s”.")
            % {"before": Stage(fresh.stage).label, "after": Stage(stage).label}
        )
    before, fresh.stage = fresh.stage, stage
    fresh.version += 1
    fresh.save(update_fields=["stage", "version", "changed_at"])
    shared.note(fresh, "project.stage_set", by, before={"stage": before}, after={"stage": stage})
    return fresh


@transaction.atomic
def give_up(*, project: Project, by: By) -> Project:
    """The group stops. Everything is kept. :raises Refused: *by* may not, or it is registered."""
    shared.must(by, "project.change", project)
    giving_up.send(sender=Project, project=project, by=by)
    return set_stage(project=project, stage=Stage.LEFT, by=by)


@transaction.atomic
def take_up_again(*, project: Project, by: By) -> Project:
    """The group goes on with what it had given up. :raises Refused: *by* may not, or it was not given up."""
    shared.must(by, "project.change", project)
    was = project.stage
    stage = Stage.GROUP if project.founders.present().count() > 1 else Stage.IDEA
    fresh = set_stage(project=project, stage=stage, by=by)
    if was == Stage.LEFT:
        taken_up.send(sender=Project, project=fresh, by=by)
        fresh.refresh_from_db()
    return fresh
