"""Finding a place: by name, by list, by map, by position."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.packs import queries as packs
from twiza.search.queries import Found, find
from twiza.territories import maps, positions, queries, snapshot
from twiza.territories.forms import PositionForm, SearchForm
from twiza.territories.models import Territory
from twiza.territories.search import KIND
from twiza.ui.addresses import addresses
from twiza.ui.components.navigation import Link

SHOWN, SUGGESTED = 30, 8


def _asked(request: HttpRequest) -> str:
    form = SearchForm(request.GET)
    return form.cleaned_data["q"] if form.is_valid() else ""


@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """All the country's first units, as a map and as a list with what lies below them."""
    matrix = snapshot.current()
    country = Territory.objects.get(parent__isnull=True)
    tree = Territory.objects.current().filter(depth__in=(1, 2)).select_related("parent").order_by("path")
    units = [(unit, [below for below in tree if below.parent_id == unit.pk]) for unit in tree if unit.depth == 1]
    sheet = maps.paper(country, matrix.second_finest, digest=matrix.digest)
    language = get_language() or "ar"
    drawn = sheet and maps.choropleth(
        sheet,
        queries.known_values(matrix, "population"),
        title=_("Inhabitants"),
        description=_("The stronger the colour, the more inhabitants."),
        href=addresses("portal:territory"),
        language=language,
        keep_as=(matrix.digest, country.code, matrix.second_finest, "population"),
    )
    return render(request, "territories/browse.html", {"country": country, "units": units, "map": drawn})


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Places that a typed name may mean; straight to the page if there is only one."""
    asked = _asked(request)
    found = find(asked, kind=KIND, limit=SHOWN) if asked else []
    browse_link = Link(_("Browse all places"), reverse("territories:browse"))
    return render(
        request, "territories/results.html", {"asked": asked, "found": _told(found), "browse_link": browse_link}
    )


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: the first places that what is being typed may mean."""
    asked = _asked(request)
    found = find(asked, kind=KIND, limit=SUGGESTED, unfinished=True) if len(asked) > 1 else []
    response = render(request, "territories/results.html#suggestions", {"asked": asked, "found": _told(found)})
    response["Cache-Control"] = "private, max-age=60"
    return response


def _told(found: list[Found]) -> list[dict[str, object]]:
    language = get_language() or "ar"
    country = packs.country()
    levels = {level.key: level.name.get(language) for level in country.levels} if country else {}
    return [
        {
            "code": one.key,
            "title": one.title,
            "above": one.data["above"].get(language) or one.data["above"].get("ar", ""),
            "level": levels.get(one.data["level"], ""),
            "population": one.data["population"],
        }
        for one in found
    ]


@require_POST
def near(request: HttpRequest) -> HttpResponse:
    """To the place where the visitor is. The position arrives in the body, is used, and forgotten."""
    form = PositionForm(request.POST)
    if not form.is_valid():
        messages.warning(
            request, _("Your position did not arrive. Allow it in your browser, or type the place's name.")
        )
        return redirect("territories:browse")
    located = positions.locate(form.cleaned_data["lat"], form.cleaned_data["lon"], level=snapshot.current().finest)
    if located is None:
        messages.warning(request, _("Your position is outside the country. Type the name of the place you think of."))
        return redirect("territories:browse")
    if not located.inside:
        told = _("Your position is in none of our places; the nearest one is %(name)s, %(km)d km away.")
        messages.info(request, told % {"name": located.territory.name, "km": round(located.distance_km) or 1})
    return redirect("portal:territory", located.territory.code)
