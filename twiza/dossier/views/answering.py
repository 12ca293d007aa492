"""What the authority answered on paper, written down by the group: accepted, returned, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.people import Person, person_of
from twiza.dossier import commands
from twiza.dossier import filed as kept
from twiza.dossier.access import of_dossier
from twiza.dossier.forms import AcceptedForm, RefusedForm, ReturnedForm
from twiza.dossier.models import Dossier, Filing
from twiza.dossier.views.filing import OneFiling, of_round
from twiza.dossier.views.shared import back, page, try_to
from twiza.files.answers import download

ANSWERS: dict[str, str | Promise] = {
    "accepted": lazy("It registered the cooperative"),
    "returned": lazy("It returned the dossier with defects"),
    "refused": lazy("It refused the dossier"),
}


def waiting(dossier: Dossier) -> Filing | None:
    """The filing on paper that waits for its answer."""
    last = dossier.filings.last()
    return last if last is not None and last.way == Filing.Way.PAPER and not last.decision else None


@require_safe
@needs("dossier.tell_answer", of_dossier)
def choose(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Which of three answers it was."""
    shown = {"filing": waiting(dossier), "answers": list(ANSWERS.items())}
    return page(request, "answer.html", dossier, shown)


def of_answer(person: Person, project_id: UUID, what: str) -> Subject:
    """The dossier, and the answer of an address."""
    subject = of_dossier(person, project_id)
    if what not in ANSWERS:
        raise Http404
    return replace(subject, thing=(subject.thing, what))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.tell_answer", of_answer)
def tell(request: HttpRequest, one: tuple[Dossier, str]) -> HttpResponse:
    """What stands on the paper; nothing waits for it any more: the page before says so."""
    dossier, what = one
    filing = waiting(dossier)
    if filing is None:
        return back("answer", dossier.project.public_id)
    filing.dossier = dossier
    form = _form(request, filing, what)
    sent = request.method == "POST" and form.is_valid()
    if sent and try_to(
        request, lambda: _tell(filing, what, form.cleaned_data, by=person_of(request)), _("Written down.")
    ):
        return back("home", filing.dossier.project.public_id)
    shown = {"filing": filing, "form": form, "what": what, "title": ANSWERS[what]}
    return page(request, "tell-answer.html", filing.dossier, shown)


def _form(request: HttpRequest, filing: Filing, what: str) -> forms.Form:
    given = (request.POST or None, request.FILES or None)
    if what == "returned":
        return ReturnedForm(*given, known=kept.nameable(filing))
    return AcceptedForm(*given) if what == "accepted" else RefusedForm(*given)


def _tell(filing: Filing, what: str, told: dict[str, Any], *, by: Person) -> None:
    if what == "accepted":
        commands.tell_accepted(filing=filing, by=by, **told)
    elif what == "refused":
        commands.tell_refused(filing=filing, by=by, **told)
    else:
        faults = [commands.Fault(about, text) for about, text in told["defects"]]
        commands.tell_returned(filing=filing, defects=faults, on=told["on"], letter=told["letter"], by=by)


@require_safe
@needs("dossier.see", of_round)
def answer_file(request: HttpRequest, one: OneFiling) -> HttpResponse:
    """The certificate or letter from which the answer was written down."""
    if one.filing.answer is None:
        raise Http404
    return cast(HttpResponse, download(one.filing.answer, inline=True))
