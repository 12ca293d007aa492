"""Staff of an agency sign in at their agency's own identity provider (OpenID Connect)."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from twiza.accounts import queries
from twiza.accounts.models import User


class AgencyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whom a provider vouches for is let in as the person who holds a role here and has that verified e-mail.

    Nobody else: no sign-in is made, no role is given, and a founder's account is never reached this way.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        known = sociallogin.user if sociallogin.is_existing else self._vouched_for(sociallogin)
        if known is None or not known.is_active or not known.assignments or request.user.is_authenticated:
            raise ImmediateHttpResponse(render(request, "accounts/agency-unknown.html", status=403))
        if not sociallogin.is_existing:
            sociallogin.account.extra_data, sociallogin.email_addresses = {}, []  # kept here already, or not ours
            sociallogin.connect(request, known)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def serialize_instance(self, instance: Any) -> Any:
        """While the second factor is asked for, the session keeps who it is, not the whole row with its password."""
        return {"pk": instance.pk} if isinstance(instance, User) else super().serialize_instance(instance)

    def deserialize_instance(self, model: type[Any], data: dict[str, Any]) -> Any:
        """What ``serialize_instance`` made, back."""
        return User.objects.get(pk=data["pk"]) if model is User else super().deserialize_instance(model, data)

    def _vouched_for(self, sociallogin: SocialLogin) -> User | None:
        for address in sociallogin.email_addresses:
            if address.verified and (user := queries.person_at(address.email.lower())) is not None:
                return user
        return None
