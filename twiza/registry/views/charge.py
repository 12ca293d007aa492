"""Pages of those in charge: the manager says what is published, the authority corrects, both see the members."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twiza.accounts.access import Subject, needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import Person, person_of
from twiza.registry import commands, presenting, queries, rules
from twiza.registry.access import cooperative_subject
from twiza.registry.forms import CorrectForm, PublishForm
from twiza.registry.models import Cooperative
from twiza.ui import exports
from twiza.ui.components.data import Column, Download


@require_http_methods(["GET", "POST"])
@needs(rules.PUBLISH, cooperative_subject)
def publish(request: HttpRequest, cooperative: Cooperative) -> HttpResponse:
    """What the cooperative offers and how it is reached, in its manager's words."""
    return _asked(
        request,
        cooperative,
        PublishForm,
        _publish,
        title=_("What your cooperative shows in public"),
        lead=_("Everybody can read what you write here. Leave empty what you do not want to publish."),
    )


def _publish(cooperative: Cooperative, form: PublishForm, by: Any, seen: int | None) -> None:
    after = commands.set_products(cooperative=cooperative, products=form.products_told(), by=by, seen_version=seen)
    commands.set_contacts(cooperative=after, contacts=form.contacts_told(), by=by)


@require_http_methods(["GET", "POST"])
@needs(rules.CORRECT, cooperative_subject)
def correct(request: HttpRequest, cooperative: Cooperative) -> HttpResponse:
    """What the register says, put right by the authority."""
    return _asked(
        request,
        cooperative,
        CorrectForm,
        _correct,
        title=_("Correct what the register says"),
        lead=_("What was before and what is after is kept in the journal, with your name."),
    )


def _correct(cooperative: Cooperative, form: CorrectForm, by: Any, seen: int | None) -> None:
    values = {name: form.cleaned_data[name] for name in commands.CORRECTED}
    after = commands.correct(cooperative=cooperative, by=by, seen_version=seen, **values)
    commands.set_status(cooperative=after, status=form.cleaned_data["status"], by=by)


def _asked(
    request: HttpRequest,
    cooperative: Cooperative,
    kind: type[PublishForm] | type[CorrectForm],
    save: Any,
    *,
    title: str,
    lead: str,
) -> HttpResponse:
    """The form as the cooperative stands, or as it was sent: saved, or shown again with what is wrong."""
    form = kind(request.POST or None, initial=kind.of(cooperative))
    return _saved(request, cooperative, form, save) or _form_page(request, cooperative, form, title, lead)


def _saved(request: HttpRequest, cooperative: Cooperative, form: Any, save: Any) -> HttpResponse | None:
    """To the cooperative's page when all was saved; nothing where the form must be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        commands.together(save, cooperative, form, person_of(request), form.cleaned_data["version"])
    except commands.Changed as changed:
        form.show_change(form.of(changed.current))
        return None
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("Saved."))
    return redirect("registry:cooperative", cooperative.public_id)


def _form_page(request: HttpRequest, cooperative: Cooperative, form: Any, title: str, lead: str) -> HttpResponse:
    context = {
        "cooperative": cooperative,
        "form": form,
        "title": title,
        "lead": lead,
        "differences": form.differences,
        "columns": [Column(_("What")), Column(_("Stands there now")), Column(_("You wrote"))],
    }
    return render(request, "registry/form.html", context, status=409 if form.differences else 200)


@require_GET
@needs(rules.SEE_MEMBERS, cooperative_subject)
def members(request: HttpRequest, cooperative: Cooperative) -> HttpResponse:
    """Who the members are, for the manager and the authority. Numbers of identity papers are never listed."""
    held = queries.members_of(cooperative)
    return render(
        request,
        "registry/members.html",
        {
            "cooperative": cooperative,
            "members": [(one, presenting.office(one.office)) for one in held],
            "shares": sum(one.shares for one in held),
            "columns": [
                Column(_("Name")),
                Column(_("Office")),
                Column(_("Shares"), numeric=True),
                Column(_("Member since")),
            ],
            "downloads": [Download(_("This list"), f"../members.{form}", form.upper()) for form in exports.FORMATS],
        },
    )


def _table_subject(person: Person, public_id: UUID, form: str) -> Subject:
    about = cooperative_subject(person, public_id)
    return replace(about, thing=(about.thing, form))


@require_GET
@needs(rules.SEE_MEMBERS, _table_subject)
def members_table(request: HttpRequest, wanted: tuple[Cooperative, str]) -> HttpResponse:
    """The same list as CSV or XLSX."""
    cooperative, form = wanted
    rows: list[list[exports.Cell]] = [
        [one.name, one.office, one.shares, one.since.isoformat()] for one in queries.members_of(cooperative)
    ]
    return exports.table("members", ["name", "office", "shares", "since"], rows, form=form, rtl=get_language_bidi())
