"""What costs the server much (plans, papers, tables) may be asked for so often in a minute, and not more.

Each process counts by itself in its memory (see ``throttling``): by the session where there is one, since a
whole hall may share one address, and by the address in any case, since a session can be thrown away.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from twiza.portal.throttling import count, factor, seconds_left
from twiza.ui.visitors import address_of

security = logging.getLogger("twiza.security")
REFUSED_INPUT = {400, 409, 413, 422}


@dataclass(frozen=True)
class Rate:
    """How often in one minute: by one session, and by one address."""

    session: int
    address: int


RATES = {"plan": Rate(120, 1200), "paper": Rate(20, 60), "table": Rate(30, 120)}
PLANS = {
    f"planner:{name}"
    for name in ("overview", "question", "preview", "inputs", "scale", "results", "statement", "certainty", "change")
}
PAPERS = {
    "planner:download", "dossier:make-papers", "dossier:paper", "dossier:desk-paper", "portal:diagnosis",
    "registry:extract",
}  # fmt: skip
TABLES = {"portal:dataset", "registry:load-report"}


def kind_of(name: str) -> str:
    """What the address *name* costs: ``plan``, ``paper``, ``table``, or nothing worth counting.

    >>> kind_of("planner:results"), kind_of("accounts:journal-table"), kind_of("portal:home")
    ('plan', 'table', '')
    """
    if name in PLANS:
        return "plan"
    if name in PAPERS:
        return "paper"
    return "table" if name in TABLES or name.endswith(("-table", ":table")) else ""


class CostlyMiddleware:
    """Says 429 to whoever asks too often; what was refused for what was typed leaves a line in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED_INPUT:
            match = request.resolver_match
            told = {"way": match.view_name if match else "", "status": response.status_code}
            security.info("input was refused", extra=told)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Count before anything is worked out."""
        match = request.resolver_match
        kind = kind_of(match.view_name) if match else ""
        if not kind or not _too_often(request, kind):
            return None
        security.warning("asked too often", extra={"way": kind})
        answer = render(request, "portal/too-often.html", {"kind": kind}, status=429)
        answer["Retry-After"] = str(seconds_left())
        answer["Cache-Control"] = "no-store"
        return answer


def _too_often(request: HttpRequest, kind: str) -> bool:
    rate, more = RATES[kind], factor(address_of(request))
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    by_address = count(f"{kind}:{address_of(request)}") > rate.address * more
    if not session:
        return by_address
    name = hashlib.sha256(session.encode()).hexdigest()[:24]
    return count(f"{kind}:{name}") > rate.session * more or by_address
