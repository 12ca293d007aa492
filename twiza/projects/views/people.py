"""The founders of a group: the list, one of them, what is written of her, twins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import Subject, needs
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.people import Person, person_of
from twiza.projects import commands, forms, identity, rules, twins
from twiza.projects import consent as consents
from twiza.projects.access import may_do, project_subject
from twiza.projects.commands import Conflict
from twiza.projects.models import Founder, Project
from twiza.projects.views import shared

READ = require_http_methods(["GET", "HEAD", "POST"])

SECTIONS: dict[str, type[forms.GroupForm]] = {
    "name": forms.FounderNameForm,
    "identity": forms.FounderIdentityForm,
    "reach": forms.FounderReachForm,
    "office": forms.FounderOfficeForm,
    "shares": forms.FounderSharesForm,
}
PERSONAL = ("name", "identity", "reach")


def _titles(name: str) -> dict[str, str]:
    return {
        "name": _("How is she called?"),
        "identity": _("What must the papers say of %(name)s?") % {"name": name},
        "reach": _("Where does %(name)s live, and how is she reached?") % {"name": name},
        "office": _("What is %(name)s for the group?") % {"name": name},
        "shares": _("How many shares does %(name)s take?") % {"name": name},
    }


@require_safe
@needs("project.see", project_subject)
def founders(request: HttpRequest, thing: Project) -> HttpResponse:
    """Everybody of the group, those who may be one person, open invitations, those who left."""
    everybody = list(thing.founders.select_related("user").order_by("id"))
    present = [one for one in everybody if one.left_at is None]
    now = timezone.now()
    return shared.page(
        request,
        "projects/founders.html",
        thing,
        present=[(one, missing(one)) for one in present],
        left=[one for one in everybody if one.left_at],
        pairs=twins.pairs(thing, present),
        invitations=list(
            thing.invitations.filter(used_at=None, withdrawn_at=None, ends_at__gt=now).select_related("founder")
        ),
        myself=_myself(person_of(request), present),
    )


def _myself(person: Person, present: list[Founder]) -> Founder | None:
    if isinstance(person, User):
        return next((one for one in present if one.user_id == person.pk), None)
    return next((one for one in present if one.consent_how == "self" and one.consent_by == person.actor), None)


def missing(founder: Founder) -> list[str]:
    """What the papers will ask of her and is not there yet."""
    wanted = {
        _("consent"): founder.consent_at,
        _("date of birth"): founder.born_on,
        _("identity number"): founder.national_id,
        _("address"): founder.address,
        _("profession"): founder.profession,
        _("shares"): founder.shares,
    }
    return [word for word, value in wanted.items() if not value]


@READ
@needs("project.change", project_subject)
def add_founder(request: HttpRequest, thing: Project) -> HttpResponse:
    """Somebody without a phone is written down; or a visitor writes herself down."""
    myself = request.GET.get("me") == "1" and not isinstance(person_of(request), User)
    form = forms.AddFounderForm(shared.given(request), myself=myself)

    def do(form: forms.GroupForm) -> None:
        answers = {**form.answers, "shares": form.answers["shares"] or 0}
        commands.add_founder(project=thing, by=person_of(request), once=form.once_key, **answers)

    return shared.asked(
        request,
        thing,
        form,
        do,
        title=_("Write yourself down") if myself else _("Write down somebody without a phone"),
        verb=_("Write me down") if myself else _("Write her down"),
        back=shared.address("founders", thing),
        consent=consents.text(),
        consent_lead=_("Read this first.") if myself else _("Read this text to her first, in her language."),
    )


@require_safe
@needs("project.see", shared.founder_subject)
def founder(request: HttpRequest, thing: Founder) -> HttpResponse:
    """One founder. Her number is shown whole to herself alone; to the group, its last three signs."""
    person = person_of(request)
    own = rules.speaks_for(person, thing)
    context: dict[str, Any] = {
        "founder": thing,
        "own": own,
        "number": thing.national_id if own else identity.masked(thing.national_id),
        "sees_data": own or (thing.user_id is None and may_do(person, "project.change", thing.project)),
        "gives_data": own or thing.user_id is None,
        "consent_how": consents.how_words().get(thing.consent_how, ""),
        "consent_is_old": bool(thing.consent_at) and thing.consent_version != consents.VERSION,
        "amount": thing.shares * thing.project.share_value if thing.project.share_value else None,
        "contributions": list(thing.contributions.all()),
    }
    return shared.page(request, "projects/founder.html", thing.project, **context)


def section_subject(person: Person, project_id: UUID, founder_id: UUID, section: str) -> Subject:
    """A present founder, and which part of what is written of her. :raises Http404: there is no such."""
    about = shared.founder_subject(person, project_id, founder_id)
    if section not in SECTIONS or about.thing.left_at:
        raise Http404
    return Subject((about.thing, section), about.territory, about.relations)


@READ
@needs("project.see", section_subject)
def founder_section(request: HttpRequest, thing: tuple[Founder, str]) -> HttpResponse:
    """One part of what is written of a founder."""
    founder, section = thing

    def do(form: forms.GroupForm) -> None:
        commands.change_founder(founder=founder, by=person_of(request), seen_version=form.seen, **form.answers)

    return shared.asked(
        request,
        founder.project,
        _section_form(request, founder, section),
        do,
        title=_titles(founder.name)[section],
        verb=_("Save"),
        back=shared.address("founder", founder.project, founder.public_id),
    )


def _section_form(request: HttpRequest, thing: Founder, section: str) -> forms.GroupForm:
    kind = SECTIONS[section]
    names = [name for name in kind.base_fields if name not in {"version", "once", "national_id"}]
    initial: dict[str, Any] = {"version": thing.version, **{name: getattr(thing, name) for name in names}}
    if not rules.may_give_data_of(person_of(request), thing) and section in PERSONAL:
        initial = {"version": thing.version}
    extra = {"held": thing.national_id} if section == "identity" else {}
    return kind(shared.given(request), initial=initial, **extra)


@READ
@needs("project.see", shared.founder_subject)
def consent(request: HttpRequest, thing: Founder) -> HttpResponse:
    """The present text of consent, and how she agreed."""
    own = rules.speaks_for(person_of(request), thing)
    form = forms.AgreeForm(shared.given(request), myself=own)
    return shared.asked(
        request,
        thing.project,
        form,
        lambda form: commands.agree(founder=thing, by=person_of(request), how=form.answers["consent_how"]),
        title=_("What you agree to") if own else _("What %(name)s agrees to") % {"name": thing.name},
        verb=_("Save"),
        back=shared.address("founder", thing.project, thing.public_id),
        consent=consents.text(),
        consent_lead=_("Read this first.") if own else _("Read this text to her first, in her language."),
    )


@READ
@needs("project.see", shared.founder_subject)
def remove_founder(request: HttpRequest, thing: Founder) -> HttpResponse:
    """Somebody leaves, or is taken off the list."""
    own = rules.speaks_for(person_of(request), thing)
    form = forms.SureForm(shared.given(request), initial={"version": thing.version})
    back = shared.address("founders", thing.project)
    name = {"name": thing.name}
    return shared.asked(
        request,
        thing.project,
        form,
        lambda form: commands.remove_founder(founder=thing, by=person_of(request), seen_version=form.seen),
        title=_("Leave the group?") if own else _("Take %(name)s off the list?") % name,
        verb=_("Leave") if own else _("Take off the list"),
        lead=_("The line stays in the story of the project. Papers that name this person are made anew."),
        back=reverse("projects:mine") if own else back,
    )


def twin_subject(person: Person, project_id: UUID, founder_id: UUID, other_id: UUID) -> Subject:
    """Two founders of the project in the address. :raises Http404: there are no such two."""
    one = shared.founder_subject(person, project_id, founder_id)
    other = shared.founder_subject(person, project_id, other_id)
    if one.thing.left_at or other.thing.left_at or one.thing.pk == other.thing.pk:
        raise Http404
    return Subject((one.thing, other.thing), one.territory, one.relations)


@READ
@needs("project.change", twin_subject)
def twins_page(request: HttpRequest, thing: tuple[Founder, Founder]) -> HttpResponse:
    """Is this the same person? Somebody decides."""
    one, other = thing
    form = forms.SureForm(shared.given(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, one, other)
        except (Refused, Conflict) as error:
            form.add_error(None, str(error))
    context = {"one": one, "other": other, "reasons": twins.why(one, other), "form": form}
    return shared.page(request, "projects/twins.html", one.project, 422 if form.is_bound else 200, **context)


def _decided(request: HttpRequest, one: Founder, other: Founder) -> HttpResponse:
    back, by = shared.address("founders", one.project), person_of(request)
    answer = request.POST.get("answer")
    if answer == "two":
        commands.tell_apart(one=one, other=other, by=by)
        return shared.saved(request, back, _("Noted: these are two people."))
    if answer in {"one", "other"}:
        kept, dropped = (one, other) if answer == "one" else (other, one)
        commands.join_founders(kept=kept, dropped=dropped, by=by)
        return shared.saved(request, back, _("Noted: this is one person."))
    return redirect(request.path)
