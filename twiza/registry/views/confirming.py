"""The authority's word on what a group says of its own registration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.registry import confirming, presenting, rules
from twiza.registry.access import cooperative_subject
from twiza.registry.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@needs(rules.CONFIRM, cooperative_subject)
def confirm(request: HttpRequest, cooperative: Cooperative) -> HttpResponse:
    """What the group says, and two answers to it; what was typed is kept where it cannot be done."""
    words = request.POST.get("words", "")
    if request.method == "POST":
        by = person_of(request)
        try:
            if "contest" in request.POST:
                confirming.contest(cooperative=cooperative, words=words, by=by)
            else:
                confirming.confirm(cooperative=cooperative, by=by)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("registry:cooperative", cooperative.public_id)
    shown = {
        "cooperative": cooperative,
        "mark": presenting.confirmation(cooperative),
        "facts": presenting.facts(cooperative),
        "words": words,
        "contesting": "contest" in request.POST,
    }
    return render(request, "registry/confirm.html", shown)
