"""How allauth's sign-in behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from twiza.accounts import limits
from twiza.accounts.models import User
from twiza.sealing.keys import seal, unseal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People sign up by a code to their phone or e-mail (``entering``), never by allauth's own form."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The address or the password is not right. Try again, or sign in with a code instead."
        ),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes, or sign in with a code instead."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """After the first proof only the second factor is asked for: codes have shown that the address is hers."""
        return ["twiza.accounts.stages.SecondFactorStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many attempts, if they could be counted."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            limits.must_count()
            raise

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """The view counts attempts."""
        return user.check_password(password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page, not to the form once more."""
        return reverse("accounts:account")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_user_identifier(self, user: User) -> str:
        """What an app or a device shows beside the site's name."""
        return user.email or user.phone or str(user)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A first name for a passkey, which its owner can change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Twiza"
