"""The first page: one question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank.models import ProjectModel
from twiza.packs import queries as packs
from twiza.territories import maps, queries, snapshot
from twiza.territories.models import Territory
from twiza.ui.addresses import addresses

SHOWN = "population_change"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where would you found? A search, a map of the provinces, three ways in."""
    country = Territory.objects.filter(parent__isnull=True).first()
    if country is None:
        return render(request, "portal/empty.html", status=503)
    matrix = snapshot.current()
    language = get_language() or "ar"
    sheet = maps.paper(country, matrix.second_finest, digest=matrix.digest)
    shown = {d.key: d for d in queries.comparer().shown}.get(SHOWN)
    drawn = None
    if sheet and shown:
        drawn = maps.choropleth(
            sheet,
            queries.known_values(matrix, SHOWN),
            title=_(", ").join([shown.name.get(language), str(matrix.latest_year(SHOWN))]),
            description=_("Choose an area on the map to see what fits there."),
            href=addresses("portal:territory"),
            language=language,
            unit=packs.unit(shown.unit).symbol.get(language),
            decimals=0,
            keep_as=(matrix.digest, country.code, matrix.second_finest, SHOWN),
        )
    context = {
        "country": country,
        "map": drawn,
        "models": ProjectModel.objects.current().count(),
        "places": len(matrix.rows(matrix.finest)),
    }
    return render(request, "portal/home.html", context)
