"""The pages of the door: sign in, sign up, the code, the name."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa import app_settings as factors
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.adapter import get_adapter as agencies
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from twiza.accounts import addresses, commands, entering, limits, outbox_pages, views
from twiza.accounts.access import Access, on_the_way_in, open_to_all
from twiza.accounts.codes import TooManyCodes, TooManyTries
from twiza.accounts.forms import AddressForm, CodeForm, WelcomeForm
from twiza.accounts.models import User
from twiza.accounts.privacy import consents
from twiza.accounts.proofs import fresh_proof

FORM = require_http_methods(["GET", "HEAD", "POST"])


class SignInView(LoginView):  # type: ignore[misc]
    """One question: the address, for a code. A password, a passkey or an agency's own sign-in stand below."""

    code_form: AddressForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "address" not in request.POST:
            answer: HttpResponseBase = super().post(request, *args, **kwargs)
            return answer
        self.code_form = AddressForm(request.POST)
        sent = _send(request, self.code_form)
        page = self.get_form_class()(request=request)
        return sent or self.render_to_response(self.get_context_data(form=page))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        shown |= {
            "code_form": self.code_form or AddressForm(),
            "next": entering.safe_next(self.request, _next(self.request)),
            "passkeys": factors.PASSKEY_LOGIN_ENABLED,
            "agencies": agencies().list_providers(self.request),
        }
        return shown


sign_in = SignInView.as_view()
sign_in.access = Access()


class SignOutView(LogoutView):  # type: ignore[misc]
    """Whoever comes to this browser next finds nothing of her in it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        # Not "cookies": they are ended one by one, and the language of the next reader is hers.
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer


sign_out = SignOutView.as_view()
sign_out.access = Access()


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """A passkey is made; then all of one's passkeys are shown."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["name"].label = _("Name")  # allauth leaves it to Django, which knows English alone
        return form

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")


add_passkey = on_the_way_in(fresh_proof(AddPasskeyView.as_view()))
activate_totp = on_the_way_in(fresh_proof(ActivateTOTPView.as_view()))


@open_to_all
@FORM
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """The same door for whoever is new: an address, and a code to it."""
    if isinstance(request.user, User):
        return redirect("accounts:account")
    form = AddressForm(request.POST or None)
    answer = _send(request, form) if request.method == "POST" else None
    shown = {"code_form": form, "next": entering.safe_next(request, _next(request))}
    return answer or render(request, "account/signup.html", shown)


def _next(request: HttpRequest) -> str:
    return str(request.POST.get("next") or request.GET.get("next") or "")


def _send(request: HttpRequest, form: AddressForm) -> HttpResponse | None:
    """Send a code where *form* says; None when the form has to be shown again."""
    if not form.is_valid():
        return None
    if limits.reached(request, limits.CODES):
        return views.too_many(request)
    try:
        entering.begin(
            request, address=form.cleaned_data["address"], next_url=_next(request), language=get_language() or ""
        )
    except TooManyCodes as error:
        form.add_error("address", str(error))
        return None
    return redirect("accounts:code")


@open_to_all
@FORM
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The code that was sent; right, it opens."""
    at_door = entering.current(request)
    if at_door is None or isinstance(request.user, User):
        return redirect("account_login")
    form = CodeForm(request.POST if "code" in request.POST else None)
    sent_again = False
    if request.method == "POST":
        if limits.reached(request, limits.PROOFS):
            return views.too_many(request)
        if "again" in request.POST:
            sent_again = _send_again(request, at_door, form)
        elif form.is_valid() and _proven(request, at_door, form):
            return _open(request)
    shown = {
        "form": form,
        "address": addresses.shown(at_door.address),
        "by_phone": addresses.is_phone(at_door.address),
        "sent_again": sent_again,
        "shows_outbox": outbox_pages.is_shown(request),
    }
    return render(request, "accounts/code.html", shown)


def _send_again(request: HttpRequest, at_door: entering.Entering, form: CodeForm) -> bool:
    try:
        entering.again(request, at_door, language=get_language() or "")
    except TooManyCodes as error:
        _say(form, str(error))
        return False
    return True


def _proven(request: HttpRequest, at_door: entering.Entering, form: CodeForm) -> bool:
    try:
        right = entering.prove(request, at_door, form.cleaned_data["code"])
    except TooManyTries as error:
        _say(form, str(error))
        return False
    if not right:
        _say(form, _("This is not the code we sent last, or its ten minutes are over. Look again, or ask for another."))
    return right


def _say(form: CodeForm, words: str) -> None:
    """Show *words* at the field, also where no code was typed."""
    if not form.is_bound:
        form.is_bound, form.data = True, {"code": ""}
        form.full_clean()
        form.errors.clear()
    form.add_error("code", words)


def _open(request: HttpRequest) -> HttpResponse:
    """In, for whoever is known; the last questions for whoever is new."""
    at_door = entering.current(request)
    assert at_door is not None
    user = commands.known_by_proof(address=at_door.address)
    return entering.enter(request, at_door, user) if user else redirect("accounts:welcome")


@open_to_all
@FORM
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """Somebody new, whose code was right: her name, and what she agrees to. Only then anything is kept of her."""
    at_door = entering.current(request)
    if at_door is None or not at_door.proven or isinstance(request.user, User):
        return redirect("account_login")
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = commands.sign_up(address=at_door.address, name=form.cleaned_data["name"], language=get_language() or "")
        return entering.enter(request, at_door, user)
    text = consents.TEXTS["sign-in"]
    return render(request, "accounts/welcome.html", {"form": form, "text": text, "address": at_door.address})
