"""Whoever changes how she signs in shows once more that it is she, unless she has just done so.

With a password, a passkey or an app allauth asks for one of them. Whoever has none of these comes in by codes;
she is asked for another code, sent to an address that is hers already.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from twiza.accounts import addresses, codes, limits
from twiza.accounts.access import on_the_way_in
from twiza.accounts.forms import CodeForm
from twiza.accounts.models import User
from twiza.accounts.views import too_many

View = Callable[..., HttpResponse]
SENT_TO = "again_sent_to"


def fresh_proof(view: View, *, to_read: bool = True) -> View:
    """Ask for another proof first; what was sent meanwhile goes on afterwards. Not *to_read*: for changes alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reads_only = request.method in {"GET", "HEAD"} and not to_read
        if reads_only or not isinstance(request.user, User) or is_fresh(request, request.user):
            return view(request, *args, **kwargs)
        if reauthentication.get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        answer: HttpResponse = reauthentication.suspend_request(request, reverse("accounts:again"))
        return answer

    return guarded


def is_fresh(request: HttpRequest, user: User) -> bool:
    """Whether *user* signed in, or gave another proof, within the last minutes."""
    latest = max((one.get("at", 0) for one in get_authentication_records(request, user)), default=0)
    return bool(time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT)


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way_in
@sensitive_post_parameters("code")
def again(request: HttpRequest) -> HttpResponse:
    """A code to an address of her own; right, what she was about to do goes on."""
    user = cast(User, request.user)
    if reauthentication.get_reauthentication_flows(user):
        return redirect("account_reauthenticate")  # a code is no way around a factor that she has
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST":
        if "code" not in request.POST:
            if limits.reached(request, limits.CODES):
                return too_many(request)
            _send(request, user, form)
        elif limits.reached(request, limits.PROOFS):
            return too_many(request)
        elif form.is_valid() and _right(request, user, form):
            return reauthentication.resume_request(request) or redirect("accounts:account")
    sent = request.session.get(SENT_TO, "")
    shown = {"form": form, "sent_to": addresses.shown(sent) if sent else "", "ways": _ways(user)}
    return render(request, "accounts/again.html", shown)


def _ways(user: User) -> list[tuple[str, str]]:
    """Where a code can be sent: the value of a button, and the address in part, for whoever looks over a shoulder."""
    ways = []
    if user.phone:
        ways.append(("phone", f"••• {user.phone[-3:]}"))
    if user.email:
        name, _at, host = user.email.partition("@")
        ways.append(("email", f"{name[:2]}•••@{host}"))
    return ways


def _purpose(user: User) -> str:
    return f"{codes.AGAIN}:{user.public_id}"


def _send(request: HttpRequest, user: User, form: CodeForm) -> None:
    to = user.phone if request.POST.get("to") == "phone" and user.phone else user.email or user.phone or ""
    try:
        codes.issue(address=to, purpose=_purpose(user), language=get_language() or "")
    except codes.TooManyCodes as error:
        _say(form, str(error))
    else:
        request.session[SENT_TO] = to


def _right(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Whether the code is right; then the proof is kept."""
    to = request.session.get(SENT_TO, "")
    try:
        right = bool(to) and codes.prove(address=to, purpose=_purpose(user), code=form.cleaned_data["code"])
    except codes.TooManyTries as error:
        form.add_error("code", str(error))
        return False
    if not right or to not in {user.phone, user.email}:
        form.add_error("code", _("This is not the code we sent last, or its ten minutes are over."))
        return False
    del request.session[SENT_TO]
    proof = {"phone" if addresses.is_phone(to) else "email": to}
    record_authentication(request, user, method="code", reauthenticated=True, **proof)
    return True


def _say(form: CodeForm, words: str) -> None:
    """Show *words* at the field, although no code was typed."""
    form.is_bound, form.data = True, {"code": ""}
    form.full_clean()
    form.errors.clear()
    form.add_error("code", words)
