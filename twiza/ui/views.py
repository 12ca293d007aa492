"""The living gallery of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from twiza.ui.gallery import entries


def to_language(request: HttpRequest) -> HttpResponseRedirect:
    """From ``/ui/`` to the gallery in the default language."""
    return redirect("/ar/ui/")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its declared attributes, in both directions, light and dark."""
    return render(request, "ui/gallery.html", {"entries": entries(get_language() or "ar")})
