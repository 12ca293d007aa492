"""allauth's forms of passkeys: a wrong one leaves a line in the log, and what is no passkey at all is wrong too."""

from __future__ import annotations

import logging
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError

security = logging.getLogger("twiza.security")


class _Told:
    """In front of one of allauth's forms."""

    def clean_credential(self) -> Any:
        """The passkey that was shown. :raises ValidationError: it is not hers, or no passkey at all."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
            security.warning("a proof was wrong", extra={"way": "factor.webauthn"})
            if isinstance(error, ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from error  # JSON of another shape


class PasskeyForm(_Told, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by a passkey alone."""


class SecondPasskeyForm(_Told, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""


class PasskeyAgainForm(_Told, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something of the sign-in changes."""
