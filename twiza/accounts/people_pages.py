"""Who holds roles in an administrator's territory; giving and taking them, each after a second look."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts import commands, ending, notices, queries
from twiza.accounts.access import Subject, needs, signed_in
from twiza.accounts.commands import Refused
from twiza.accounts.models import RoleAssignment, User
from twiza.accounts.people import Person
from twiza.accounts.people_forms import OrganisationForm, RoleForm
from twiza.accounts.rules import may
from twiza.territories.models import Territory
from twiza.ui.components.data import Column

PER_PAGE = 50
FORM = require_http_methods(["GET", "HEAD", "POST"])


def _place(_person: Person, code: str) -> Subject:
    territory = get_object_or_404(Territory, code=code, retired=False)
    return Subject(territory, territory)


def _assignment(_person: Person, number: int) -> Subject:
    held = RoleAssignment.objects.select_related("user", "territory", "organisation")
    assignment = get_object_or_404(held, pk=number)
    return Subject(assignment, assignment.territory)


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """To the widest place that one administers."""
    user = cast(User, request.user)
    for held in sorted(user.assignments, key=lambda one: (one.territory.depth, one.territory.code)):
        if may(user, "people.see", held.territory):
            return redirect("accounts:people", held.territory.code)
    raise PermissionDenied


@require_safe
@needs("people.see", _place)
def people(request: HttpRequest, place: Territory) -> HttpResponse:
    """Everybody who holds a role in *place* or below it."""
    page = Paginator(queries.roles_in(place), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "place": place,
        "page": page,
        "query": request.GET,
        "columns": [Column(word) for word in (_("Name"), _("Address"), _("Role"), _("Where"), _("For"), "")],
        "below": queries.places_below(place),
        "organisations": queries.organisations_in(place),
    }
    return render(request, "accounts/people.html", shown)


@FORM
@needs("role.give", _place)
def give(request: HttpRequest, place: Territory) -> HttpResponse:
    """Give a role in *place*: who, which, for whom; then a second look; then it is done and she is told.

    Nothing here tells whether the address had a sign-in before.
    """
    form = RoleForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        if "sure" not in request.POST:
            return render(request, "accounts/give-role-sure.html", {"form": form, "place": place, "told": form.told()})
        try:
            _given(cast(User, request.user), form, place)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role is given, and a message is on its way."))
            return redirect("accounts:people", place.code)
    return render(request, "accounts/give-role.html", {"form": form, "place": place})


@transaction.atomic
def _given(by: User, form: RoleForm, place: Territory) -> None:
    chosen = form.cleaned_data
    if not may(by, "role.give", place):
        raise PermissionDenied
    user = commands.open_staff(address=chosen["address"], by=by)
    given = commands.give_role(
        user=user, role=chosen["role"], territory=place, organisation=chosen["organisation"], by=by
    )
    notices.role_given(given, to=chosen["address"])


@FORM
@needs("role.take", _assignment)
def take(request: HttpRequest, held: RoleAssignment) -> HttpResponse:
    """Take a role back, after a second look."""
    if request.method == "POST":
        try:
            commands.take_role(
                user=held.user, role=held.role, territory=held.territory, organisation=held.organisation,
                by=cast(User, request.user),
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The role is taken back."))
        return redirect("accounts:people", held.territory.code)
    return render(request, "accounts/take-role.html", {"held": held})


@FORM
@needs("session.end", _assignment)
def end_sessions(request: HttpRequest, held: RoleAssignment) -> HttpResponse:
    """Sign somebody out everywhere, after a second look: a phone was lost, or somebody else sits at her desk."""
    if request.method == "POST":
        try:
            ending.end_sessions(user=held.user, by=cast(User, request.user))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("This person is signed out everywhere."))
        return redirect("accounts:people", held.territory.code)
    return render(request, "accounts/end-sessions.html", {"held": held})


@FORM
@needs("organisation.add", _place)
def organisation(request: HttpRequest, place: Territory) -> HttpResponse:
    """Make a body known that people act for."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.add_organisation(**form.cleaned_data, territory=place, by=cast(User, request.user))
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("accounts:people", place.code)
    return render(request, "accounts/add-organisation.html", {"form": form, "place": place})
