"""The way of a dossier: begin, see where it stands, one step, the rules, a newer law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.accounts.rules import may
from twiza.dossier import commands, readiness
from twiza.dossier import law as laws
from twiza.dossier.access import of_dossier, of_project
from twiza.dossier.changes import changes_between
from twiza.dossier.deadline import reading
from twiza.dossier.forms import StepForm
from twiza.dossier.models import Dossier, Signature
from twiza.dossier.queries import Sheet, dossier_of, sheets, to_sign_again
from twiza.dossier.registering import cooperative_of
from twiza.dossier.tracker import Stage, way_of
from twiza.dossier.verdicts import Ruling, rulings
from twiza.dossier.views.shared import back, page, trail, try_to
from twiza.files.answers import download
from twiza.projects import drafts
from twiza.projects.access import relations_of
from twiza.projects.models import Project
from twiza.ui.components.navigation import Link


@require_safe
@needs("dossier.see", of_project)
def home(request: HttpRequest, project: Project) -> HttpResponse:
    """Where the dossier stands; before it was begun, what waits."""
    dossier = dossier_of(project)
    if dossier is None:
        return _before(request, project)
    prefetch_related_objects([dossier], "steps_done")
    last = dossier.filings.last()
    papers = sheets(dossier)
    newer = laws.version_in_force()
    shown = {
        "way": way_of(dossier),
        "lacks": readiness.missing(dossier, papers) if dossier.state in {"preparing", "returned"} else [],
        "papers": papers,
        "unsigned": sum(len(one.missing) for one in papers),
        "ended": to_sign_again(papers),
        "filing": last,
        "defects": list(last.defects.all()) if last and last.decision == "returned" else [],
        "clock": reading(dossier) if last else None,
        "newer_law": newer is not None and newer.pk != dossier.law_id and dossier.state in {"preparing", "returned"},
        "newer_link": Link(_("See what changed"), reverse("dossier:newer-law", args=[project.public_id])),
        "own": _own(request, papers),
        "cooperative": cooperative_of(dossier) if dossier.state == "accepted" else None,
    }
    return page(request, "home.html", dossier, shown)


def _before(request: HttpRequest, project: Project) -> HttpResponse:
    law, person = laws.law_in_force(), person_of(request)
    shown = {
        "project": project,
        "drafts_of": drafts.owner(person),
        "steps": [laws.local(step.name) for step in law.steps] if law else [],
        "may_begin": may(person, "dossier.prepare", project.territory, relations_of(person, project)),
        "trail": trail(project)[:1],
    }
    return render(request, "dossier/begin.html", shown)


def _own(request: HttpRequest, papers: list[Sheet]) -> int:
    """How many papers wait for the reader's own signature."""
    reader = request.user.pk
    return sum(any(one.user_id == reader for one in sheet.missing) for sheet in papers) if reader else 0


@require_POST
@needs("dossier.prepare", of_project)
def begin(request: HttpRequest, project: Project) -> HttpResponse:
    """Begin the dossier on the law in force."""
    try_to(request, lambda: commands.begin(project=project, by=person_of(request)))
    return back("home", project.public_id)


@dataclass(frozen=True)
class OneStep:
    """A step of the dossier's law, on its way."""

    dossier: Dossier
    stage: Stage


@require_POST
@needs("dossier.file", of_dossier)
def begin_again(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Go on after a refusal."""
    done = _("You begin again with your answers and your group. Mend what the authority wrote, then hand it in.")
    try_to(request, lambda: commands.begin_again(dossier=dossier, by=person_of(request)), done)
    return back("home", dossier.project.public_id)


def of_step(person: Person, project_id: UUID, key: str) -> Subject:
    """The step of an address."""
    subject = of_dossier(person, project_id)
    stage = next((one for one in way_of(subject.thing).stages if one.step.key == key), None)
    if stage is None:
        raise Http404
    return Subject(OneStep(subject.thing, stage), subject.territory, subject.relations)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.see", of_step)
def step(request: HttpRequest, one: OneStep) -> HttpResponse:
    """What a step wants, and saying that it was done."""
    dossier, stage = one.dossier, one.stage
    form = StepForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if try_to(
            request,
            lambda: commands.mark_step(dossier=dossier, step=stage.step.key, by=person_of(request), **told),
            _("Written down. Well done."),
        ):
            return back("home", dossier.project.public_id)
    law = laws.law_of(dossier)
    shown = {
        "stage": stage,
        "form": form,
        "titles": [law.paper(key).name for key in stage.step.papers if any(key == p.key for p in law.papers)],
        "before": [s for s in way_of(dossier).stages if s.step.key in stage.step.after and s.state != "done"],
        "law_name": laws.local(cited.name) if (cited := law.texts.get(stage.step.law or "")) else "",
        "act": ACT.get(stage.step.done_when or ""),
    }
    return page(request, "step.html", dossier, shown)


ACT: dict[str, str] = {
    "questions_answered": "dossier:interview",
    "papers_made": "dossier:papers",
    "papers_signed": "dossier:papers",
    "assembly_convoked": "dossier:assembly",
    "assembly_held": "dossier:assembly",
    "dossier_filed": "dossier:file",
}
"""Where a step that ends by itself is done."""


@require_POST
@needs("dossier.prepare", of_step)
def step_back(request: HttpRequest, one: OneStep) -> HttpResponse:
    """Take back that a step was done."""
    try_to(
        request,
        lambda: commands.unmark_step(dossier=one.dossier, step=one.stage.step.key, by=person_of(request)),
        _("Taken back."),
    )
    return back("step", one.dossier.project.public_id, one.stage.step.key)


@require_safe
@needs("dossier.see", of_step)
def proof(request: HttpRequest, one: OneStep) -> HttpResponse:
    """The receipt of a step."""
    if one.stage.row is None or one.stage.row.proof is None:
        raise Http404
    return cast(HttpResponse, download(one.stage.row.proof, inline=True))


@require_safe
@needs("dossier.see", of_dossier)
def rules(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What each rule of the law says of this group."""
    found: list[Ruling] = rulings(dossier)
    order = {"no": 0, "unknown": 1, "yes": 2}
    shown = {
        "rulings": sorted(found, key=lambda one: order[one.verdict.outcome]),
        "counts": {key: sum(one.verdict.outcome == key for one in found) for key in order},
    }
    return page(request, "rules.html", dossier, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.see", of_dossier)
def newer_law(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What changed in the law since the dossier was begun, and adopting it."""
    newer = laws.version_in_force()
    if newer is None or newer.pk == dossier.law_id:
        messages.info(request, _("This dossier is on the law in force."))
        return back("home", dossier.project.public_id)
    if request.method == "POST":
        try_to(
            request,
            lambda: commands.adopt_law(dossier=dossier, by=person_of(request)),
            _("The dossier is on the law in force now. Papers that changed were made anew."),
        )
        return back("home", dossier.project.public_id)
    shown = {
        "changes": changes_between(dossier.law, newer),
        "since": newer.since,
        "has_signatures": Signature.objects.filter(paper__subject_key=dossier.key, void_at__isnull=True).exists(),
        "trail": trail(dossier.project, Link(_("The law"), reverse("dossier:rules", args=[dossier.project.public_id]))),
    }
    return page(request, "newer-law.html", dossier, shown)
