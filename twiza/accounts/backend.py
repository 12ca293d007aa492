"""Passwords are checked against the one person who has that phone number or e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from twiza.accounts import queries
from twiza.accounts.models import User


class AddressBackend(ModelBackend):
    """``email`` is an address as ``addresses.read`` gives it, of either kind; allauth names it so."""

    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        email: str = "",
        password: str = "",  # nosec B107: none was typed
        **_credentials: Any,
    ) -> User | None:
        if not email or not password:
            return None
        user = queries.person_at(email)
        if user is None:
            User().set_password(password)  # takes as long as comparing would: nobody learns who is known
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
