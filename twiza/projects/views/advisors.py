"""For advisors: all projects of a place, and where nobody has moved."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person
from twiza.projects import queries
from twiza.projects.forms import OverviewForm
from twiza.projects.models import Project
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column, Download

PER_PAGE, AT_MOST = 50, 20_000


def place_subject(_person: Person, code: str) -> Subject:
    """The place in the address. :raises Http404: there is none."""
    territory = get_object_or_404(Territory.objects.current(), code=code)
    return Subject(territory, territory)


def table_subject(person: Person, code: str, form: str) -> Subject:
    """The place, and the form in which the table is handed over."""
    about = place_subject(person, code)
    return Subject((about.thing, form), about.territory)


@require_safe
@needs("project.list", place_subject)
def overview(request: HttpRequest, thing: Territory) -> HttpResponse:
    """Projects of the place and of all below it: filtered, sorted, in pages, to take away."""
    form = OverviewForm(request.GET)
    page = Paginator(queries.below(thing, form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": thing,
        "page": page,
        "lines": [(one, queries.is_still(one)) for one in page.object_list],
        "columns": _columns(request.GET),
        "form": form,
        "active": sum(1 for name in ("q", "stage", "still") if request.GET.get(name)),
        "downloads": _downloads(thing, request.GET),
        "query": request.GET,
        "clear": reverse("projects:overview", args=[thing.code]),
    }
    return render(request, "projects/overview.html", context)


def _columns(query: QueryDict) -> list[Column]:
    current = query.get("sort", "moved")

    def sortable(label: str, key: str, *, numeric: bool = False) -> Column:
        turned = query.copy()
        turned.pop("page", None)
        turned["sort"] = f"-{key}" if current == key else key
        state: Any = "ascending" if current == key else "descending" if current == f"-{key}" else ""
        return Column(label, numeric=numeric, sort_href=f"?{turned.urlencode()}", sorted=state)

    return [
        sortable(_("Project"), "name"),
        Column(_("Place")),
        Column(_("How far")),
        sortable(_("Founders"), "people", numeric=True),
        sortable(_("Began"), "begun"),
        sortable(_("Last moved"), "moved"),
    ]


def _downloads(place: Territory, query: QueryDict) -> list[Download]:
    tail = f"?{query.urlencode()}" if query else ""
    return [
        Download(_("These projects"), reverse("projects:overview-table", args=[place.code, form]) + tail, form.upper())
        for form in exports.FORMATS
    ]


@require_safe
@needs("project.list", table_subject)
def overview_table(request: HttpRequest, thing: tuple[Territory, str]) -> HttpResponse:
    """The same list as CSV or XLSX."""
    place, form = thing
    found = queries.below(place, OverviewForm(request.GET).chosen())[:AT_MOST]
    head = [
        _("Project"), _("Address"), _("Place"), _("Code"), _("How far"), _("Founders"), _("Began"), _("Last moved"),
        _("Days since"),
    ]  # fmt: skip
    rows = [_row(request, one) for one in found]
    return exports.table(f"projects-{place.code}", head, rows, form=form, rtl=get_language_bidi())


def _row(request: HttpRequest, one: Project) -> list[exports.Cell]:
    return [
        one.name,
        request.build_absolute_uri(reverse("projects:project", args=[one.public_id])),
        one.territory.name,
        one.territory.code,
        one.get_stage_display(),
        one.people,  # type: ignore[attr-defined]
        timezone.localdate(one.made_at).isoformat(),
        timezone.localdate(one.changed_at).isoformat(),
        (timezone.now() - one.changed_at).days,
    ]
