"""The officer's desk: the list, one dossier, returning, accepting, refusing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.models import User
from twiza.accounts.people import Person, person_of
from twiza.dossier import commands, desk, filed
from twiza.dossier.access import of_filing
from twiza.dossier.deadline import deciding_step, reading
from twiza.dossier.forms import AcceptForm, DeskForm, RefuseForm
from twiza.dossier.handing import paper_file
from twiza.dossier.models import Filing, Signature
from twiza.dossier.registering import cooperative_of
from twiza.dossier.sections import difference_columns, difference_in_words, of_key, sections
from twiza.dossier.verdicts import rulings
from twiza.dossier.views.shared import back, try_to
from twiza.dossier.wording import name_of
from twiza.files.answers import download
from twiza.papers.models import Paper
from twiza.projects.models import Founder
from twiza.territories.models import Territory
from twiza.ui import exports

PER_PAGE = 50


def of_desk(person: Person, **_more: object) -> Subject:
    """The places of an officer; somebody who has none is asked about the whole country, and refused."""
    places = desk.places_of(person) if isinstance(person, User) else []
    country = places[0] if places else Territory.objects.filter(depth=0).first()
    if country is None:
        raise Http404
    return Subject(places, country)


@require_safe
@needs("filing.list", of_desk)
def filings(request: HttpRequest, places: list[Territory]) -> HttpResponse:
    """What was filed in the officer's places."""
    form = DeskForm(request.GET)
    chosen = form.chosen()
    found = desk.rows(places, chosen)
    shown = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "places": places,
        "columns": desk.columns(request.GET, chosen),
        "fields": desk.fields(form),
        "active": sum(1 for name in ("q", "state", "way") if chosen[name]),
        "counts": desk.counts(places),
        "downloads": desk.downloads(request.GET),
        "query": request.GET,
    }
    return render(request, "dossier/desk.html", shown)


@dataclass(frozen=True)
class DeskTable:
    """The list in the form of a file."""

    places: list[Territory]
    form: str


def of_desk_table(person: Person, form: str) -> Subject:
    """The list of an officer, as a file."""
    subject = of_desk(person)
    return Subject(DeskTable(subject.thing, form), subject.territory)


@require_safe
@needs("filing.list", of_desk_table)
def filings_table(request: HttpRequest, wanted: DeskTable) -> HttpResponse:
    """The same list as CSV or XLSX."""
    found = desk.table(desk.rows(wanted.places, DeskForm(request.GET).chosen()))
    return exports.table("filings", desk.HEAD, found, form=wanted.form, rtl=get_language_bidi())


@require_safe
@needs("filing.see", of_filing)
def filing(request: HttpRequest, one: Filing) -> HttpResponse:
    """One filed dossier: its dataset by sections beside the papers, signatures and verdicts."""
    return _shown(request, one)


def _shown(
    request: HttpRequest, one: Filing, *, typed: Mapping[str, str] | None = None, words: str = "", **more: Any
) -> HttpResponse:
    dossier, law = one.dossier, filed.law_of(one)
    before = dossier.filings.filter(round=one.round - 1).first()
    changed = filed.differences(before, one) if before else []
    step = deciding_step(dossier)
    shown = {
        "filing": one,
        "dossier": dossier,
        "project": dossier.project,
        "name": dossier.answers.get("name") or dossier.project.name,
        "sections": sections(one, law, typed),
        "papers": _papers(one),
        "rulings": rulings(dossier),
        "clock": reading(dossier, one.decided_at),
        "step": step,
        "before": before,
        "difference_columns": difference_columns(),
        "differences": [difference_in_words(change, law) for change in changed],
        "settled": [(row, name_of(row.field, law)) for row in before.defects.all()] if before else [],
        "defects": [(row, name_of(row.field, law)) for row in one.defects.all()],
        "latest": not dossier.filings.filter(round__gt=one.round).exists(),
        "accept_form": AcceptForm(),
        "refuse_form": RefuseForm(),
        "typed_words": words,
        "refusing": "refuse_form" in more,
        "cooperative": cooperative_of(dossier) if one.decision == "accepted" else None,
        **more,
    }
    return render(request, "dossier/filing.html", shown)


def _papers(one: Filing) -> list[dict[str, Any]]:
    """The papers as filed, each with its signatures' files."""
    kept = one.content.get("papers", [])
    ids = [row["id"] for paper in kept for row in paper["signatures"]]
    rows = {str(row.public_id): row for row in Signature.objects.filter(public_id__in=ids).select_related("founder")}
    return [
        {**paper, "signed": [rows[row["id"]] for row in paper["signatures"] if row["id"] in rows]} for paper in kept
    ]


@require_POST
@needs("filing.decide", of_filing)
def send_back(request: HttpRequest, one: Filing) -> HttpResponse:
    """Return it with the defects written beside their fields; what was typed is kept where it cannot be done."""
    typed = {key.removeprefix("defect-"): str(text) for key, text in request.POST.items() if key.startswith("defect-")}
    founders = {str(row.public_id): row for row in Founder.objects.filter(project=one.dossier.project_id)}
    faults = []
    for key, text in typed.items():
        field, whom = of_key(key)
        if text.strip():
            faults.append(commands.Fault(field, text, founders.get(whom)))
    words = request.POST.get("words", "")
    if not try_to(
        request,
        lambda: commands.return_with_defects(filing=one, defects=faults, by=person_of(request), words=words),
        _("Returned. The group sees just these defects; the clock stands still."),
    ):
        return _shown(request, one, typed=typed, words=words)
    return back("desk")


@require_POST
@needs("filing.decide", of_filing)
def accept(request: HttpRequest, one: Filing) -> HttpResponse:
    """Accept it with its number."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _shown(request, one, accept_form=form)
    number = form.cleaned_data["number"]
    if not try_to(
        request,
        lambda: commands.accept(filing=one, number=number, by=person_of(request)),
        _("Accepted. The cooperative is in the register."),
    ):
        return _shown(request, one, accept_form=form)
    return back("desk-filing", one.public_id)


@require_POST
@needs("filing.decide", of_filing)
def refuse(request: HttpRequest, one: Filing) -> HttpResponse:
    """Refuse it with reasons."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _shown(request, one, refuse_form=form)
    words = form.cleaned_data["words"]
    if not try_to(request, lambda: commands.refuse(filing=one, words=words, by=person_of(request)), _("Refused.")):
        return _shown(request, one, refuse_form=form)
    return back("desk-filing", one.public_id)


@dataclass(frozen=True)
class FiledPaper:
    """A paper that was filed, in the form asked for."""

    paper: Paper
    form: str


def of_filed_paper(person: Person, filing_id: UUID, code: str, form: str) -> Subject:
    """A paper of a filing; others of the dossier are not the officer's to see."""
    subject = of_filing(person, filing_id)
    paper = Paper.objects.select_related("pdf", "docx").filter(code=code).first()
    if paper is None or code not in filed.codes(subject.thing) or form not in {"pdf", "docx"}:
        raise Http404
    return Subject(FiledPaper(paper, form), subject.territory)


@require_safe
@needs("filing.see", of_filed_paper)
def paper(request: HttpRequest, one: FiledPaper) -> HttpResponse:
    """The filed paper as a file."""
    return cast(HttpResponse, paper_file(one.paper, one.form))


def of_filed_signature(person: Person, filing_id: UUID, signature_id: UUID) -> Subject:
    """A signature under a filed paper."""
    subject = of_filing(person, filing_id)
    ids = {row["id"] for one in subject.thing.content.get("papers", []) for row in one["signatures"]}
    found = Signature.objects.select_related("image").filter(public_id=signature_id).first()
    if found is None or str(signature_id) not in ids:
        raise Http404
    return Subject(found, subject.territory)


@require_safe
@needs("filing.see", of_filed_signature)
def signature(request: HttpRequest, one: Signature) -> HttpResponse:
    """The drawing, or the photo of the page."""
    return cast(HttpResponse, download(one.image, inline=True))


@require_safe
@needs("filing.see", of_filing)
def answer(request: HttpRequest, one: Filing) -> HttpResponse:
    """The certificate or letter from which the group wrote the answer down."""
    if one.answer is None:
        raise Http404
    return cast(HttpResponse, download(one.answer, inline=True))


@require_safe
@needs("filing.see", of_filing)
def receipt(request: HttpRequest, one: Filing) -> HttpResponse:
    """The photo of the counter's receipt."""
    if one.receipt is None:
        raise Http404
    return cast(HttpResponse, download(one.receipt, inline=True))
