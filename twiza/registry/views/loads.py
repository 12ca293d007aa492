"""Loading an existing register: the file, its columns, what is wrong or double, loading, undoing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.access import Subject, needs, signed_in
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.people import Person, person_of
from twiza.registry import rules
from twiza.registry.access import import_subject, place_subject
from twiza.registry.loading import columns as known
from twiza.registry.loading import commands, looking, writing
from twiza.registry.models import Import, ImportLine
from twiza.territories.models import Territory
from twiza.ui import exports
from twiza.ui.components.data import Column, Download
from twiza.ui.components.forms import Choice, Field

PER_PAGE = 40


@require_GET
@signed_in
def loads(request: HttpRequest) -> HttpResponse:
    """The loads of the places where this person may load a register, and where to begin one."""
    person = person_of(request)
    places = looking.places_of(person) if isinstance(person, User) else []
    rows = looking.history(places)
    return render(
        request,
        "registry/loads.html",
        {
            "places": places,
            "loads": rows,
            "columns": [
                Column(_("File")),
                Column(_("Place")),
                Column(_("Step")),
                Column(_("Lines"), numeric=True),
                Column(_("Lines loaded"), numeric=True),
                Column(_("Begun")),
            ],
        },
    )


@require_http_methods(["GET", "POST"])
@needs(rules.IMPORT, place_subject)
def load_new(request: HttpRequest, territory: Territory) -> HttpResponse:
    """Send the file."""
    error = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Refused(_("Choose a file first."))
            load = commands.start(upload=upload, territory=territory, by=person_of(request))
        except Refused as refused:
            error = str(refused)
        else:
            return redirect("registry:load-columns", load.public_id)
    field = Field(
        name="file",
        label=_("The table"),
        kind="file",
        error=error,
        help=_("CSV or XLSX, at most 12 MB and 20,000 lines; headings above the columns"),
        attributes={"accept": ".csv,.txt,.xlsx"},
    )
    context = {"territory": territory, "field": field}
    return render(request, "registry/load_new.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
@needs(rules.IMPORT, import_subject)
def load_columns(request: HttpRequest, load: Import) -> HttpResponse:
    """Say which column holds what; guessed from the headings, changed by a person."""
    error, chosen, header = "", load.mapping["columns"], load.mapping["header"]
    if request.method == "POST":
        chosen, header = looking.chosen_columns(request.POST), looking.whole(request.POST.get("header", ""), header)
        try:
            commands.set_columns(load=load, columns=chosen, header=header, by=person_of(request))
        except Refused as refused:
            error = str(refused)
        else:
            return redirect("registry:load", load.public_id)
    if load.state not in {Import.State.MAPPING, Import.State.PREVIEW}:
        return redirect("registry:load", load.public_id)
    rows = commands.top(load)
    context = {
        "load": load,
        "error": error,
        "fields": [_column_field(one, load.headers, chosen) for one in known.COLUMNS],
        "header_field": Field(
            name="header",
            label=_("Line of the headings"),
            value=str(header),
            inputmode="numeric",
            help=_("Counted from the top of the file"),
        ),
        "rows": [(number, cells) for number, cells in rows],
        "columns": [Column(_("Line number"), numeric=True), *(Column(one or "—") for one in load.headers)],
    }
    return render(request, "registry/load_columns.html", context, status=422 if error else 200)


def _column_field(one: known.Column, headers: list[str], chosen: dict[str, int]) -> Field:
    place = chosen.get(one.key, -1)
    choices = [Choice("", _("not in the file"), place < 0)]
    told = [(str(n), heading or _("column %(number)s") % {"number": n + 1}) for n, heading in enumerate(headers)]
    choices += [Choice(value, label, value == str(place)) for value, label in told]
    return Field(name=one.key, label=str(one.label), kind="select", choices=choices, required=one.needed)


@require_GET
@needs(rules.IMPORT, import_subject)
def load(request: HttpRequest, load: Import) -> HttpResponse:
    """Where a load stands: being worked on, to be looked through, loaded, undone."""
    if load.state == Import.State.MAPPING and not load.trouble:
        return redirect("registry:load-columns", load.public_id)
    if load.state != Import.State.PREVIEW:
        return render(request, "registry/load.html", {"load": load, "counts": load.counts})
    only = request.GET.get("only", "")
    page = Paginator(looking.lines(load, only), PER_PAGE).get_page(request.GET.get("page"))
    left, can_update = looking.undecided(load)
    return render(
        request,
        "registry/load_preview.html",
        {
            "load": load,
            "counts": load.counts,
            "left": left,
            "can_update": can_update,
            "tabs": looking.tabs(load, only),
            "only": only if only in looking.ONLY else "",
            "page": page,
            "rows": looking.shown(page.object_list),
            "places": looking.unknown_places(load),
            "decisions": ImportLine.Decision.choices,
            "ready": load.counts["lines"] - load.counts["wrong"],
            "downloads": [
                Download(_("What is wrong, line by line"), f"report.{form}", form.upper()) for form in exports.FORMATS
            ],
        },
    )


def _done(request: HttpRequest, load: Import, change: Any) -> HttpResponse:
    """Do what was asked and go back to the page of the load; what is refused is said there."""
    try:
        told = change()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if told:
            messages.success(request, told)
    tail = request.POST.get("back", "")
    page = reverse("registry:load", args=[load.public_id])
    return redirect(f"{page}?{tail}" if tail and all(c.isalnum() or c in "=&" for c in tail) else page)


@require_POST
@needs(rules.IMPORT, import_subject)
def load_decide(request: HttpRequest, load: Import) -> HttpResponse:
    """What the person says of the lines that may be double."""
    by = person_of(request)
    every = request.POST.get("every", "")

    def change() -> str:
        if every:
            commands.decide_all(load=load, decision=every, by=by)
        else:
            commands.decide(load=load, decisions=looking.decisions(request.POST), by=by)
        return _("Your decisions are kept.")

    return _done(request, load, change)


@require_POST
@needs(rules.IMPORT, import_subject)
def load_places(request: HttpRequest, load: Import) -> HttpResponse:
    """Which places the unknown texts mean."""
    by, chosen = person_of(request), looking.chosen_places(request.POST)

    def change() -> str:
        if not chosen:
            raise Refused(_("Choose a place, or write its code."))
        commands.choose_places(load=load, chosen=chosen, by=by)
        return _("The places are kept, and the lines were read again.")

    return _done(request, load, change)


@require_POST
@needs(rules.IMPORT, import_subject)
def load_all(request: HttpRequest, load: Import) -> HttpResponse:
    """Load every line."""
    leave_out, by = "leave_out" in request.POST, person_of(request)
    return _done(request, load, lambda: writing.load_all(load=load, leave_out_wrong=leave_out, by=by))


@require_POST
@needs(rules.IMPORT, import_subject)
def load_undo(request: HttpRequest, load: Import) -> HttpResponse:
    """Take out again what was loaded."""
    return _done(request, load, lambda: writing.undo(load=load, by=person_of(request)))


@require_POST
@needs(rules.IMPORT, import_subject)
def load_stop(request: HttpRequest, load: Import) -> HttpResponse:
    """Stop waiting for the worker."""
    return _done(request, load, lambda: commands.take_back(load=load, by=person_of(request)))


def _report_subject(person: Person, public_id: UUID, form: str) -> Subject:
    about = import_subject(person, public_id)
    return replace(about, thing=(about.thing, form))


@require_GET
@needs(rules.IMPORT, _report_subject)
def load_report(request: HttpRequest, wanted: tuple[Import, str]) -> HttpResponse:
    """What is wrong, line by line, as a table for whoever mends the file."""
    load, form = wanted
    head = [_("Line number"), _("Name"), _("What is wrong"), _("May be double")]
    return exports.table("report", head, looking.report(load), form=form, rtl=get_language_bidi())
