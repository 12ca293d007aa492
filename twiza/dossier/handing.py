"""Papers as files: with the signatures in their places where there are some."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.dossier.composing import Drawn, PaperChanged, signed_pdf
from twiza.dossier.models import Signature
from twiza.files.answers import SANDBOX, download
from twiza.files.queries import open_file
from twiza.papers.models import Paper
from twiza.sealing.keys import unseal


def paper_file(paper: Paper, form: str) -> HttpResponseBase:
    """The paper as ``pdf`` or ``docx``. A replaced version comes as it was made. :raises Http404: no such form."""
    if form == "docx":
        if paper.docx is None:
            raise Http404
        return download(paper.docx)
    signed = drawn_by_founder(paper)
    if signed and paper.replaced_at is None:
        try:
            return _pdf(signed_pdf(paper, signed), f"{paper.kind}-{paper.code}.pdf")
        except PaperChanged:
            pass
    return download(paper.pdf)


def drawn_by_founder(paper: Paper) -> dict[str, Drawn]:
    """The valid signatures under *paper*, ready to be placed; by the founder's key."""
    rows = Signature.objects.filter(paper=paper, void_at__isnull=True).select_related("image", "founder").order_by("id")
    return {str(row.founder.public_id): _drawn(row) for row in rows}


def _drawn(row: Signature) -> Drawn:
    """A drawing or a thumbprint is shown; of a signed page only that it is kept."""
    at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M")
    notes = {
        Signature.How.DRAWN: _("Signed on a screen, after a one-time code"),
        Signature.How.PAPER: _("Signed on paper; a photo of the page is kept"),
        Signature.How.THUMBPRINT: _("Thumbprint on paper before two witnesses; a photo of the page is kept"),
    }
    picture = None
    if row.how == Signature.How.DRAWN:
        with open_file(row.image) as held:
            picture = held.read()
    return Drawn(
        picture=picture,
        note=(str(notes[Signature.How(row.how)]), at),
        witnesses=tuple(f"{one['name']} ({unseal(one['number'])})" for one in row.witnesses),
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer
