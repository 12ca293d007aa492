"""A project begins: by one click on an opportunity, or with an idea of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twiza.accounts import limits
from twiza.accounts.access import open_to_all
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.people import person_of, remembered_person_of
from twiza.accounts.remembering import to_be_remembered
from twiza.bank.models import ProjectModel
from twiza.projects import commands, drafts, queries
from twiza.projects.forms import IdeaForm, PlaceForm, StartForm
from twiza.projects.views import shared
from twiza.search.queries import find
from twiza.territories.models import Territory
from twiza.territories.search import KIND
from twiza.ui.origins import from_our_own_pages

FOUND = 12
LIMIT = "start_project"


@require_safe
@open_to_all
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that I have begun or belong to; a visitor's own by her session."""
    person = person_of(request)
    shown = {
        "projects": queries.mine(person),
        "keeps_for_now": not isinstance(person, User),
        "drafts_of": drafts.owner(person),
        "advises": queries.advised_places(person),
    }
    return render(request, "projects/mine.html", shown)


@require_POST
@from_our_own_pages
@open_to_all
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """One click on the page of an opportunity; the page is kept for everybody and holds no token."""
    form = StartForm(request.POST)
    if not form.is_valid():
        return redirect("opportunities:match")
    territory = get_object_or_404(Territory.objects.current(), code=form.cleaned_data["territory"])
    model = get_object_or_404(ProjectModel.objects.current(), key=form.cleaned_data["model"])
    if answer := to_be_remembered(request):
        return answer
    if limits.reached(request, LIMIT):
        messages.error(request, _("Many projects were started from here in this hour. Try again a little later."))
        return redirect("opportunities:opportunity", territory.code, model.key)
    try:
        project = commands.start(territory=territory, model=model, by=remembered_person_of(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("opportunities:opportunity", territory.code, model.key)
    return redirect("projects:project", project.public_id)


@open_to_all
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """An idea of one's own: first the place, then the words. Two short screens."""
    code = request.GET.get("in", "")[:40]
    place = Territory.objects.current().filter(code=code).first() if code else None
    if place is None:
        return _which_place(request)
    form = IdeaForm(shared.given(request))
    if request.method == "POST" and form.is_valid():
        if answer := to_be_remembered(request, shown=("name", "idea")):
            return answer
        if limits.reached(request, LIMIT):
            form.add_error(None, _("Many projects were started from here in this hour. Try again a little later."))
        else:
            try:
                answers = {name: form.cleaned_data[name] for name in ("name", "idea", "sector")}
                project = commands.start(territory=place, by=remembered_person_of(request), **answers)
                return shared.saved(request, shared.address("project", project), _("Your project has begun."))
            except Refused as error:
                form.add_error(None, str(error))
    shown = {
        "place": place,
        "form": form,
        "draft": drafts.name(request),
        "drafts_of": drafts.owner(person_of(request)),
    }
    return render(request, "projects/new.html", shown, status=422 if form.is_bound else 200)


def _which_place(request: HttpRequest) -> HttpResponse:
    form = PlaceForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    language = get_language() or "ar"
    found = [
        {
            "title": one.title,
            "above": one.data["above"].get(language) or one.data["above"].get("ar", ""),
            "href": f"{reverse('projects:new')}?in={one.key}",
        }
        for one in (find(asked, kind=KIND, limit=FOUND) if asked else [])
    ]
    return render(request, "projects/place.html", {"asked": asked, "found": found})
