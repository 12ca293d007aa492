"""Handing the dossier in, seeing what was handed in, mending what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.dossier import commands, readiness
from twiza.dossier import law as laws
from twiza.dossier.access import of_defect, of_dossier
from twiza.dossier.deadline import reading
from twiza.dossier.filed import differences, law_of
from twiza.dossier.forms import FileForm, MendForm
from twiza.dossier.mending import place_of
from twiza.dossier.models import Defect, Dossier, Filing, State
from twiza.dossier.queries import sheets
from twiza.dossier.sections import difference_columns, difference_in_words, sections
from twiza.dossier.views.shared import back, page, try_to
from twiza.dossier.wording import name_of
from twiza.files.answers import download


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.see", of_dossier)
def file(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What is still missing, the list to print, handing it in."""
    again = dossier.state == State.RETURNED
    form = FileForm(request.POST or None, request.FILES or None, initial={"way": Filing.Way.DESK})
    if request.method == "POST" and form.is_valid():
        verb = commands.refile if again else commands.file
        if try_to(
            request,
            lambda: verb(dossier=dossier, by=person_of(request), **form.given()),
            _("Your dossier is handed in. The authority's clock has started."),
        ):
            return back("home", dossier.project.public_id)
    last, papers = dossier.filings.last(), sheets(dossier)
    shown = {
        "form": form,
        "again": again,
        "open": dossier.state in {State.PREPARING, State.RETURNED},
        "lacks": readiness.missing(dossier, papers),
        "defects_open": last.defects.filter(mended_at__isnull=True).count() if last else 0,
        "sheets": papers,
        "brings": [
            text for step in laws.law_of(dossier).steps if step.done_when == "dossier_filed" for text in step.brings
        ],
        "filings": list(dossier.filings.all()),
        "clock": reading(dossier) if last else None,
    }
    return page(request, "file.html", dossier, shown)


@dataclass(frozen=True)
class OneFiling:
    """One filing among all of the dossier."""

    dossier: Dossier
    filing: Filing
    before: Filing | None


def of_round(person: Person, project_id: UUID, number: int) -> Subject:
    """A filing of the dossier of a project, by its round."""
    subject = of_dossier(person, project_id)
    rows = {one.round: one for one in subject.thing.filings.select_related("receipt")}
    if number not in rows:
        raise Http404
    return Subject(OneFiling(subject.thing, rows[number], rows.get(number - 1)), subject.territory, subject.relations)


@require_safe
@needs("dossier.see", of_round)
def filed(request: HttpRequest, one: OneFiling) -> HttpResponse:
    """What was handed in, as it was; what changed since the time before."""
    law = law_of(one.filing)
    changed = differences(one.before, one.filing) if one.before else []
    shown = {
        "filing": one.filing,
        "before": one.before,
        "sections": sections(one.filing, law),
        "difference_columns": difference_columns(),
        "differences": [difference_in_words(change, law) for change in changed],
        "defects": [(row, name_of(row.field, law)) for row in _sent_back(one.filing)],
    }
    return page(request, "filed.html", one.dossier, shown)


def _sent_back(filing: Filing) -> list[Defect]:
    return list(filing.defects.select_related("founder")) if filing.decision == "returned" else []


@require_safe
@needs("dossier.see", of_round)
def receipt(request: HttpRequest, one: OneFiling) -> HttpResponse:
    """The photo of the receipt."""
    if one.filing.receipt is None:
        raise Http404
    return cast(HttpResponse, download(one.filing.receipt, inline=True))


@require_safe
@needs("dossier.see", of_dossier)
def defects(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Just what the officer found, each with where to mend it."""
    last = dossier.filings.last()
    if last is None or last.decision != "returned":
        return back("home", dossier.project.public_id)
    law = laws.law_of(dossier)
    rows = _sent_back(last)
    shown = {
        "filing": last,
        "rows": [(row, name_of(row.field, law), place_of(dossier, row)) for row in rows],
        "left": sum(row.mended_at is None for row in rows),
        "open": dossier.state == State.RETURNED,
        "clock": reading(dossier),
    }
    return page(request, "defects.html", dossier, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.file", of_defect)
def mend(request: HttpRequest, defect: Defect) -> HttpResponse:
    """Say how one defect was mended."""
    dossier = defect.filing.dossier
    form = MendForm(request.POST or None, initial={"answer": defect.answer})
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if try_to(request, lambda: commands.mend(defect=defect, by=person_of(request), answer=answer), _("Mended.")):
            return back("defects", dossier.project.public_id)
    law = laws.law_of(dossier)
    shown = {
        "defect": defect,
        "name": name_of(defect.field, law),
        "where": place_of(dossier, defect),
        "form": form,
    }
    return page(request, "mend.html", dossier, shown)
