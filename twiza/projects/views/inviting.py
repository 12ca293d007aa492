"""Invitations: made, shown as a link and a QR code, sent, withdrawn, accepted."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twiza.accounts.access import needs, open_to_all, to_sign_in
from twiza.accounts.models import User
from twiza.accounts.people import person_of
from twiza.projects import commands, consent
from twiza.projects.access import project_subject
from twiza.projects.commands.inviting import hashed, is_open, secret_of, send_invitation
from twiza.projects.forms import JoinForm, SendForm, SureForm
from twiza.projects.models import Founder, Invitation, Project
from twiza.projects.views import shared

READ = require_http_methods(["GET", "HEAD", "POST"])


@READ
@needs("project.change", project_subject)
def invite(request: HttpRequest, thing: Project) -> HttpResponse:
    """Make a door for one person; ``for`` names somebody who was written down without a sign-in."""
    place = _place(request, thing)
    made: list[Invitation] = []
    form = SureForm(shared.given(request))
    answer = shared.asked(
        request,
        thing,
        form,
        lambda form: made.append(
            commands.invite(project=thing, by=person_of(request), founder=place, once=form.once_key)
        ),
        title=_("Invite %(name)s") % {"name": place.name} if place else _("Invite a founder"),
        verb=_("Make an invitation"),
        lead=_(
            "You get a link and a code to scan, for one person, open for 14 days. "
            "She reads what it is about, and decides."
        ),
        back=shared.address("founders", thing),
        done=_("The invitation is ready."),
    )
    return redirect(shared.address("invitation", thing, made[0].public_id)) if made else answer


def _place(request: HttpRequest, project: Project) -> Founder | None:
    asked = request.GET.get("for", "")
    present = {str(one.public_id): one for one in project.founders.present().filter(user=None)} if asked else {}
    return present.get(asked)


@READ
@needs("project.change", shared.invitation_subject)
def invitation(request: HttpRequest, thing: Invitation) -> HttpResponse:
    """The link, the code to scan, and a form that sends it."""
    if not is_open(thing):
        return redirect(shared.address("founders", thing.project))
    link = request.build_absolute_uri(reverse("projects:join", args=[secret_of(thing)]))
    form = SendForm(shared.given(request))

    def do(form: Any) -> None:
        send_invitation(invitation=thing, to=form.answers["to"], address=link, by=person_of(request))

    return shared.asked(
        request,
        thing.project,
        form,
        do,
        template="projects/invitation.html",
        title=_("An invitation for one person"),
        verb=_("Send it"),
        back=shared.address("founders", thing.project),
        done=_("The invitation is on its way."),
        link=link,
        qr=qr(link),
        invitation=thing,
    )


def qr(link: str) -> SafeString:
    """The link as a QR code: an SVG without anything inline but shapes."""
    held = io.BytesIO()
    segno.make(link, error="m").save(
        held, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=3, svgclass="qr", lineclass="qr-dark",
        dark="#000", light="#fff",
    )  # fmt: skip
    return mark_safe(held.getvalue().decode())  # nosec B308 B703  # shapes alone, made here


@READ
@needs("project.change", shared.invitation_subject)
def withdraw(request: HttpRequest, thing: Invitation) -> HttpResponse:
    """Close a door that nobody has used."""
    return shared.asked(
        request,
        thing.project,
        SureForm(shared.given(request)),
        lambda _form: commands.withdraw(invitation=thing, by=person_of(request)),
        title=_("Withdraw the invitation?"),
        verb=_("Withdraw it"),
        lead=_("The link and the code no longer open anything."),
        back=shared.address("founders", thing.project),
    )


@READ
@open_to_all
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites to what, the text of consent, and the way in."""
    rows = Invitation.objects.select_related("project__territory", "project__model", "founder")
    found = rows.filter(secret_hash=hashed(secret)).first()
    if found is None:
        raise Http404
    user = request.user
    member = isinstance(user, User) and found.project.founders.present().filter(user=user).exists()
    if member:
        return redirect("projects:project", found.project.public_id)
    name = found.founder.name if found.founder else (user.name if isinstance(user, User) else "")
    form = JoinForm(shared.given(request), initial={"name": name})
    if request.method == "POST":
        if not isinstance(user, User):
            return to_sign_in(request)
        if shared.attempt(form, lambda form: commands.accept(invitation=found, user=user, name=form.answers["name"])):
            return shared.saved(request, shared.address("project", found.project), _("You are in the group now."))
    inviter = User.objects.filter(public_id=found.made_by.removeprefix("user:")).first()
    context = {
        "invitation": found,
        "project": found.project,
        "inviter": str(inviter) if inviter and inviter.name else _("Somebody of the group"),
        "open": is_open(found),
        "consent": consent.text(),
        "form": form,
        "knows_me": isinstance(user, User),
        "sign_in": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "projects/join.html", context, status=422 if form.is_bound else 200)
