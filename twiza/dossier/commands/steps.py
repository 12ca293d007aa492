"""Steps that the group says it has done, with the receipt; and the papers it asks for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import composing
from twiza.dossier import law as laws
from twiza.dossier.commands.checks import locked, must_be_allowed, must_edit, must_happen_now, note
from twiza.dossier.happenings import happened
from twiza.dossier.models import Dossier, StepDone
from twiza.dossier.renewing import end_signatures, papers_of
from twiza.files.commands import store
from twiza.papers.models import Paper

OLDEST_DAYS = 3650


@transaction.atomic
def mark_step(
    *,
    dossier: Dossier,
    step: str,
    on: date,
    by: By,
    reference: str = "",
    proof: UploadedFile[Any] | None = None,
    paid: Decimal | None = None,
) -> StepDone:
    """Say that a step was done on the day *on*. Said before: the first word stands, nothing changes.

    :raises Refused: *by* may not, no such step, a step before it is missing, it ends by itself, or no such day.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.prepare", dossier)
    must_edit(by, dossier)
    must_happen_now("mark_step", dossier)
    law = laws.law_of(dossier)
    steps = {one.key: one for one in law.steps}
    if step not in steps:
        raise Refused(_("The law of this country has no such step."))
    done = {row.step: row for row in dossier.steps_done.all()}
    if step in done:
        return done[step]
    if steps[step].done_when:
        raise Refused(_("This step ends by itself as soon as it has happened here. Nothing is to be marked."))
    if missing := [key for key in steps[step].after if key not in done and key in steps]:
        raise Refused(_("First comes the step “%(step)s”.") % {"step": laws.local(steps[missing[0]].name)})
    today = timezone.localdate()
    if not today - timedelta(days=OLDEST_DAYS) <= on <= today:
        raise Refused(_("Write the day on which it was done: today or earlier."))
    row = StepDone.objects.create(
        dossier=dossier,
        step=step,
        on=on,
        reference=reference.strip(),
        proof=store(upload=proof, by=actor_of(by)) if proof else None,
        paid=paid,
        said_by=actor_of(by),
    )
    note(dossier, "dossier.step_done", by, {"step": step}, before={}, after=_said(row))
    return row


def _said(row: StepDone) -> dict[str, Any]:
    """What the journal keeps of the end of a step."""
    return {"on": row.on.isoformat(), "paid": None if row.paid is None else str(row.paid), "receipt": row.reference}


@transaction.atomic
def unmark_step(*, dossier: Dossier, step: str, by: By) -> None:
    """Take back what the group said by mistake; nothing was said: nothing changes.

    :raises Refused: *by* may not, or the step ended by itself.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.prepare", dossier)
    must_edit(by, dossier)
    must_happen_now("mark_step", dossier)
    if any(one.key == step and one.done_when for one in laws.law_of(dossier).steps):
        raise Refused(_("This step ended by itself; it cannot be taken back by hand."))
    row = StepDone.objects.filter(dossier=dossier, step=step).first()
    if row is not None:
        before = _said(row)
        row.delete()
        note(dossier, "dossier.step_taken_back", by, {"step": step}, before=before, after={})


@transaction.atomic
def make_papers(*, dossier: Dossier, by: By) -> list[Paper]:
    """Make all papers from what is known today; what says the same stays the version it was.

    :raises Refused: *by* may not, or the dossier is with the authority.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.make_papers", dossier)
    must_edit(by, dossier)
    must_happen_now("make_papers", dossier)
    held = papers_of(dossier)
    before = {paper.pk for paper in held}
    composing.renew(dossier=dossier, by=actor_of(by), because=["answer"] if before else [])
    made = papers_of(dossier)
    if {paper.pk for paper in made} != before:
        was, now = ([f"{paper.kind} {paper.version}" for paper in some] for some in (held, made))
        note(dossier, "dossier.papers_made", by, before={"papers": was}, after={"papers": now})
        end_signatures(dossier=dossier, what=frozenset(), because=["answer"], by=actor_of(by))
    if made:
        happened(dossier=dossier, happening="papers_made", by=actor_of(by))
    return made
