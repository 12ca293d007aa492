"""Shares and what each founder brings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import needs
from twiza.accounts.people import person_of
from twiza.projects import commands, forms, queries
from twiza.projects.access import project_subject
from twiza.projects.models import Contribution, Project
from twiza.projects.views import shared
from twiza.ui.components.data import Column

READ = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("project.see", project_subject)
def money(request: HttpRequest, thing: Project) -> HttpResponse:
    """Value of a share, capital, who takes how many shares, who brings what."""
    columns = [
        Column(_("Founder")),
        Column(_("Shares"), numeric=True),
        Column(_("Amount"), numeric=True),
        Column(_("Pays shares"), numeric=True),
        Column(_("Received"), numeric=True),
    ]
    return shared.page(request, "projects/money.html", thing, money=queries.money(thing), columns=columns)


@READ
@needs("project.change", project_subject)
def share_value(request: HttpRequest, thing: Project) -> HttpResponse:
    """What one share costs."""
    initial = {"share_value": thing.share_value, "version": thing.version}
    form = forms.ShareValueForm(shared.given(request), initial=initial)

    def do(form: forms.GroupForm) -> None:
        value = form.answers["share_value"]
        commands.set_share_value(project=thing, value=value, by=person_of(request), seen_version=form.seen)

    back = shared.address("money", thing)
    return shared.asked(request, thing, form, do, title=_("What does one share cost?"), verb=_("Save"), back=back)


@READ
@needs("project.change", project_subject)
def add_contribution(request: HttpRequest, thing: Project) -> HttpResponse:
    """Somebody brings something."""
    chosen = request.GET.get("founder", "")
    form = forms.ContributionForm(
        shared.given(request), project=thing, new=True, initial={"for_shares": True, "founder": chosen}
    )
    return shared.asked(
        request,
        thing,
        form,
        lambda form: commands.add_contribution(by=person_of(request), once=form.once_key, **form.answers),
        title=_("What does somebody bring?"),
        verb=_("Write it down"),
        back=shared.address("money", thing),
    )


@READ
@needs("project.change", shared.contribution_subject)
def contribution(request: HttpRequest, thing: Contribution) -> HttpResponse:
    """Correct what somebody brings, write down the day it arrived, or take it off."""
    project, by = thing.founder.project, person_of(request)
    names = ("kind", "text", "value", "for_shares", "valued_by", "due_on", "received_on")
    initial = {"version": thing.version, **{name: getattr(thing, name) for name in names}}
    form = forms.ContributionForm(shared.given(request), project=project, new=False, initial=initial)

    def do(form: forms.GroupForm) -> None:
        if "remove" in request.POST:
            commands.remove_contribution(contribution=thing, by=by, seen_version=form.seen)
        else:
            commands.change_contribution(contribution=thing, by=by, seen_version=form.seen, **form.answers)

    return shared.asked(
        request,
        project,
        form,
        do,
        title=_("What %(name)s brings") % {"name": thing.founder.name},
        verb=_("Save"),
        remove=_("Take it off"),
        back=shared.address("money", project),
    )
