"""A group gives its project up while the dossier is filed, and takes it up again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier.commands.checks import locked, move, note
from twiza.dossier.deadline import mark_clock
from twiza.dossier.happenings import undone
from twiza.dossier.models import Dossier, Filing, State
from twiza.dossier.rules import WHY_NOT
from twiza.projects.commands import set_stage
from twiza.projects.models import Project, Stage
from twiza.projects.signals import giving_up, taken_up


@receiver(giving_up, dispatch_uid="dossier.giving_up")
def leave_the_desk(sender: object, project: Project, by: By, **_more: Any) -> None:
    """Take the filing off the officer's desk. :raises Refused: it was accepted meanwhile; undoes the giving up."""
    dossier = Dossier.objects.filter(project=project).first()
    if dossier is not None:
        withdraw(dossier=dossier, by=by)


@transaction.atomic
def withdraw(*, dossier: Dossier, by: By) -> Filing | None:
    """End the filing that waits for a decision; it is kept as it was. Nothing waits: nothing changes.

    Only for a project that is being given up: whoever calls has asked its rules. The dossier is held before the
    project, as an officer's decision holds them, so that of both at once one goes first.

    :raises Refused: it has been accepted.
    """
    dossier = locked(dossier)
    if dossier.state == State.ACCEPTED:
        raise Refused(str(WHY_NOT[State.ACCEPTED]))
    if dossier.state != State.FILED:
        return None
    filing = dossier.filings.select_for_update(of=("self",)).latest("round")
    filing.decision, filing.decided_at, filing.decided_by = "withdrawn", timezone.now(), actor_of(by)
    filing.save(update_fields=["decision", "decided_at", "decided_by"])
    before, after = move(dossier, "withdraw")
    mark_clock(dossier, "end", because="withdrawn")
    undone(dossier=dossier, happening="dossier_filed")
    note(dossier, "dossier.withdrawn", by, {"round": filing.round}, before=before, after=after)
    return filing


@receiver(taken_up, dispatch_uid="dossier.taken_up")
def go_on_founding(sender: object, project: Project, by: By, **_more: Any) -> None:
    """A group that has its dossier goes on where it stood, so that it can file again."""
    if Dossier.objects.filter(project=project).exists():
        set_stage(project=project, stage=Stage.FOUNDING, by=by)
