"""Papers as files: with the signatures in their places where there are some."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase

from twiza.dossier.composing import PaperChanged, signed_pdf
from twiza.dossier.models import Signature
from twiza.files.answers import SANDBOX, download
from twiza.papers.models import Paper


def paper_file(paper: Paper, form: str) -> HttpResponseBase:
    """The paper as ``pdf`` or ``docx``. A replaced version comes as it was made. :raises Http404: no such form."""
    if form == "docx":
        if paper.docx is None:
            raise Http404
        return download(paper.docx)
    signatures = list(
        Signature.objects.filter(paper=paper, void_at__isnull=True).select_related("image", "founder").order_by("id")
    )
    if signatures and paper.replaced_at is None:
        try:
            return _pdf(signed_pdf(paper, signatures), f"{paper.kind}-{paper.code}.pdf")
        except PaperChanged:
            pass  # the group changed something since: the paper comes as it was made
    return download(paper.pdf)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer
