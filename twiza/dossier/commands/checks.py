"""What every command asks first: may this person, may this happen now; and how it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.rules import may
from twiza.dossier.models import Dossier, State
from twiza.dossier.rules import TRANSITIONS, WHY_NOT, may_happen
from twiza.journal import commands as journal
from twiza.projects.access import project_subject
from twiza.projects.models import Founder, Stage

NOT_YOURS = {
    "dossier.prepare": lazy("Only members of the group and their advisor may change this dossier."),
    "dossier.make_papers": lazy("Only members of the group and their advisor may make its papers."),
    "dossier.sign": lazy("Only members of the group may sign, or record a signature. An advisor may not."),
    "dossier.assemble": lazy("Only members of the group may convoke and hold its assembly."),
    "dossier.file": lazy("Only members of the group may file its dossier. An advisor may not."),
    "dossier.tell_answer": lazy("Only members of the group may write down what the authority answered."),
    "filing.decide": lazy("Only an officer of the authority of this place may decide on this dossier."),
}


def locked(dossier: Dossier) -> Dossier:
    """The dossier as the database has it now, held until the transaction ends."""
    return Dossier.objects.select_for_update(of=("self",)).with_law("project__territory").get(pk=dossier.pk)


def must_be_allowed(by: By, action: str, dossier: Dossier) -> None:
    """:raises Refused: *by* may not do *action* with this dossier."""
    if isinstance(by, str):
        return
    subject = project_subject(by, dossier.project.public_id)
    if not may(by, action, dossier.project.territory, subject.relations):
        raise Refused(str(NOT_YOURS[action]))


def must_happen_now(verb: str, dossier: Dossier) -> None:
    """:raises Refused: the state of the dossier forbids it, or the group has given up; says what to do."""
    if dossier.project.stage == Stage.LEFT:
        raise Refused(_("This group has given its project up. Take the project up again first."))
    if not may_happen(verb, dossier.state):
        raise Refused(str(WHY_NOT[State(dossier.state)]))


def move(dossier: Dossier, verb: str, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Bring the dossier to the state that *verb* leads to, and count its version up; before and after."""
    before = {"state": str(dossier.state)}
    dossier.state = TRANSITIONS[verb][1] or dossier.state
    dossier.version += 1
    for name, value in more.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=["state", "version", *more])
    return before, {"state": str(dossier.state)}


def note(
    dossier: Dossier,
    action: str,
    by: By,
    details: Mapping[str, Any] | None = None,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Write to the journal, on the record of the group's project; nothing sealed, no names of people.

    *before* is empty where something was made, *after* where it was taken away.
    """
    journal.record(
        by=actor_of(by),
        action=action,
        subject_kind="project",
        subject_key=dossier.project.key,
        details={"dossier": dossier.key, **(details or {})},
        before=before,
        after=after,
    )


def founder_of(by: By, dossier: Dossier) -> Founder | None:
    """The place that *by* has in the group today, if any."""
    pk = getattr(by, "pk", None)
    return Founder.objects.present().filter(project=dossier.project, user_id=pk).first() if pk else None


def must_edit(by: By, dossier: Dossier) -> None:
    """:raises Refused: a member whom the group lets read only."""
    founder = founder_of(by, dossier)
    if founder is not None and not founder.edits:
        raise Refused(_("You may read this dossier but not change it. Ask the group to let you edit."))
