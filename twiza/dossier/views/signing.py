"""Signing on one's own device, and recording a signature that was given on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twiza.accounts.access import needs
from twiza.accounts.people import person_of
from twiza.dossier import commands
from twiza.dossier.access import of_dossier, of_founder
from twiza.dossier.commands.checks import founder_of
from twiza.dossier.commands.signing import address_of
from twiza.dossier.forms import PaperSignatureForm, SignForm, ThumbprintForm
from twiza.dossier.models import Dossier
from twiza.dossier.queries import sheets, waiting_for
from twiza.dossier.rules import may_happen
from twiza.dossier.views.shared import back, page, try_to
from twiza.papers.models import Paper
from twiza.projects.models import Founder

SENT = "dossier-code"
"""Session key: the purpose for which a code was just sent, so that the page asks for it."""


def asked_for(request: HttpRequest, waiting: list[Paper]) -> list[Paper]:
    """The papers as the form showed them: what was replaced since is missing, which the command then says."""
    codes = request.POST.getlist("paper")
    by_code = {one.code: one for one in Paper.objects.filter(code__in=codes, subject_kind="dossier")}
    return [by_code[code] for code in codes if code in by_code] or waiting


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.sign", of_dossier)
def sign(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The reader's own signature: read, ask for the code, draw."""
    founder = founder_of(person_of(request), dossier)
    assert founder is not None  # the rule lets founders in alone
    waiting = waiting_for(dossier, founder)
    papers = asked_for(request, waiting) if request.method == "POST" else waiting
    form = SignForm()
    if request.method == "POST" and "send" in request.POST:
        told = _("We sent you six digits. They are good for ten minutes.")
        if try_to(request, lambda: commands.ask_code(papers=papers, founder=founder, by=person_of(request)), told):
            request.session[SENT] = dossier.key
        return back("sign", dossier.project.public_id)
    if request.method == "POST":
        form = SignForm(request.POST, request.FILES)
        if form.is_valid() and _signed(request, papers, founder, form):
            return back("papers", dossier.project.public_id)
    papers_now = sheets(dossier)
    shown = {
        "founder": founder,
        "waiting": waiting,
        "form": form,
        "sent": request.session.get(SENT) == dossier.key,
        "address": _hinted(address_of(person_of(request))),  # type: ignore[arg-type]
        "open": may_happen("sign", dossier.state),
        "made": bool(papers_now),
        "ended": [row for sheet in papers_now for row in sheet.ended if row.founder_id == founder.pk],
    }
    return page(request, "sign.html", dossier, shown)


def _signed(request: HttpRequest, papers: list[Paper], founder: Founder, form: SignForm) -> bool:
    told = form.cleaned_data
    done = try_to(
        request,
        lambda: commands.sign_drawn(
            papers=papers, founder=founder, image=told["image"], code=told["code"], by=person_of(request)
        ),
        _("You have signed. Your signature stands under the papers."),
    )
    if done:
        request.session.pop(SENT, None)
    return done


def _hinted(address: str) -> str:
    """Enough of an address that its owner knows it, and nobody else learns it.

    >>> _hinted("+212612345678"), _hinted("aicha@example.org")
    ('…5678', 'a…@example.org')
    """
    if "@" in address:
        name, _at, host = address.partition("@")
        return f"{name[:1]}…@{host}"
    return f"…{address[-4:]}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dossier.sign", of_founder)
def record(request: HttpRequest, one: tuple[Dossier, Founder]) -> HttpResponse:
    """Another founder's signature, given on paper or by thumbprint."""
    dossier, founder = one
    waiting = waiting_for(dossier, founder)
    way = request.POST.get("way") or request.GET.get("way") or "paper"
    kind = ThumbprintForm if way == "thumbprint" else PaperSignatureForm
    form = kind(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        papers = asked_for(request, waiting)
        if try_to(request, lambda: _record(request, papers, founder, way, form.cleaned_data), _("Written down.")):
            return back("papers", dossier.project.public_id)
    shown = {
        "founder": founder,
        "waiting": waiting,
        "form": form,
        "way": "thumbprint" if way == "thumbprint" else "paper",
        "herself": founder.user_id is not None and founder.user_id == getattr(person_of(request), "pk", None),
        "open": may_happen("sign", dossier.state),
    }
    return page(request, "record.html", dossier, shown)


def _record(request: HttpRequest, papers: list[Paper], founder: Founder, way: str, told: dict[str, Any]) -> None:
    by = person_of(request)
    if way == "thumbprint":
        witnesses = [
            commands.Witness(told["first_name"], told["first_id"]),
            commands.Witness(told["second_name"], told["second_id"]),
        ]
        commands.sign_by_thumbprint(papers=papers, founder=founder, photo=told["photo"], witnesses=witnesses, by=by)
    else:
        commands.sign_on_paper(papers=papers, founder=founder, photo=told["photo"], by=by)
