"""How people come to have a sign-in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-ins are made by an administrator; nobody signs up alone yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page, not to the form once more."""
        return reverse("accounts:account")
