"""Every address says who may open it: all, those who are signed in, or those whom a rule allows.

``opened.access`` is what the page "who may do what" and the test of all addresses read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from twiza.accounts import arrivals, factors, held
from twiza.accounts.models import User
from twiza.accounts.people import Person, person_of
from twiza.accounts.rules import may
from twiza.territories.models import Territory

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Subject:
    """The thing an address is about, where it lies, and what the person is to it."""

    thing: Any
    territory: Territory
    relations: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Access:
    """What a view declares. No action: open to all, or to everybody who is signed in."""

    action: str = ""
    signed_in: bool = False


def open_to_all(view: View) -> View:
    """Anybody may open it; what is shown does not depend on who asks, or is the visitor's own."""
    view.access = Access()  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Everybody with a sign-in may open it, and sees what is her own."""
    return _signed_in(view, first)


def on_the_way_in(view: View) -> View:
    """Like ``signed_in``, and open also to whoever still has to set up the second factor that her role asks for."""
    return _signed_in(view, _still_here)


def _signed_in(view: View, before: Callable[[HttpRequest, User], HttpResponse | None]) -> View:
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            return to_sign_in(request)
        return before(request, request.user) or view(request, *args, **kwargs)

    guarded.access = Access(signed_in=True)  # type: ignore[attr-defined]
    return guarded


def needs(action: str, subject: Callable[..., Subject]) -> Callable[[View], View]:
    """Only whom the rules of *action* allow may open it.

    ``subject(person, **kwargs of the address)`` finds the thing, or raises Http404; the view gets the
    thing itself in place of those kwargs. Somebody unknown is asked to sign in; somebody else is refused (403).
    """

    def declare(view: View) -> View:
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            person: Person = person_of(request)
            if isinstance(person, User) and (answer := first(request, person)):
                return answer
            about = subject(person, **kwargs)
            if may(person, action, about.territory, about.relations):
                return view(request, about.thing)
            if isinstance(person, User):
                raise PermissionDenied
            return to_sign_in(request)

        guarded.access = Access(action)  # type: ignore[attr-defined]
        return guarded

    return declare


def first(request: HttpRequest, person: User) -> HttpResponse | None:
    """What has to be done before *person* goes on: sign in anew, or set up the second factor her role asks for."""
    if answer := _still_here(request, person):
        return answer
    if factors.wanting(request, person):
        return _led(request, reverse("accounts:second-factor-wanted"))
    if request.method == "POST":
        held.let_go(request, address=request.path)
    request.person_is_known = True  # type: ignore[attr-defined]  # pages for whoever is signed in never ask who it is
    return None


def _still_here(request: HttpRequest, person: User) -> HttpResponse | None:
    """To the sign-in for whose session has lasted or idled too long; otherwise it goes on."""
    if arrivals.too_old(request, person):
        logout(request)
        return to_sign_in(request)
    arrivals.seen(request, person)
    return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; what was typed is kept meanwhile (``held``)."""
    back = reverse("accounts:held") if held.hold(request) else request.get_full_path()
    return _led(request, redirect_to_login(back).url)


def _led(request: HttpRequest, address: str) -> HttpResponse:
    """To *address*: the whole page, also where only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
