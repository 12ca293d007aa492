"""Signing in and up by one door: an address, the code that was sent there, and whoever is new says her name.

Until the code is right nothing depends on whether anybody has that address. The code belongs to the session
that asked for it: wrong tries elsewhere do not end it.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from twiza.accounts import addresses, codes
from twiza.accounts.models import User

SESSION_KEY = "entering"
PROOF_LASTS = 30 * 60
"""Seconds within which a new person has to say her name after her code was right."""


@dataclass(frozen=True)
class Entering:
    """Somebody at the door. ``proven_at`` is when her code was right (seconds), 0 before."""

    address: str
    nonce: str
    next: str
    proven_at: int = 0

    @property
    def purpose(self) -> str:
        """What her code is for: this door and this session alone."""
        return f"{codes.SIGN_IN}:{self.nonce}"

    @property
    def proven(self) -> bool:
        """Whether she has shown lately that the address is hers."""
        return time.time() - self.proven_at < PROOF_LASTS


def begin(request: HttpRequest, *, address: str, next_url: str, language: str) -> Entering:
    """Send a code to *address* and remember who stands at the door. :raises codes.TooManyCodes:"""
    entering = Entering(address, secrets.token_urlsafe(16), safe_next(request, next_url))
    codes.issue(address=address, purpose=entering.purpose, language=language)
    _keep(request, entering)
    return entering


def again(request: HttpRequest, entering: Entering, *, language: str) -> None:
    """Send another code to the same address. :raises codes.TooManyCodes:"""
    codes.issue(address=entering.address, purpose=entering.purpose, language=language)


def current(request: HttpRequest) -> Entering | None:
    """Who stands at the door of this session, if anybody."""
    kept = request.session.get(SESSION_KEY)
    return Entering(**kept) if kept else None


def prove(request: HttpRequest, entering: Entering, code: str) -> bool:
    """Whether *code* is right; then the proof is kept. :raises codes.TooManyTries:"""
    if not codes.prove(address=entering.address, purpose=entering.purpose, code=code):
        return False
    _keep(request, Entering(entering.address, entering.nonce, entering.next, int(time.time())))
    return True


def enter(request: HttpRequest, entering: Entering, user: User) -> HttpResponse:
    """Sign *user* in, who has proven the address; her second factor is asked if she has one."""
    request.session.pop(SESSION_KEY, None)
    proof = {"phone" if addresses.is_phone(entering.address) else "email": entering.address}
    record_authentication(request, user, method="code", reauthenticated=True, **proof)
    answer: HttpResponse = perform_login(request, user, redirect_url=entering.next or None)
    return answer


def recently_proven_by_code(request: HttpRequest) -> bool:
    """Whether whoever is signed in typed a right code in this session, lately."""
    records = request.session.get("account_authentication_methods", [])
    latest = max((one.get("at", 0) for one in records if one.get("method") == "code"), default=0)
    return time.time() - latest < PROOF_LASTS


def safe_next(request: HttpRequest, address: str) -> str:
    """*address* if it is a page of ours, else nothing."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""


def _keep(request: HttpRequest, entering: Entering) -> None:
    request.session[SESSION_KEY] = asdict(entering)
