"""One indicator over the whole country: what it is, where it is high, how it is spread."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.calc import statistics
from twiza.packs import queries as packs
from twiza.packs.keeping import kept_while_in_force
from twiza.packs.schema import Indicator as Definition
from twiza.territories import maps, queries, snapshot
from twiza.territories.facets import facet_names
from twiza.territories.models import Indicator, Territory
from twiza.ui.addresses import addresses
from twiza.ui.components.charts import Bin
from twiza.ui.components.data import Column
from twiza.ui.components.forms import Choice
from twiza.ui.components.maps import Map
from twiza.ui.components.navigation import Link

PER_PAGE = 50


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator by facet, with its unit, years and source."""
    shown = queries.definitions()
    names = facet_names()
    by_facet = [(names[facet], [d for d in shown if d.facet == facet]) for facet in queries.FACETS]
    return render(
        request,
        "territories/indicators.html",
        {"facets": [(name, items) for name, items in by_facet if items]},
    )


@require_GET
@kept_while_in_force
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Definition, map, distribution, ranking and download of one indicator."""
    definition = get_object_or_404(Indicator, key=key, retired=False).definition
    matrix = snapshot.current()
    if key not in matrix.columns:
        raise Http404
    level = request.GET.get("level", matrix.finest)
    if level not in matrix.levels or not len(matrix.rows(level)):
        level = matrix.finest
    within = request.GET.get("within", "")
    place = Territory.objects.current().filter(code=within).first() if within else None
    ranked = queries.ranking(key, level=level, within=place.code if place else "")
    frame = place or Territory.objects.get(parent__isnull=True)
    page = Paginator(ranked, PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "ar"
    unit = packs.unit(definition.unit).symbol.get(language)
    levels = _levels(matrix, language)
    return render(
        request,
        "territories/indicator.html",
        {
            "definition": definition,
            "unit": unit,
            "unit_name": packs.unit(definition.unit).name.get(language),
            "year": matrix.latest_year(key),
            "other_years": _(", ").join(str(y) for y in definition.years if y != matrix.latest_year(key)),
            "source": packs.source(definition.source),
            "collection": collections()[definition.collection],
            "page": page,
            "trail": [Link(_("All indicators"), reverse("territories:indicators"))],
            "level_choices": [Choice(value, label, value == level) for value, label in levels],
            "within_choices": _within_choices(place),
            "level_plural": dict(levels).get(level, ""),
            "columns": _columns(unit),
            "caption": _("Ranking from the highest value"),
            "map": _map(definition, matrix, frame, level, unit),
            "bins": _bins([one.value for one in ranked]),
            "summary": statistics.summary([one.value for one in ranked]),
            "total": len(ranked),
            "unknown": len(matrix.under(place.code, level) if place else matrix.rows(level)) - len(ranked),
        },
    )


def collections() -> dict[str, str]:
    """How each kind of figure came about, in words."""
    return {
        "count": _("Everyone was counted"),
        "sample": _("A sample was asked"),
        "derived": _("Worked out from counted figures"),
        "modelled": _("Estimated: small numbers are drawn towards the country's figure"),
    }


def _within_choices(place: Territory | None) -> list[Choice]:
    regions = Territory.objects.current().filter(depth=1).order_by("code")
    chosen = place.code if place else ""
    return [
        Choice("", _("The whole country"), not chosen),
        *(Choice(r.code, r.name, r.code == chosen) for r in regions),
    ]


def _columns(unit: str) -> list[Column]:
    return [
        Column(_("Rank"), numeric=True),
        Column(_("Place")),
        Column(_("In")),
        Column(_("Value"), numeric=True, unit=unit),
    ]


def _levels(matrix: snapshot.Matrix, language: str) -> list[tuple[str, str]]:
    country = packs.country()
    if country is None:
        return []
    return [(one.key, one.plural.get(language)) for one in country.levels if len(matrix.rows(one.key)) > 1]


def _map(definition: Definition, matrix: snapshot.Matrix, frame: Territory, level: str, unit: str) -> Map | None:
    sheet = maps.paper(frame, level, digest=matrix.digest)
    if sheet is None:
        return None
    language = get_language() or "ar"
    return maps.choropleth(
        sheet,
        queries.known_values(matrix, definition.key),
        title=definition.name.get(language),
        description=_("Five classes with about as many places each; the darker, the higher."),
        href=addresses("portal:territory"),
        language=language,
        unit=unit,
        decimals=definition.decimals,
        keep_as=(matrix.digest, frame.code, level, definition.key),
    )


def _bins(values: list[float]) -> list[Bin]:
    found = statistics.histogram(values, bins=24)
    return [
        Bin(float(low), float(high), int(count))
        for low, high, count in zip(found.edges[:-1], found.edges[1:], found.counts, strict=True)
    ]
