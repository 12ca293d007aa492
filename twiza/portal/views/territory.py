"""The page of a place: what it is, what the census says, what fits, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.opportunities import queries as opportunities
from twiza.opportunities.presenting import ranked_card
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while
from twiza.portal import describing
from twiza.registry import editions
from twiza.registry import queries as registry
from twiza.territories import maps, queries, snapshot
from twiza.territories.facets import facet_names
from twiza.territories.models import Territory
from twiza.territories.queries import Profile, Standing
from twiza.territories.strips import strip
from twiza.ui.addresses import addresses
from twiza.ui.components.charts import Strip
from twiza.ui.components.data import Column
from twiza.ui.components.forms import Choice
from twiza.ui.components.maps import Map
from twiza.ui.components.navigation import Link

BEST = 3
CHILD_COLUMNS = ("population", "population_change", "female_activity", "unemployment", "illiteracy")
SHOWN = "female_activity"


@dataclass(frozen=True)
class FacetView:
    """One facet of the page."""

    key: str
    name: str
    strips: list[Strip]
    sources: list[str]


@require_GET
@kept_while(editions.current)
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """One territory of any level."""
    place = get_object_or_404(Territory.objects.current().select_related("parent"), code=code)
    matrix = snapshot.current()
    profile = queries.profile(place)
    finest = place.level == matrix.finest
    best = opportunities.for_place(place, best=BEST).cards if finest else []
    language = get_language() or "ar"
    context = {
        "place": place,
        "trail": trail(place),
        "level": describing.level_name(place, language),
        "sentence": describing.in_a_sentence(profile),
        "headline": describing.headline(profile, language),
        "cards": [ranked_card(card, place, language) for card in best],
        "below": [] if finest else opportunities.below(place)[:BEST],
        "needs": describing.evidence(profile.strongest("need"), language),
        "potentials": describing.evidence(profile.strongest("potential"), language),
        "facets": facets(profile, language),
        "map": neighbourhood_map(request, place, matrix, language),
        "map_choices": map_choices(request, language),
        "neighbours": list(place.neighbours.filter(retired=False, level=place.level).order_by("code")),
        "alike": queries.places_like(place),
        "registered": registry.count_in(place) if registry.is_loaded() else None,
        "unknown": [d.name.get(language) for d in profile.unknown],
        **children(place, matrix, language),
    }
    return render(request, "portal/territory.html", context)


def trail(place: Territory) -> list[Link]:
    """The territories above, from the country down."""
    matrix = snapshot.current()
    language = get_language() or "ar"
    names = {c: matrix.names[matrix.index[c]] for c in place.ancestor_codes if c in matrix.index}
    return [Link(n.get(language) or n["ar"], reverse("portal:territory", args=[c])) for c, n in names.items()]


def facets(profile: Profile, language: str) -> list[FacetView]:
    """The strips of each facet that has a known value, and the sources behind them."""
    names, page = facet_names(), addresses("territories:indicator")
    return [
        FacetView(
            key,
            names[key],
            [strip(standing, profile.territory, language, page) for standing in standings],
            sources_of(standings, language),
        )
        for key, standings in profile.facets.items()
        if standings
    ]


def sources_of(standings: list[Standing], language: str) -> list[str]:
    """Publisher and title of every source of some standings, each once, in the order of use."""
    found = (packs.source(key) for key in dict.fromkeys(one.definition.source for one in standings))
    return [_(", ").join([one.publisher.get(language), one.title.get(language)]) for one in found]


def map_choices(request: HttpRequest, language: str) -> list[Choice]:
    """Indicators that the map can show."""
    chosen = request.GET.get("map", SHOWN)
    return [Choice(d.key, d.name.get(language), d.key == chosen) for d in queries.comparer().shown]


def neighbourhood_map(request: HttpRequest, place: Territory, matrix: snapshot.Matrix, language: str) -> Map | None:
    """Places of the finest level around (or in) the territory, by the indicator that the visitor chose."""
    shown = {d.key: d for d in queries.comparer().shown}
    chosen = shown.get(request.GET.get("map", SHOWN)) or shown.get(SHOWN) or next(iter(shown.values()), None)
    if chosen is None:
        return None
    codes = [*place.ancestor_codes, place.code]
    frame_code = codes[1] if len(codes) > 1 else codes[0]
    if place.level != matrix.finest:
        frame_code = place.code
    frame = place if frame_code == place.code else Territory.objects.get(code=frame_code)
    level = matrix.finest if frame.depth else matrix.second_finest
    sheet = maps.paper(frame, level, digest=matrix.digest)
    if sheet is None:
        return None
    return maps.choropleth(
        sheet,
        queries.known_values(matrix, chosen.key),
        title=_("%(name)s, %(year)s, in %(place)s")
        % {"name": chosen.name.get(language), "year": matrix.latest_year(chosen.key), "place": frame.name},
        description=_("Each area leads to its page."),
        href=addresses("portal:territory"),
        language=language,
        unit=packs.unit(chosen.unit).symbol.get(language),
        decimals=chosen.decimals,
        own=place.code,
        keep_as=(matrix.digest, frame.code, level, chosen.key),
    )


def children(place: Territory, matrix: snapshot.Matrix, language: str) -> dict[str, object]:
    """The units right below, as a table with a few columns."""
    below = list(Territory.objects.current().filter(parent=place).order_by("code"))
    if not below:
        return {"children": [], "children_columns": []}
    shown = [d for d in queries.comparer().shown if d.key in CHILD_COLUMNS]
    shown.sort(key=lambda d: CHILD_COLUMNS.index(d.key))
    values = [(d, queries.known_values(matrix, d.key)) for d in shown]
    rows = [(child, [(d.decimals, held.get(child.code)) for d, held in values]) for child in below]
    heads = [
        Column(d.name.get(language), numeric=True, unit=packs.unit(d.unit).symbol.get(language)) for d, _held in values
    ]
    return {"children": rows, "children_columns": [Column(_("Place")), *heads]}
