"""Pages of those who sign in: who am I, what waits for me, and the journal."""

from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from twiza.accounts import addresses, factors, held, journal_page, queries
from twiza.accounts.access import Subject, needs, open_to_all, signed_in
from twiza.accounts.forms import JournalForm
from twiza.accounts.models import User
from twiza.accounts.people import Person
from twiza.accounts.rules import may
from twiza.journal.models import EntryQuerySet
from twiza.journal.queries import actions, entries
from twiza.territories.models import Territory
from twiza.ui import exports

PER_PAGE, AT_MOST = 50, 50_000


def the_country(_person: Person) -> Subject:
    """What concerns the whole country. Http404 while there is none."""
    country = queries.country_territory()
    if country is None:
        raise Http404
    return Subject(country, country)


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who am I, which roles do I hold where, and how do I sign in."""
    user = cast(User, request.user)
    country = queries.country_territory()
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    shown = {
        "person": user,
        "phone": addresses.shown(user.phone) if user.phone else "",
        "roles": queries.roles_of(user),
        "second_factor": Authenticator.Type.TOTP in kinds,
        "passkeys": Authenticator.Type.WEBAUTHN in kinds,
        "has_password": user.has_usable_password(),
        "reads_journal": country is not None and may(user, "journal.read", country),
        "sees_messages": country is not None and may(user, "message.see", country),
        "examines": any(may(user, "filing.list", one.territory) for one in user.assignments),
        "sees_people": any(may(user, "people.see", one.territory) for one in user.assignments),
    }
    return render(request, "accounts/account.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
def held_form(request: HttpRequest) -> HttpResponse:
    """What was typed before signing in, and the button that sends it; or thrown away."""
    if request.method == "POST":
        held.let_go(request)
        return redirect("accounts:account")
    return render(request, "accounts/held.html", {"held": held.held(request), "renewed": False})


@require_safe
@open_to_all
@never_cache
def second_factor_wanted(request: HttpRequest) -> HttpResponse:
    """Why a second factor comes first, and how to set one up."""
    if not isinstance(request.user, User) or not factors.wanting(request, request.user):
        return redirect("accounts:account")
    return render(request, "accounts/second-factor-wanted.html")


def _sought(request: HttpRequest) -> tuple[JournalForm, EntryQuerySet]:
    form = JournalForm(request.GET)
    return form, entries(form.sought())


@require_safe
@needs("journal.read", the_country)
def journal(request: HttpRequest, _country: Territory) -> HttpResponse:
    """Who did what, when: newest first, filtered, in pages."""
    form, found = _sought(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": journal_page.lines(page.object_list),
        "columns": journal_page.columns(),
        "fields": journal_page.fields(form, actions()),
        "active": sum(1 for name in form.fields if request.GET.get(name)),
        "downloads": journal_page.downloads(request.GET),
        "query": request.GET,
    }
    return render(request, "accounts/journal.html", shown)


def _table(person: Person, form: str) -> Subject:
    country = the_country(person)
    return Subject(form, country.territory)


@require_GET
@needs("journal.read", _table)
def journal_table(request: HttpRequest, form: str) -> HttpResponse:
    """The same entries as CSV or XLSX."""
    _form, found = _sought(request)
    rows = journal_page.rows(found[:AT_MOST])
    return exports.table("journal", journal_page.HEAD, rows, form=form, rtl=get_language_bidi())


@require_safe
@open_to_all
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """A code opens as well; afterwards another password can be chosen."""
    return render(request, "accounts/forgotten-password.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many attempts; what to do meanwhile."""
    return render(request, "accounts/too-many.html", status=429)
