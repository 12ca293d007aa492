"""Pages that everybody reads: the list, the map, one cooperative."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.accounts.access import open_to_all
from twiza.accounts.models import User
from twiza.accounts.people import person_of
from twiza.accounts.rules import may
from twiza.files.answers import download
from twiza.registry import filters, mapping, presenting, queries, rules
from twiza.registry.access import cooperative_subject
from twiza.registry.forms import FilterForm
from twiza.registry.loading import looking
from twiza.registry.models import Confirmation, Cooperative
from twiza.registry.paper import issue_extract
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column, Download
from twiza.ui.components.navigation import Link

PER_PAGE = 30


@require_GET
@open_to_all
def cooperatives(request: HttpRequest) -> HttpResponse:
    """The register: who is registered, where and for what."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    place = _place(chosen)
    rows = queries.in_order(chosen, latin=not get_language_bidi())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = urlencode(chosen)
    return render(
        request,
        "registry/cooperatives.html",
        {
            "page": page,
            "place": place,
            "total": queries.real_count(rows),
            "empty": not page.paginator.count and queries.is_empty(),
            "asked": chosen.get("q", ""),
            "fields": filters.fields(form, place),
            "active": len(set(chosen) - {"sort", "q"}),
            "tabs": _tabs(query, on_map=False),
            "downloads": [
                Download(_("This list"), f"{reverse('registry:table', args=[kind])}?{query}", kind.upper())
                for kind in exports.FORMATS
            ],
            "loads_link": _loads_link(request),
            "all_link": Link(_("See all cooperatives"), reverse("registry:cooperatives")),
            "found_link": Link(_("See which projects suit you"), reverse("opportunities:match")),
        },
    )


def _loads_link(request: HttpRequest) -> Link | None:
    """To the loads of existing registers, for whom they are open somewhere."""
    person = person_of(request)
    open_to_her = isinstance(person, User) and looking.places_of(person)
    return Link(_("Load an existing register"), reverse("registry:loads")) if open_to_her else None


def _place(chosen: dict[str, Any]) -> Territory | None:
    """The territory that the list is limited to."""
    return Territory.objects.current().filter(code=chosen["territory"]).first() if "territory" in chosen else None


def _tabs(query: str, *, on_map: bool) -> list[Link]:
    tail = f"?{query}" if query else ""
    return [
        Link(_("List"), reverse("registry:cooperatives") + tail, not on_map),
        Link(_("Map"), reverse("registry:map") + tail, on_map),
    ]


@require_GET
@open_to_all
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The real cooperatives of the list as CSV or XLSX, with the same filters."""
    columns = [
        "id", "name_ar", "name_latin", "kind", "number", "registered_on", "status", "confirmation",
        "territory_code", "territory_ar", "territory_fr", "sector",
        "project_model", "activity", "capital", "share_value", "members", "women", "products",
    ]  # fmt: skip
    rows = queries.in_order(FilterForm(request.GET).chosen(), latin=not get_language_bidi())
    real = (_cells(row) for row in rows if not row.example)
    return exports.table("cooperatives", columns, real, form=form, rtl=get_language_bidi())


def _cells(row: Cooperative) -> list[exports.Cell]:
    names = row.territory.names
    return [
        str(row.public_id), row.name_ar, row.name_latin, row.kind, row.number,
        row.registered_on.isoformat() if row.registered_on else None, row.status, row.confirmation,
        row.territory.code, names["ar"], names.get("fr", ""), row.sector.key if row.sector else None,
        row.project_model.key if row.project_model else None, row.activity, _money(row.capital),
        _money(row.share_value), row.members_count, row.women_count, " | ".join(row.products),
    ]  # fmt: skip


def _money(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@require_GET
@open_to_all
def on_map(request: HttpRequest) -> HttpResponse:
    """How many cooperatives there are in each place, for one activity or for all."""
    form = FilterForm(request.GET)
    chosen = form.chosen()
    place = _place(chosen)
    shown = mapping.shown(chosen, place)
    query = urlencode(chosen)
    return render(
        request,
        "registry/map.html",
        {
            "shown": shown,
            "place": place,
            "total": sum(row.count for row in shown.rows),
            "fields": filters.fields(form, place, sorted_too=False),
            "active": len(set(chosen) - {"sort", "q"}),
            "asked": chosen.get("q", ""),
            "tabs": _tabs(query, on_map=True),
            "columns": [Column(_("Place")), Column(_("Registered cooperatives"), numeric=True)],
        },
    )


@require_GET
@open_to_all
def cooperative(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What everybody may know of one cooperative; never the name of a member."""
    person = person_of(request)
    about = cooperative_subject(person, public_id)
    held: Cooperative = about.thing
    allowed = {
        action: may(person, action, about.territory, about.relations)
        for action in (rules.PUBLISH, rules.CORRECT, rules.SEE_MEMBERS, rules.CONFIRM)
    }
    return render(
        request,
        "registry/cooperative.html",
        {
            "cooperative": held,
            "trail": presenting.trail(held.territory),
            "facts": presenting.facts(held),
            "mark": presenting.confirmation(held),
            "contacts": presenting.contacts(held),
            "doors": _doors(held, allowed),
        },
    )


def _doors(held: Cooperative, allowed: dict[str, bool]) -> list[Link]:
    """What this person may do with it."""
    ways = [
        (rules.PUBLISH, _("Say what it offers and how it is reached"), "registry:publish"),
        (rules.SEE_MEMBERS, _("See the members"), "registry:members"),
        (rules.CORRECT, _("Correct the register"), "registry:correct"),
    ]
    if held.confirmation != Confirmation.AUTHORITY:
        ways.append((rules.CONFIRM, _("Confirm or contest what the group says"), "registry:confirm"))
    return [Link(label, reverse(name, args=[held.public_id])) for action, label, name in ways if allowed[action]]


@require_GET
@open_to_all  # type: ignore[arg-type]  # a file is streamed
def extract(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The extract of the register as PDF: the current one, or the first, made now."""
    held: Cooperative = cooperative_subject(person_of(request), public_id).thing
    answer = download(issue_extract(cooperative=held, by="register").pdf)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
