"""The papers of a dossier: what there is, what is missing, taking one away, making them anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.dossier import commands
from twiza.dossier import law as laws
from twiza.dossier.access import of_dossier
from twiza.dossier.composing import wanting
from twiza.dossier.handing import paper_file
from twiza.dossier.models import Dossier, Signature
from twiza.dossier.queries import Sheet, sheets
from twiza.dossier.rules import may_happen
from twiza.dossier.views.shared import back, page, try_to
from twiza.dossier.wording import lacking_in_words
from twiza.files.answers import download
from twiza.papers.models import Paper
from twiza.projects.models import Founder


@require_safe
@needs("dossier.see", of_dossier)
def papers(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """All papers with their signatures; those that cannot be made yet, with what they lack."""
    law = laws.law_of(dossier)
    reader = getattr(person_of(request), "pk", None)
    found = sheets(dossier)
    shown = {
        "sheets": found,
        "wanting": [(law.paper(key), lacking_in_words(names, law)) for key, names in wanting(dossier).items()],
        "founders": _progress(found),
        "own": any(one.user_id == reader for sheet in found for one in sheet.missing) if reader else False,
        "reader": reader,
        "open": may_happen("make_papers", dossier.state),
    }
    return page(request, "papers.html", dossier, shown)


def _progress(found: list[Sheet]) -> list[tuple[Founder, int, int]]:
    """Each signer with the papers she has signed and those she is to sign."""
    signers = {one.pk: one for sheet in found for one in sheet.signers}
    return [
        (
            founder,
            sum(pk in sheet.signatures for sheet in found if founder in sheet.signers),
            sum(founder in sheet.signers for sheet in found),
        )
        for pk, founder in sorted(signers.items())
    ]


@require_POST
@needs("dossier.make_papers", of_dossier)
def make(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Make them from what is known today."""
    try_to(
        request,
        lambda: commands.make_papers(dossier=dossier, by=person_of(request)),
        _("The papers say what is known today."),
    )
    return back("papers", dossier.project.public_id)


@dataclass(frozen=True)
class OnePaper:
    """A paper of this dossier, in the form asked for."""

    paper: Paper
    form: str


def of_paper(person: Person, project_id: UUID, code: str, form: str) -> Subject:
    """A paper of the dossier of a project, whatever its version."""
    subject = of_dossier(person, project_id)
    rows = Paper.objects.select_related("pdf", "docx").filter(subject_kind="dossier", subject_key=subject.thing.key)
    paper = rows.filter(code=code).first()
    if paper is None or form not in {"pdf", "docx"}:
        raise Http404
    return Subject(OnePaper(paper, form), subject.territory, subject.relations)


@require_safe
@needs("dossier.see", of_paper)
def paper(request: HttpRequest, one: OnePaper) -> HttpResponse:
    """The PDF, with the signatures in their places, or the DOCX for the public writer."""
    return cast(HttpResponse, paper_file(one.paper, one.form))


def of_signature(person: Person, project_id: UUID, signature_id: UUID) -> Subject:
    """A signature under a paper of this dossier."""
    subject = of_dossier(person, project_id)
    rows = Signature.objects.select_related("image").filter(
        public_id=signature_id, paper__subject_kind="dossier", paper__subject_key=subject.thing.key
    )
    signature = rows.first()
    if signature is None:
        raise Http404
    return Subject(signature, subject.territory, subject.relations)


@require_safe
@needs("dossier.see", of_signature)
def signature(request: HttpRequest, one: Signature) -> HttpResponse:
    """The drawing, or the photo of the page."""
    return cast(HttpResponse, download(one.image, inline=True))
