"""Nothing is made for a browser before it has shown that it keeps our cookie.

Whoever comes for the first time and presses twice would otherwise send two requests that nothing ties together,
and begin the same thing twice. So the first is answered with the cookie and a word to send it again (307, which
browsers do by themselves, with all that was typed); of two, a browser follows the last alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from twiza.accounts.models import User
from twiza.accounts.people import remember, visitor_of
from twiza.ui.typed import fields_of

SENT = "cookie"
"""In an address: the cookie was sent, and this request was to bring it back."""
TRIAL = 10 * 60
"""Seconds that a session is kept which has brought nothing yet."""


def to_be_remembered(request: HttpRequest, *, shown: Sequence[str] = ()) -> HttpResponse | None:
    """What to answer before something is made for whoever sends *request*; nothing where she is known already.

    The first time the request is sent round once more. If the cookie does not come back, a page says what to
    do; it holds the form, and shows what was typed into the fields *shown*.
    """
    if isinstance(request.user, User) or visitor_of(request) is not None:
        return None
    if SENT in request.GET:
        return keeps_no_cookies(request, shown=[request.POST.get(name, "") for name in shown])
    new = not request.session.session_key
    remember(request)
    if new:
        request.session.set_expiry(TRIAL)
    asked = request.GET.copy()
    asked[SENT] = "sent"
    return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}", preserve_request=True)


def keeps_no_cookies(request: HttpRequest, *, shown: Sequence[str] = ()) -> HttpResponse:
    """403: the browser keeps no cookies; what to do, and the form with all that was typed, to be sent again.

    The values *shown* stand on the page, so that she sees what is kept.
    """
    asked = request.GET.copy()
    asked.pop(SENT, None)
    told = {
        "address": f"{request.path}?{asked.urlencode()}" if asked else request.path,
        "fields": fields_of(request),
        "shown": [value for value in shown if value.strip()],
        "had_files": bool(request.FILES),
    }
    return render(request, "accounts/no-cookies.html", told, status=403)
