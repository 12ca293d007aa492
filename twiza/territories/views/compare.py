"""Up to four places side by side."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.search.queries import find
from twiza.territories import queries
from twiza.territories.facets import facet_names
from twiza.territories.forms import SearchForm
from twiza.territories.models import Territory
from twiza.territories.search import KIND
from twiza.ui.components.data import Column

MOST = 4


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """The indicators of the places in ``t``, and a search to add one."""
    wanted = list(dict.fromkeys(request.GET.getlist("t")))
    if len(wanted) > MOST:
        messages.warning(request, _("Four places can be compared at once; the first four are shown."))
        wanted = wanted[:MOST]
    held = {t.code: t for t in Territory.objects.current().filter(code__in=wanted)}
    if missing := [code for code in wanted if code not in held]:
        told = _("No place has the code %(codes)s; the others are shown.")
        messages.warning(request, told % {"codes": _(", ").join(code[:40] for code in missing)})
    places = [held[code] for code in wanted if code in held]
    profiles = [queries.profile(place) for place in places]
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    names = facet_names()
    facets = [
        (names[facet], list(zip(*rows, strict=True)))
        for facet in queries.FACETS
        if (rows := [[s for s in p.standings if s.definition.facet == facet] for p in profiles]) and rows[0]
    ]
    return render(
        request,
        "territories/compare.html",
        {
            "places": places,
            "facets": facets,
            "full": len(places) >= MOST,
            "asked": asked,
            "found": find(asked, kind=KIND, limit=8) if asked else [],
            "chosen": _chosen(places),
            "columns": [
                Column(_("Indicator")),
                *(Column(p.name, numeric=True, href=reverse("portal:territory", args=[p.code])) for p in places),
            ],
        },
    )


def _chosen(places: list[Territory]) -> list[tuple[Territory, str]]:
    """Each place with the query that leaves it out."""
    return [(p, "&".join(f"t={quote(other.code)}" for other in places if other != p)) for p in places]
