"""What somebody typed is kept while she signs in, and sent again when she says so.

Her session ended, or she never signed in: the fields of the form wait in the (new) session. Afterwards a page
shows them, and one button sends them to where they were going. Nothing is sent without her pressing it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render

from twiza.accounts.remembering import keeps_no_cookies
from twiza.ui.origins import is_ours
from twiza.ui.typed import fields_of, recognisable

SESSION_KEY = "held"
LASTS = 24 * 60 * 60
"""Seconds that it is kept."""


@dataclass(frozen=True)
class Held:
    """A form that waits: where it was going, its fields, and whether files were left out."""

    address: str
    fields: list[tuple[str, str]]
    had_files: bool
    at: float

    @property
    def shown(self) -> list[str]:
        """The values that a person typed and would recognise: no keys, versions or other machinery."""
        return recognisable(self.fields)


def hold(request: HttpRequest) -> bool:
    """Keep the fields of a POST. False when there is nothing to keep, or too much."""
    if request.method != "POST":
        return False
    fields = fields_of(request)
    if not fields:
        return False
    request.session[SESSION_KEY] = {
        "address": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES), "at": time.time(),
    }  # fmt: skip
    return True


def held(request: HttpRequest) -> Held | None:
    """What waits in this session."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if not kept or time.time() - kept["at"] > LASTS:
        return None
    fields = [(name, value) for name, value in kept["fields"]]
    return Held(kept["address"], fields, kept["had_files"], kept["at"])


def let_go(request: HttpRequest, *, address: str = "") -> None:
    """Forget what waits; with *address* only if it was going there."""
    kept = request.session.get(SESSION_KEY)
    if kept and (not address or urlsplit(kept["address"]).path == address):
        del request.session[SESSION_KEY]


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form whose token does not fit. What happened and what to do, in the reader's language.

    A form of ours (its token is of an earlier session, or the cookie is gone) is kept and can be sent from this
    very page. A form of another site is never kept, nor shown.
    """
    if not is_ours(request):
        return render(request, "accounts/form-refused.html", {"back": ""}, status=403)
    if reason == REASON_NO_CSRF_COOKIE and not request.COOKIES:
        return keeps_no_cookies(request, shown=recognisable(fields_of(request)))
    if hold(request):
        return render(request, "accounts/held.html", {"held": held(request), "renewed": True}, status=403)
    return render(request, "accounts/form-refused.html", {"back": _page_before(request)}, status=403)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the form stood on, to open it anew; nothing where the browser does not tell."""
    told = urlsplit(request.headers.get("Referer", ""))
    ours = (told.scheme, told.netloc) == (request.scheme, request.get_host())
    return f"{told.path}?{told.query}" if ours and told.query else told.path if ours else ""
