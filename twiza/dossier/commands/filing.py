"""Handing the dossier in, on paper or to the officer's desk; mending what came back, and only that; again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import filed
from twiza.dossier.commands.checks import locked, move, must_be_allowed, must_edit, must_happen_now, note
from twiza.dossier.deadline import mark_clock
from twiza.dossier.happenings import happened
from twiza.dossier.models import Defect, Dossier, Filing
from twiza.dossier.readiness import missing
from twiza.files.commands import store
from twiza.projects.commands import set_stage
from twiza.projects.models import Stage

LONGEST_ANSWER = 500


@transaction.atomic
def file(
    *,
    dossier: Dossier,
    way: str,
    by: By,
    receipt_number: str = "",
    receipt: UploadedFile[Any] | None = None,
    filed_at: datetime | None = None,
) -> Filing:
    """Hand the dossier in for the first time; it is kept as it is now. Handed in already: that filing.

    :raises Refused: *by* may not, it has ended, or something is missing; or on paper without its receipt's number.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.file", dossier)
    must_edit(by, dossier)
    if dossier.state == "filed":
        return dossier.filings.latest("round")
    must_happen_now("file", dossier)
    return _hand_in(dossier, "file", way=way, by=by, receipt_number=receipt_number, receipt=receipt, filed_at=filed_at)


@transaction.atomic
def refile(
    *,
    dossier: Dossier,
    by: By,
    way: str = "",
    receipt_number: str = "",
    receipt: UploadedFile[Any] | None = None,
    filed_at: datetime | None = None,
) -> Filing:
    """Hand it in again once every defect is mended; the filings before are kept. In again already: that filing.

    :raises Refused: *by* may not, a defect is open, or something is missing.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.file", dossier)
    must_edit(by, dossier)
    if dossier.state == "filed":
        return dossier.filings.latest("round")
    must_happen_now("refile", dossier)
    last = dossier.filings.latest("round")
    if open_ones := last.defects.filter(mended_at__isnull=True).count():
        told = ngettext(
            "%(count)s defect is still open. Say how it was mended.",
            "%(count)s defects are still open. Say of each how it was mended.",
            open_ones,
        )
        raise Refused(told % {"count": open_ones})
    return _hand_in(
        dossier, "refile", way=way or last.way, by=by, receipt_number=receipt_number, receipt=receipt, filed_at=filed_at
    )


def _hand_in(
    dossier: Dossier,
    verb: str,
    *,
    way: str,
    by: By,
    receipt_number: str,
    receipt: UploadedFile[Any] | None,
    filed_at: datetime | None,
) -> Filing:
    if way not in Filing.Way.values:
        raise Refused(_("Choose how the dossier is handed in."))
    if way == Filing.Way.PAPER and not receipt_number.strip():
        raise Refused(_("Write the number of the receipt that the counter gave you."))
    if lacking := missing(dossier):
        raise Refused(_("Before filing: %(what)s") % {"what": " ".join(str(one.text) for one in lacking)})
    now = timezone.now()
    at = filed_at if filed_at is not None and way == Filing.Way.PAPER else now
    if at > now:
        raise Refused(_("Write the day on which it was handed in: today or earlier."))
    filing = Filing.objects.create(
        dossier=dossier,
        round=dossier.filings.count() + 1,
        way=way,
        content=filed.content_of(dossier),
        receipt_number=receipt_number.strip(),
        receipt=store(upload=receipt, by=actor_of(by)) if receipt else None,
        filed_at=at,
        filed_by=actor_of(by),
    )
    before, after = move(dossier, verb)
    set_stage(project=dossier.project, stage=Stage.FILED, by=by)
    mark_clock(dossier, "start", because="filed" if filing.round == 1 else "filed again", at=at)
    after.update(filing=str(filing.public_id), papers=filed.codes(filing), filed_at=at.isoformat())
    note(dossier, "dossier.filed", by, {"round": filing.round, "way": way}, before=before, after=after)
    happened(dossier=dossier, happening="dossier_filed", by=actor_of(by), reference=receipt_number.strip())
    return filing


@transaction.atomic
def mend(*, defect: Defect, by: By, answer: str) -> Defect:
    """Say how a defect was mended. Said already: the answer is corrected, as long as it was not filed again.

    :raises Refused: *by* may not, no answer, or it is not the group's turn.
    """
    dossier = locked(defect.filing.dossier)
    must_be_allowed(by, "dossier.file", dossier)
    must_edit(by, dossier)
    must_happen_now("mend", dossier)
    defect = Defect.objects.select_for_update(of=("self",)).get(pk=defect.pk)
    if defect.filing_id != dossier.filings.latest("round").pk:
        raise Refused(_("This defect belongs to an earlier filing and is settled."))
    answer = answer.strip()[:LONGEST_ANSWER]
    if not answer:
        raise Refused(_("Write in a few words how it was mended."))
    if defect.mended_at is not None and defect.answer == answer:
        return defect
    before = {"mended": defect.mended_at is not None, "answer": defect.answer}
    defect.mended_at, defect.mended_by, defect.answer = timezone.now(), actor_of(by), answer
    defect.save(update_fields=["mended_at", "mended_by", "answer"])
    which = {"field": defect.field, "defect": str(defect.public_id)}
    note(dossier, "dossier.defect_mended", by, which, before=before, after={"mended": True, "answer": answer})
    return defect
