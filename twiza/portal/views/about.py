"""What this site is, and how it can be used by everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twiza.packs import queries as packs


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Who it is for, what it does not do, which pack is in force."""
    return render(request, "portal/about.html", {"country": packs.country(), "sources": packs.sources().values()})


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site works with a keyboard, a screen reader, a slow line, without scripts."""
    return render(request, "portal/accessibility.html")
