"""A group that filed on paper writes down what the authority answered on paper."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import registering
from twiza.dossier.commands import deciding
from twiza.dossier.commands.checks import locked, must_be_allowed, must_edit, must_happen_now
from twiza.dossier.models import Dossier, Filing
from twiza.files.commands import store
from twiza.registry.models import Cooperative


@transaction.atomic
def tell_accepted(
    *, filing: Filing, number: str, on: datetime.date, certificate: UploadedFile[Any] | None, by: By
) -> Cooperative:
    """Write down that the authority registered the cooperative *on* a day; it enters the register with a mark.

    The mark goes when an authority of the place confirms it; only then does anybody speak for the cooperative here.
    Written down, or accepted by an officer, already: that cooperative.

    :raises Refused: *by* may not, it was not filed on paper, no such day, no certificate, or the number is taken.
    """
    dossier, filing = _answered(filing, by, "accepted", "accept")
    if filing.decision:
        return registering.cooperative_of(dossier)
    number = " ".join(number.split())
    if not number:
        raise Refused(_("Write the number under which the cooperative is registered."))
    if certificate is None:
        raise Refused(_("Add a photo or a scan of the certificate: the authority compares it with its books."))
    _write_down(filing, by, on, certificate)
    cooperative = registering.enter(dossier, number, by, on=on, told=True)
    deciding.registered(dossier, filing, number, by)
    deciding.note_decision(dossier, filing, "dossier.acceptance_told", by)
    return cooperative


@transaction.atomic
def tell_returned(
    *,
    filing: Filing,
    defects: Sequence[deciding.Fault],
    on: datetime.date,
    by: By,
    words: str = "",
    letter: UploadedFile[Any] | None = None,
) -> Filing:
    """Write down that it came back, with the defects in words, so that the group mends them and files again.

    :raises Refused: *by* may not, it was not filed on paper, no such day, or no defect.
    """
    dossier, filing = _answered(filing, by, "returned", "return")
    if filing.decision:
        return filing
    found = deciding.fitting(defects, dossier, filing)
    _write_down(filing, by, on, letter)
    deciding.sent_back(dossier, filing, found, by, words)
    deciding.note_decision(dossier, filing, "dossier.return_told", by)
    return filing


@transaction.atomic
def tell_refused(
    *, filing: Filing, words: str, on: datetime.date, by: By, letter: UploadedFile[Any] | None = None
) -> Filing:
    """Write down that it was refused, and why. :raises Refused: as above, or no reasons."""
    dossier, filing = _answered(filing, by, "refused", "refuse")
    if filing.decision:
        return filing
    if not words.strip():
        raise Refused(_("Write the reasons that the authority gave, as they stand on its letter."))
    _write_down(filing, by, on, letter)
    deciding.turned_down(dossier, filing, by, words)
    deciding.note_decision(dossier, filing, "dossier.refusal_told", by)
    return filing


def _answered(filing: Filing, by: By, decision: str, verb: str) -> tuple[Dossier, Filing]:
    """The dossier and the filing, held. Decided the same way already: given back as it is."""
    dossier = locked(filing.dossier)
    must_be_allowed(by, "dossier.tell_answer", dossier)
    must_edit(by, dossier)
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    filing.dossier = dossier
    if filing.decision == decision:
        return dossier, filing
    must_happen_now(verb, dossier)
    if filing.decision:
        raise Refused(_("An answer to this filing stands here already, and you have filed again since."))
    if filing.way != Filing.Way.PAPER:
        raise Refused(_("This filing lies on the officer's desk. The officer's answer will be shown here by itself."))
    return dossier, filing


def _write_down(filing: Filing, by: By, on: datetime.date, proof: UploadedFile[Any] | None) -> None:
    """That the group says so, from which day, with the paper it got. :raises Refused: a day that cannot be."""
    if not timezone.localdate(filing.filed_at) <= on <= timezone.localdate():
        raise Refused(_("Write the day of the authority's answer: after you handed the dossier in, and not to come."))
    noon = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    filing.decided_at = max(filing.filed_at, min(noon, timezone.now()))
    filing.told_by_group = True
    filing.answer = store(upload=proof, by=actor_of(by)) if proof else None
