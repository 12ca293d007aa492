"""The law of cooperatives for whoever wants to read it before founding."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twiza.accounts.access import open_to_all
from twiza.dossier import law as laws
from twiza.dossier import law_page
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.packs.unconfirmed import models_in, open_items

SHOWN = frozenset({"law_steps", "law_rules", "law_rates"})
"""What the page marks; clauses of papers are marked on the papers."""


@open_to_all
@require_GET
@kept_while_in_force
def law(request: HttpRequest) -> HttpResponse:
    """Steps in order, rules, rates, words, and what a jurist has yet to confirm."""
    version, today = laws.version_in_force(), timezone.localdate()
    found = laws.Law.of(version) if version else None
    shown = (
        {
            "law": found,
            "version": version,
            "steps": law_page.steps(found),
            "founding": law_page.rules(found, "founding", today),
            "after": law_page.rules(found, "after", today),
            "rates": law_page.rates(found, today),
            "open": sum(one.part in SHOWN for one in open_items(models_in(packs.law()))),
        }
        if found
        else {}
    )
    return render(request, "dossier/law/page.html", shown)
