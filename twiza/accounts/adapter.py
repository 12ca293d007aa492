"""How people come to have a sign-in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Sign-ins are made by an administrator; nobody signs up alone yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
