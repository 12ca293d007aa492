"""The page of a project model: what it is, what it costs, and where it fits best."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank.models import ProjectModel
from twiza.bank.queries import model_page
from twiza.opportunities import mapping
from twiza.opportunities import queries as opportunities
from twiza.packs.keeping import kept_while_in_force
from twiza.ui.components.navigation import Link

BEST = 10


@require_GET
@kept_while_in_force
def model(request: HttpRequest, key: str) -> HttpResponse:
    """One project model, with the map of where it fits and the places where it fits best."""
    row = get_object_or_404(ProjectModel.objects.current().select_related("sector"), key=key)
    language = get_language() or "ar"
    context = {
        "model": row,
        "page": model_page(row.key, language),
        "trail": [Link(_("Project models"), reverse("bank:models"))],
        "map": mapping.model_map(row, language),
        "best": opportunities.for_model(row, best=BEST),
    }
    return render(request, "portal/model.html", context)
