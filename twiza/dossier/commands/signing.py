"""Signatures: drawn on one's own screen after a code, on paper, or by thumbprint before two witnesses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twiza.accounts import codes
from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import User
from twiza.dossier.commands.checks import founder_of, locked, must_be_allowed, must_happen_now, note
from twiza.dossier.drawing import is_blank
from twiza.dossier.happenings import happened
from twiza.dossier.models import Dossier, Signature
from twiza.dossier.queries import dossier_of_paper, waiting_for
from twiza.files.commands import store
from twiza.files.kinds import PICTURES
from twiza.papers.models import Paper
from twiza.projects.models import Founder
from twiza.sealing.keys import fingerprint, seal

How = Signature.How


@dataclass(frozen=True)
class Witness:
    """Somebody who saw a thumbprint being given; no founder of the group. The number is sealed."""

    name: str
    national_id: str


def purpose_of(papers: Sequence[Paper]) -> str:
    """What a one-time code is good for: signing exactly these papers in exactly these versions."""
    told = " ".join(sorted(paper.code for paper in papers))
    return f"sign:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def address_of(user: User) -> str:
    """Where a one-time code goes: the phone or the e-mail of the founder's own sign-in."""
    return user.phone or user.email or ""


def ask_code(*, papers: Sequence[Paper], founder: Founder, by: By) -> None:
    """Send the founder a one-time code for these papers, to her own phone or e-mail.

    :raises Refused: it is not she who asks, or nothing waits for her.
    """
    dossier = _dossier_of(papers)
    must_be_allowed(by, "dossier.sign", dossier)
    must_happen_now("sign", dossier)
    user = _herself(founder, dossier, by)
    _must_wait_for(papers, founder, dossier)
    codes.issue(address=address_of(user), purpose=purpose_of(papers), language=translation.get_language() or "ar")


def sign_drawn(
    *, papers: Sequence[Paper], founder: Founder, image: UploadedFile[Any], code: str, by: By
) -> list[Signature]:
    """Sign *papers* with a drawing, proved by the code that her own phone or e-mail got. Twice: once.

    Not to be called inside a transaction: a wrong try of the code has to stay counted (``codes.prove``).

    :raises Refused: it is not she, the code is wrong or for other versions, or the drawing is empty.
    :raises TooManyTries: the code has ended by wrong tries.
    """
    dossier = _dossier_of(papers)
    user = _may_sign_drawn(dossier, papers, founder, by)
    if already := _already(papers, founder):
        return already
    _must_wait_for(papers, founder, dossier)
    if is_blank(image):
        raise Refused(_("The drawing is empty. Draw your signature with your finger, or send a photo of it."))
    if not codes.prove(address=address_of(user), purpose=purpose_of(papers), code=code):
        raise Refused(_("This code is not the one that we sent you for these papers. Look again, or ask for another."))
    with transaction.atomic():
        dossier = locked(dossier)
        _may_sign_drawn(dossier, papers, founder, by)
        _must_wait_for(papers, founder, dossier)
        return _signed(dossier, papers, founder, How.DRAWN, image=image, by=by, code_at=timezone.now())


def _may_sign_drawn(dossier: Dossier, papers: Sequence[Paper], founder: Founder, by: By) -> User:
    """The founder's own sign-in, if she may sign now."""
    must_be_allowed(by, "dossier.sign", dossier)
    must_happen_now("sign", dossier)
    return _herself(founder, dossier, by)


@transaction.atomic
def sign_on_paper(*, papers: Sequence[Paper], founder: Founder, photo: UploadedFile[Any], by: By) -> list[Signature]:
    """Record that *founder* signed *papers* with a pen: the photo shows the signed page. Twice: once.

    :raises Refused: *by* is no member, or nothing waits for this founder.
    """
    dossier = locked(_dossier_of(papers))
    must_be_allowed(by, "dossier.sign", dossier)
    must_happen_now("sign", dossier)
    if already := _already(papers, founder):
        return already
    _must_wait_for(papers, founder, dossier)
    return _signed(dossier, papers, founder, How.PAPER, image=photo, by=by)


@transaction.atomic
def sign_by_thumbprint(
    *, papers: Sequence[Paper], founder: Founder, photo: UploadedFile[Any], witnesses: Sequence[Witness], by: By
) -> list[Signature]:
    """Record the thumbprint of *founder* under *papers*, before two witnesses who found nothing here. Twice: once.

    :raises Refused: *by* is no other member, or the witnesses are not two people from outside the group.
    """
    dossier = locked(_dossier_of(papers))
    must_be_allowed(by, "dossier.sign", dossier)
    must_happen_now("sign", dossier)
    if already := _already(papers, founder):
        return already
    _must_wait_for(papers, founder, dossier)
    recorder = founder_of(by, dossier)
    if recorder is not None and recorder.pk == founder.pk:
        raise Refused(_("Another member of the group records a thumbprint, not the one who gives it."))
    _must_be_witnesses(witnesses, dossier)
    told = [{"name": one.name.strip(), "number": seal(one.national_id.strip())} for one in witnesses]
    return _signed(dossier, papers, founder, How.THUMBPRINT, image=photo, by=by, witnesses=told)


def _dossier_of(papers: Sequence[Paper]) -> Dossier:
    """The one dossier of all *papers*."""
    if not papers or len({paper.subject_key for paper in papers}) != 1:
        raise Refused(_("Choose the papers to sign."))
    return dossier_of_paper(papers[0])


def _herself(founder: Founder, dossier: Dossier, by: By) -> User:
    """The founder's own sign-in, if it is she who asks."""
    if not isinstance(by, User) or founder.user_id != by.pk or founder.project_id != dossier.project_id:
        raise Refused(_("A drawn signature is given by each founder herself, with her own sign-in."))
    return by


def _already(papers: Sequence[Paper], founder: Founder) -> list[Signature]:
    """The valid signatures, if she has signed all of *papers* already."""
    found = list(Signature.objects.filter(paper__in=papers, founder=founder, void_at__isnull=True).order_by("paper_id"))
    return found if len(found) == len({paper.pk for paper in papers}) else []


def _must_wait_for(papers: Sequence[Paper], founder: Founder, dossier: Dossier) -> None:
    """Each of *papers* is the current one, wants her signature and does not have it."""
    if founder.project_id != dossier.project_id or founder.left_at is not None:
        raise Refused(_("Only present founders of this group sign its papers."))
    waiting = {paper.pk for paper in waiting_for(dossier, founder)}
    if any(paper.pk not in waiting for paper in papers):
        raise Refused(
            _("One of these papers was made anew meanwhile, or does not want this signature. Read the papers as they "
              "are now, then sign.")
        )  # fmt: skip


def _must_be_witnesses(witnesses: Sequence[Witness], dossier: Dossier) -> None:
    """Two different people with name and number, none of them a founder."""
    if len(witnesses) != 2 or any(not one.name.strip() or not one.national_id.strip() for one in witnesses):
        raise Refused(_("Write the name and the identity number of both witnesses."))
    numbers = {"".join(one.national_id.split()).upper() for one in witnesses}
    if len(numbers) != 2:
        raise Refused(_("The two witnesses must be two different people."))
    present = Founder.objects.present().filter(project=dossier.project)
    prints = {fingerprint(number, purpose="national-id") for number in numbers}
    names = {" ".join(one.name.split()).casefold() for one in witnesses}
    held = {"".join(one.national_id.split()).upper() for one in present if one.national_id}
    if (
        held & numbers
        or any(one.national_id_print in prints for one in present)
        or any(" ".join(one.name.split()).casefold() in names for one in present)
    ):
        raise Refused(_("A founder cannot be a witness. Ask two people from outside the group."))


def _signed(
    dossier: Dossier,
    papers: Sequence[Paper],
    founder: Founder,
    how: Signature.How,
    *,
    image: UploadedFile[Any],
    by: By,
    witnesses: Sequence[dict[str, str]] = (),
    code_at: datetime | None = None,
) -> list[Signature]:
    kept = store(upload=image, by=actor_of(by), allowed=PICTURES)
    rows = [
        Signature(
            paper=paper,
            founder=founder,
            how=how,
            image=kept,
            witnesses=list(witnesses),
            code_at=code_at,
            recorded_by=actor_of(by),
        )
        for paper in papers
    ]
    Signature.objects.bulk_create(rows)
    signed = {"signatures": [str(row.public_id) for row in rows], "papers": [paper.code for paper in papers]}
    whose = {"founder": str(founder.public_id), "how": how.value, "kinds": [paper.kind for paper in papers]}
    note(dossier, "dossier.signed", by, whose, before={}, after=signed)
    if not waiting_for(dossier):
        happened(dossier=dossier, happening="papers_signed", by=actor_of(by))
    return rows
