"""What we keep and why; my data; the end of a sign-in; who may do what."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from twiza.accounts import rights
from twiza.accounts.access import open_to_all, signed_in
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.privacy import commands, telling
from twiza.accounts.privacy.consents import TEXTS
from twiza.accounts.privacy.holdings import holdings


@require_safe
@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """Why each datum is asked, how long it is kept, who sees it."""
    return render(request, "accounts/privacy/privacy.html", {"holdings": holdings(), "texts": TEXTS.values()})


@require_safe
@open_to_all
def who_may(request: HttpRequest) -> HttpResponse:
    """Every action and the roles that allow it, from the same table that is enforced."""
    return render(request, "accounts/privacy/who-may.html", {"areas": rights.areas(), "columns": rights.columns()})


@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of the reader, on one page."""
    user = cast(User, request.user)
    kept = [(one.label, telling.told(one, one.collect(user))) for one in holdings()]
    return render(request, "accounts/privacy/my-data.html", {"kept": kept})


@require_GET
@signed_in
def my_data_file(request: HttpRequest) -> HttpResponse:
    """The same to take along."""
    answer = HttpResponse(commands.as_file(cast(User, request.user)), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """Ask once more, then end the sign-in and say what had to stay."""
    user = cast(User, request.user)
    unsure = False
    if request.method == "POST":
        unsure = request.POST.get("sure") != "yes"
        if not unsure:
            try:
                kept = commands.end_sign_in(user=user, by=user)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect("privacy:my-data")
            logout(request)
            return render(request, "accounts/privacy/ended.html", {"kept": kept})
    return render(request, "accounts/privacy/end.html", {"unsure": unsure})
