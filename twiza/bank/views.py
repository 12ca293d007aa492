"""The bank of project models: browse, filter, take away, compare."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.bank import filters, queries
from twiza.bank.figures import in_words
from twiza.bank.forms import MOST_COMPARED, FilterForm
from twiza.bank.models import ProjectModel
from twiza.packs.keeping import kept_while_in_force
from twiza.ui import exports
from twiza.ui.components.data import Column, Download
from twiza.ui.components.navigation import Link

PER_PAGE = 12


@require_GET
@kept_while_in_force
def models(request: HttpRequest) -> HttpResponse:
    """The project models that answer the filters."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    language = get_language() or "ar"
    rows = queries.listing(chosen, language)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    definitions = queries.definitions()
    query = request.GET.copy()
    query.pop("page", None)
    table = [reverse("bank:models-table", args=[form]) for form in exports.FORMATS]
    return render(
        request,
        "bank/models.html",
        {
            "page": page,
            "entries": [(row, definitions[row.key], _facts(row, language)) for row in page],
            "total": len(rows),
            "asked": request.GET.get("q", "")[:200],
            "fields": filters.fields(form, queries.sectors(), language),
            "active": len({*chosen, *form.errors} - {"sort", "q"}),
            "downloads": [
                Download(_("This list"), f"{href}?{query.urlencode()}", kind.upper())
                for kind, href in zip(exports.FORMATS, table, strict=True)
            ],
            "all_link": Link(_("See all project models"), reverse("bank:models")),
        },
    )


def _facts(row: ProjectModel, language: str) -> list[str]:
    """The line of plain facts under a model's name."""
    definition = queries.definitions()[row.key]
    return [
        in_words(definition.members, language),
        _("to open: %(money)s") % {"money": in_words(definition.investment, language)},
        in_words(definition.jobs, language),
    ]


@require_GET
def models_table(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as CSV or XLSX, with the same filters."""
    columns = [
        "key", "sector", "name_ar", "name_fr", "name_en", "category", "audience", "places", "investment_low",
        "investment_high", "members_low", "members_high", "jobs_low", "jobs_high", "sourced_share",
    ]  # fmt: skip
    rows = [
        [
            row.key,
            row.sector.key,
            *(row.names.get(language, "") for language in ("ar", "fr", "en")),
            row.category,
            " ".join(row.audience),
            " ".join(row.places),
            *(getattr(row, name) for name in columns[8:]),
        ]
        for row in queries.listing(FilterForm(request.GET).chosen(), get_language() or "ar")
    ]
    return exports.table("project-models", columns, rows, form=form, rtl=get_language_bidi())


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Up to three models side by side, each with a link that takes it away."""
    wanted = list(dict.fromkeys(request.GET.getlist("m")))
    if len(wanted) > MOST_COMPARED:
        messages.warning(request, _("Three project models can be compared at once; the first three are shown."))
        wanted = wanted[:MOST_COMPARED]
    rows = queries.chosen_models(wanted)
    if missing := [key[:40] for key in wanted if key not in {row.key for row in rows}]:
        told = _("There is no project model called %(keys)s; the others are shown.")
        messages.warning(request, told % {"keys": _(", ").join(missing)})
    links = [(row, "?" + urlencode([("m", other.key) for other in rows if other != row])) for row in rows]
    return render(
        request,
        "bank/compare.html",
        {
            "models": rows,
            "links": links,
            "columns": [Column(_("What is compared")), *(Column(row.name) for row in rows)],
            "rows": queries.comparison(rows, get_language() or "ar") if rows else [],
            "more": len(rows) < MOST_COMPARED,
            "browse_link": Link(_("Choose project models"), reverse("bank:models")),
        },
    )
