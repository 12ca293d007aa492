"""What a browser keeps of a form until we have said that it is written (``ui/drafts.js``).

A page that wants it loads the script, says whose drafts it may hold
(``<meta name="twiza-drafts-of" content="…">``) and marks its forms ``data-draft="…"``; fields marked
``data-private`` are never kept.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from twiza.accounts.people import Person
from twiza.sealing.keys import fingerprint

COOKIE = "twiza_saved"
"""Tells the next page which draft has reached us."""
SECONDS = 600


def owner(person: Person) -> str:
    """Whose drafts a browser may keep on this page; those of anybody else are removed."""
    return fingerprint(person.actor, purpose="drafts")[:16]


def name(request: HttpRequest) -> str:
    """The name under which a browser keeps what is typed on this page."""
    return fingerprint(request.path, purpose="draft")[:16]


def arrived(request: HttpRequest, answer: HttpResponse) -> None:
    """Let *answer* say that the form of this page is written: the browser forgets its draft."""
    cookie = f"__Host-{COOKIE}" if request.is_secure() else COOKIE
    answer.set_cookie(cookie, name(request), max_age=SECONDS, samesite="Lax", secure=request.is_secure())
