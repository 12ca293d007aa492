"""allauth's pages of entrance in our frame: their ``site`` would hide the one that the base page reads."""

from __future__ import annotations

from typing import Any

from allauth.account.views import AccountInactiveView, LoginView
from allauth.mfa.base.views import AuthenticateView


class OurFrame:
    """Leaves the name ``site`` to the base page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        shown.pop("site", None)
        return shown


class Login(OurFrame, LoginView):  # type: ignore[misc]
    """E-mail and password."""


class Inactive(OurFrame, AccountInactiveView):  # type: ignore[misc]
    """A sign-in that was closed."""


class Authenticate(OurFrame, AuthenticateView):  # type: ignore[misc]
    """The second factor."""
