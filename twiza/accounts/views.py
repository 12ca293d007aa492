"""Pages of those who sign in: who am I, and the journal."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from twiza.accounts import journal_page, queries
from twiza.accounts.forms import JournalForm
from twiza.accounts.models import User
from twiza.accounts.rules import may
from twiza.journal.models import EntryQuerySet
from twiza.journal.queries import actions, entries
from twiza.ui import exports

PER_PAGE, AT_MOST = 50, 50_000


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who am I, and which roles do I hold where."""
    user = cast(User, request.user)
    country = queries.country_territory()
    shown = {
        "person": user,
        "roles": queries.roles_of(user),
        "second_factor": is_mfa_enabled(user),
        "reads_journal": country is not None and may(user, "journal.read", country),
    }
    return render(request, "accounts/account.html", shown)


def _readable(request: HttpRequest) -> tuple[JournalForm, EntryQuerySet]:
    """The entries asked for. PermissionDenied for whoever may not read the journal of the whole country."""
    country = queries.country_territory()
    if country is None or not may(cast(User, request.user), "journal.read", country):
        raise PermissionDenied
    form = JournalForm(request.GET)
    return form, entries(form.sought())


@require_safe
@never_cache
@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, when: newest first, filtered, in pages."""
    form, found = _readable(request)
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


@require_GET
@never_cache
@login_required
def journal_table(request: HttpRequest, form: str) -> HttpResponse:
    """The same entries as CSV or XLSX."""
    if form not in exports.FORMATS:
        raise Http404
    _form, found = _readable(request)
    rows = journal_page.rows(found[:AT_MOST])
    return exports.table("journal", journal_page.HEAD, rows, form=form, rtl=get_language_bidi())


@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """No letters are sent: an administrator gives a new password."""
    return render(request, "accounts/forgotten-password.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many attempts; what to do meanwhile."""
    return render(request, "accounts/too-many.html", status=429)
