"""A project model and all its places: a map and a ranking, for the country or a part of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank.models import ProjectModel
from twiza.calc.scoring import PartWeights
from twiza.opportunities import mapping, presenting, queries
from twiza.opportunities.forms import WeightsForm
from twiza.opportunities.queries import RankedPlace
from twiza.opportunities.views import shared
from twiza.opportunities.views.places import notes, rounded
from twiza.packs.keeping import kept_while_in_force
from twiza.territories import snapshot
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column
from twiza.ui.components.forms import Choice, Field
from twiza.ui.components.navigation import Link

PER_PAGE = 50


@require_GET
@kept_while_in_force
def model_places(request: HttpRequest, key: str) -> HttpResponse:
    """Where a project model fits best, and how sure that is."""
    model = shared.model_of(key)
    asked = WeightsForm(request.GET)
    within = shared.within_of(request)
    ranked = ranking(model, asked.weights(), within)
    shown = [one for one in ranked if one.priority] if request.GET.get("priority") else ranked
    by = request.GET.get("sort", "")
    page = Paginator(_ordered(shown, by), PER_PAGE).get_page(request.GET.get("page"))
    matrix = snapshot.current()
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "opportunities/model_places.html",
        {
            "model": model,
            "trail": [
                Link(_("Project models"), reverse("bank:models")),
                Link(model.name, reverse("portal:model", args=[key])),
            ],
            "within": within,
            "within_choices": shared.within_choices(within),
            "map": mapping.model_map(
                model, shared.language(), frame=within, weights=asked.weights(), query=asked.query
            ),
            "page": page,
            "rows": [(one, _share(one), presenting.grade_mark(one.grade)) for one in page],
            "total": len(ranked),
            "all": len(matrix.under(within.code, matrix.finest) if within else matrix.rows(matrix.finest)),
            "priorities": sum(one.priority for one in ranked),
            "plural": shared.level_plural(matrix.finest),
            "columns": _columns(request, by),
            "query": asked.query,
            "priority_field": _priority(request),
            "weights": asked.shown(),
            "weights_usual": asked.weights() is None,
            "weights_wrong": asked.given and not asked.is_valid(),
            "active": shared.active(request, asked),
            "downloads": shared.downloads(
                "opportunities:model-places-table", [key], query.urlencode(), _("This table")
            ),
        },
    )


def _share(one: RankedPlace) -> float | None:
    """Draws of 100 in which the place is among the first tenth."""
    return None if one.top_tenth is None else 100 * one.top_tenth


def ranking(model: ProjectModel, weights: PartWeights | None, within: Territory | None) -> list[RankedPlace]:
    """Places for a model, best first."""
    return queries.for_model(model, weights, within=within.code if within else "")


def _ordered(rows: list[RankedPlace], by: str) -> list[RankedPlace]:
    keys = {
        "need": lambda row: -(row.need or 0),
        "resources": lambda row: -(row.resources or 0),
        "setting": lambda row: -(row.setting or 0),
        "sure": lambda row: -(row.top_tenth or 0),
    }
    return sorted(rows, key=keys[by]) if by in keys else rows


def _columns(request: HttpRequest, by: str) -> list[Column]:
    def column(label: str, key: str) -> Column:
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = key
        order = ("ascending" if key == "" else "descending") if by == key else ""
        return Column(label, numeric=True, sort_href=f"?{query.urlencode()}", sorted=order)  # type: ignore[arg-type]

    return [
        column(_("Rank"), ""),
        Column(_("Place")),
        Column(_("Score"), numeric=True),
        column(_("Need"), "need"),
        column(_("Resources"), "resources"),
        column(_("Setting"), "setting"),
        Column(_("Rank in 90 of 100 draws"), numeric=True),
        column(_("First tenth, of 100 draws"), "sure"),
        Column(_("Data")),
    ]


def _priority(request: HttpRequest) -> Field:
    return Field(
        name="priority",
        label=_("Only priorities"),
        kind="select",
        choices=[
            Choice("", _("All places"), not request.GET.get("priority")),
            Choice("1", _("Only priorities"), bool(request.GET.get("priority"))),
        ],
    )


TABLE_COLUMNS = (
    "rank", "code", "name_ar", "name_fr", "name_en", "score", "need", "resources", "setting", "rank_low", "rank_high",
    "top_tenth", "priority", "grade",
)  # fmt: skip


@require_GET
def model_places_table(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The same ranking as CSV or XLSX, whole, with the weights and filters of the page."""
    model = shared.model_of(key)
    rows = ranking(model, shared.weights_of(request), shared.within_of(request))
    if request.GET.get("priority"):
        rows = [row for row in rows if row.priority]
    cells = (
        [
            row.rank,
            row.code,
            *(row.names.get(language, "") for language in ("ar", "fr", "en")),
            *(
                None if value is None else round(value, 4)
                for value in (row.score, row.need, row.resources, row.setting)
            ),
            row.rank_low,
            row.rank_high,
            rounded(row.top_tenth),
            row.priority,
            row.grade,
        ]
        for row in _ordered(rows, request.GET.get("sort", ""))
    )
    name = f"places-{key}"
    return exports.table(name, TABLE_COLUMNS, cells, form=form, rtl=get_language_bidi(), notes=notes())
