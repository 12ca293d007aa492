"""The constitutive assembly: convoke, who is here, votes, close; a sheet to print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.accounts.rules import may
from twiza.dossier import commands
from twiza.dossier import law as laws
from twiza.dossier.access import of_assembly, of_dossier
from twiza.dossier.forms import ConvokeForm, OpenForm, VoteForm, presences
from twiza.dossier.models import Assembly, Dossier, Resolution
from twiza.dossier.queries import last_assembly, present_founders
from twiza.dossier.quorum import QUANTITY, quorum_of
from twiza.dossier.rules import may_happen
from twiza.dossier.verdicts import ruling_of
from twiza.dossier.views.shared import back, page, try_to
from twiza.projects.access import relations_of
from twiza.projects.models import Contribution
from twiza.ui.components.data import Column


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.see", of_dossier)
def assembly(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The latest assembly as it stands; convoking one."""
    form = ConvokeForm(request.POST or None, initial=_proposed(dossier))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if try_to(
            request,
            lambda: commands.convoke(
                dossier=dossier,
                held_at=form.held_at,
                place=told["place"],
                agenda=told["agenda"].splitlines(),
                by=person_of(request),
            ),
            _("The assembly is convoked. Those whom we can reach get a message."),
        ):
            return back("assembly", dossier.project.public_id)
    row = last_assembly(dossier)
    if row is not None:
        row.dossier = dossier
    return page(request, "assembly.html", dossier, {"form": form, **_shown(request, dossier, row)})


def _proposed(dossier: Dossier) -> dict[str, Any]:
    """What most groups decide, to be changed."""
    matters = [_("Read and adopt the statutes"), _("Elect those who lead"), _("Who signs the application")]
    things = Contribution.objects.filter(founder__project=dossier.project_id, founder__left_at=None, kind="kind")
    if things.exists():
        matters.insert(1, _("Accept the value of contributions in kind"))
    return {"agenda": "\n".join(matters), "place": str(dossier.answers.get("seat") or "")}


def _shown(request: HttpRequest, dossier: Dossier, row: Assembly | None) -> dict[str, Any]:
    founders = present_founders(dossier)
    law = laws.law_of(dossier)
    shown: dict[str, Any] = {
        "assembly": row,
        "founders": founders,
        "open": may_happen("assemble", dossier.state),
        "may_convoke": _may_convoke(request, dossier, row),
        "term": law.terms.get("quorum"),
        "rule": next((one for one in law.rules if one.quantity == QUANTITY), None),
    }
    if row is None:
        return shown
    quorum = quorum_of(row)
    here = {one.founder_id: one.represented_by_id for one in row.presences.all()}
    return shown | {
        "quorum": quorum,
        "ruling": ruling_of(dossier, quorum.verdict) if quorum.verdict else None,
        "rows": [(one, one.pk in here, here.get(one.pk)) for one in founders],
        "resolutions": list(row.resolutions.select_related("elected")),
        "open_form": OpenForm(project_id=dossier.project_id),
        "vote_form": VoteForm(project_id=dossier.project_id, initial={"votes_for": quorum.voices}),
    }


def _may_convoke(request: HttpRequest, dossier: Dossier, row: Assembly | None) -> bool:
    """Whether a convocation can be sent: none yet, one to be moved, or one that had no quorum."""
    relations = relations_of(person_of(request), dossier.project)
    allowed = may(person_of(request), "dossier.assemble", dossier.project.territory, relations)
    free = row is None or row.opened_at is None or row.quorum_met is False
    return allowed and free and may_happen("assemble", dossier.state)


@require_POST
@needs("dossier.assemble", of_assembly)
def open_it(request: HttpRequest, row: Assembly) -> HttpResponse:
    """Open it under a chair and a secretary."""
    form = OpenForm(request.POST, project_id=row.dossier.project_id)
    if not form.is_valid():
        return _again(request, row, open_form=form)
    told = form.cleaned_data
    try_to(request, lambda: commands.open_assembly(assembly=row, by=person_of(request), **told))
    return back("assembly", row.dossier.project.public_id)


@require_POST
@needs("dossier.assemble", of_assembly)
def presence(request: HttpRequest, row: Assembly) -> HttpResponse:
    """Write who is here."""
    here = presences(request.POST, present_founders(row.dossier))
    seen = request.POST.get("version", "")
    try_to(
        request,
        lambda: commands.mark_presence(
            assembly=row, present=here, by=person_of(request), seen_version=int(seen) if seen.isdecimal() else 0
        ),
        _("The list of those present is kept."),
    )
    return back("assembly", row.dossier.project.public_id)


@require_POST
@needs("dossier.assemble", of_assembly)
def vote(request: HttpRequest, row: Assembly) -> HttpResponse:
    """Write a decision and its votes."""
    form = VoteForm(request.POST, project_id=row.dossier.project_id)
    if not form.is_valid():
        return _again(request, row, vote_form=form)
    told = form.cleaned_data
    if not try_to(request, lambda: commands.vote(assembly=row, by=person_of(request), **told), _("The vote is kept.")):
        return _again(request, row, vote_form=form)
    return back("assembly", row.dossier.project.public_id)


def of_resolution(person: Person, project_id: UUID, assembly_id: UUID, number: int) -> Subject:
    """One decision of an assembly."""
    subject = of_assembly(person, project_id, assembly_id)
    found = subject.thing.resolutions.filter(pk=number).first()
    if found is None:
        raise Http404
    found.assembly = subject.thing
    return Subject(found, subject.territory, subject.relations)


@require_POST
@needs("dossier.assemble", of_resolution)
def strike(request: HttpRequest, one: Resolution) -> HttpResponse:
    """Take a decision out that was written by mistake."""
    try_to(request, lambda: commands.strike_vote(resolution=one, by=person_of(request)), _("Taken out."))
    return back("assembly", one.assembly.dossier.project.public_id)


@require_POST
@needs("dossier.assemble", of_assembly)
def close(request: HttpRequest, row: Assembly) -> HttpResponse:
    """Close it; the minutes are made."""
    try_to(request, lambda: commands.close_assembly(assembly=row, by=person_of(request)))
    return back("assembly", row.dossier.project.public_id)


@require_POST
@needs("dossier.assemble", of_assembly)
def reopen(request: HttpRequest, row: Assembly) -> HttpResponse:
    """Open it again, to correct what was written."""
    try_to(request, lambda: commands.reopen_assembly(assembly=row, by=person_of(request)))
    return back("assembly", row.dossier.project.public_id)


@require_safe
@needs("dossier.see", of_assembly)
def sheet(request: HttpRequest, row: Assembly) -> HttpResponse:
    """The convocation and the list of presence, to print and to put up."""
    shown = {
        "assembly": row,
        "founders": present_founders(row.dossier),
        "presence_columns": [Column(_("Name")), Column(_("Signature")), Column(_("Represented by"))],
    }
    return page(request, "convocation.html", row.dossier, shown)


def _again(request: HttpRequest, row: Assembly, **forms: Any) -> HttpResponse:
    """The page with what was typed, and what is wrong with it."""
    shown = {"form": ConvokeForm(), **_shown(request, row.dossier, row), **forms}
    return page(request, "assembly.html", row.dossier, shown)
