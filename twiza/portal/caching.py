"""What a machine may keep: answers carry a tag made of the data in force and of the question."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from twiza.opportunities.models import Basis
from twiza.packs import queries as packs
from twiza.registry import editions

KEPT = "public, max-age=300"
"""Five minutes without asking, then by asking whether the tag still holds."""
FORGOTTEN = "no-store"
"""For answers to what people say of themselves and where they are."""
CHANGING = "/cooperatives"
"""In addresses whose answer people change meanwhile: its tag holds the edition of the register too."""
PRIVATE = ("match", "territories/at")
OF_SOMEBODY = "/dossiers/"
"""In addresses whose answer is for whoever is signed in alone."""


def state() -> str | None:
    """Digest of the data that every answer rests on; nothing while no country is loaded. One small query."""

    def read() -> str | None:
        held = packs.in_force()
        basis = Basis.objects.order_by("-id").values_list("digest", flat=True).first()
        return None if held is None else hashlib.sha256(f"{held[1]} {basis}".encode()).hexdigest()

    return packs.remember("state of the data", read)


def tag(request: HttpRequest, form: str) -> str | None:
    """The ETag of the answer to *request* written in *form*; nothing where none should be kept."""
    if request.method not in {"GET", "HEAD"} or is_private(request):
        return None
    register = editions.current() if CHANGING in request.path else ""
    question = f"{form} {state()} {register} {request.get_full_path()}"
    return f'"{hashlib.sha256(question.encode()).hexdigest()[:32]}"'


def is_private(request: HttpRequest) -> bool:
    """Whether the question tells something of whoever asks."""
    return request.path.endswith(PRIVATE) or OF_SOMEBODY in request.path


def holds(request: HttpRequest, current: str) -> bool:
    """Whether the reader already has the answer with the tag *current*.

    ``*`` never holds: it would say of a thing that does not exist that it has not changed.
    """
    named = parse_etags(request.headers.get("If-None-Match", ""))
    return current in {one.removeprefix("W/") for one in named}


def answer(request: HttpRequest, form: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What *make* answers, with its tag; or 304 without making it, where the reader has it."""
    current = tag(request, form)
    response = HttpResponse(status=304) if current and holds(request, current) else make()
    if response.status_code in {200, 304} and current:
        response["ETag"], response["Cache-Control"] = current, KEPT
    else:
        response["Cache-Control"] = FORGOTTEN
    return response
