"""The public page that says whether a paper in somebody's hand is still the current one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from twiza.papers import limits, queries, reasons


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Current or replaced, which kind, which day, which file. Nobody's name stands here."""
    if limits.spent(request):
        answer = render(request, "papers/too-many.html", {"seconds": limits.seconds_left()}, status=429)
        answer["Retry-After"] = str(limits.seconds_left())
        return answer
    printed = queries.canonical(code)
    paper = queries.by_code(printed)
    if paper is None:
        limits.note_unknown(request)
        return _private(render(request, "papers/unknown.html", {"code": code[:40]}, status=404))
    if printed != code:
        return redirect("papers:verify", printed, permanent=True)
    told = {
        "paper": paper,
        "made_on": timezone.localdate(paper.made_at),
        "replaced_on": timezone.localdate(paper.replaced_at) if paper.replaced_at else None,
        "successor": queries.successor(paper),
        "reasons": reasons.in_words(paper.replaced_because),
    }
    return _private(render(request, "papers/verify.html", told))


def _private(answer: HttpResponse) -> HttpResponse:
    """Not for search engines, and always asked anew: a paper may be replaced any moment."""
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """A form for whoever reads the code aloud or types it."""
    asked = request.GET.get("code", "").strip()
    if asked:
        return redirect("papers:verify", queries.canonical(asked)[:40].replace("/", "-") or "-")
    return render(request, "papers/find.html")
