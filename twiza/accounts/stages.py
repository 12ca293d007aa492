"""What comes between the first proof and being signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """The second factor of whoever has one.

    Somebody without a role whose only factor is a passkey may use either that or a code: a passkey is her
    convenience, and a lost phone must not lock her out. Whoever holds a role is always asked.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is not None and not user.assignments and not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return False
        return bool(super()._should_handle(request))
