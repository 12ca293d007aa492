"""Changing one's own name, addresses and password."""

from __future__ import annotations

from typing import Any, cast

from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts import addresses, codes, commands, entering, limits
from twiza.accounts.access import signed_in
from twiza.accounts.forms import AddressForm, CodeForm, NameForm, NewPasswordForm
from twiza.accounts.models import User
from twiza.accounts.proofs import fresh_proof
from twiza.accounts.views import too_many

FORM = require_http_methods(["GET", "HEAD", "POST"])
SESSION_KEY = "new_address"
BROWSERS = (
    ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("OPR/", "Opera"), ("Edg", "Edge"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""What a browser calls itself; several call themselves by the names of later ones, too."""
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@FORM
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """How one is called."""
    user = cast(User, request.user)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        commands.rename(user=user, name=form.cleaned_data["name"], by=user)
        return redirect("accounts:account")
    return render(request, "accounts/name.html", {"form": form})


@FORM
@signed_in
@fresh_proof
def address(request: HttpRequest) -> HttpResponse:
    """A new phone number or e-mail: a code goes there first."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.reached(request, limits.CODES):
            return too_many(request)
        new = form.cleaned_data["address"]
        try:
            codes.issue(address=new, purpose=_purpose(request), language=get_language() or "")
        except codes.TooManyCodes as error:
            form.add_error("address", str(error))
        else:
            request.session[SESSION_KEY] = new
            return redirect("accounts:address-code")
    return render(request, "accounts/address.html", {"form": form})


@FORM
@signed_in
@fresh_proof
def address_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent to the new address."""
    new = request.session.get(SESSION_KEY)
    if not new:
        return redirect("accounts:address")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.reached(request, limits.PROOFS):
            return too_many(request)
        if _taken_over(request, new, form):
            del request.session[SESSION_KEY]
            return redirect("accounts:account")
    return render(request, "accounts/address-code.html", {"form": form, "address": addresses.shown(new)})


def _taken_over(request: HttpRequest, new: str, form: CodeForm) -> bool:
    """Whether the code was right and the address is hers now; otherwise *form* says why not."""
    user = cast(User, request.user)
    try:
        right = codes.prove(address=new, purpose=_purpose(request), code=form.cleaned_data["code"])
        if right:
            commands.change_address(user=user, address=new, by=user)
            return True
        form.add_error("code", _("This is not the code we sent last, or its ten minutes are over."))
    except (codes.TooManyTries, commands.Refused) as error:
        form.add_error("code", str(error))
    return False


def _purpose(request: HttpRequest) -> str:
    """The code is for this person alone: whoever else reads it can do nothing with it."""
    return f"{codes.NEW_ADDRESS}:{cast(User, request.user).public_id}"


@require_POST
@signed_in
@fresh_proof
def drop_address(request: HttpRequest) -> HttpResponse:
    """Forget the phone number or the e-mail, if the other is left."""
    user = cast(User, request.user)
    which = "phone" if request.POST.get("which") == "phone" else "email"
    try:
        commands.drop_address(user=user, which=which, by=user)  # type: ignore[arg-type]
    except commands.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:account")


class DevicesView(ListUserSessionsView):  # type: ignore[misc]
    """Where one is signed in, in words that one recognises."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        shown["devices"] = [(one, device(one.user_agent)) for one in shown["sessions"]]
        return shown


devices = signed_in(fresh_proof(DevicesView.as_view(), to_read=False))


def device(agent: str) -> str:
    """The browser and the system that *agent* names: ``Firefox · Android``. Nothing where it names none.

    >>> device("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    'Chrome · Android'
    """
    found = (next((word for mark, word in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS))
    return " · ".join(word for word in found if word)


@FORM
@signed_in
@sensitive_post_parameters("password1", "password2")
def new_password(request: HttpRequest) -> HttpResponse:
    """A first password, or another one for whoever forgot hers and came in by a code."""
    user = cast(User, request.user)
    if user.has_usable_password() and not entering.recently_proven_by_code(request):
        return redirect("account_change_password")
    return _new_password(request)


@fresh_proof
def _new_password(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = NewPasswordForm(data=request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_password(user=user, password=form.cleaned_data["password1"], by=user)
        except commands.Refused as refusal:
            form.add_error("password1", str(refusal))
        else:
            update_session_auth_hash(request, user)
            return redirect("accounts:account")
    return render(request, "accounts/new-password.html", {"form": form})
