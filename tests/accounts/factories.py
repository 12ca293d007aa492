"""People with roles in the invented country."""

from __future__ import annotations

from django.test import Client

from twiza.accounts import commands
from twiza.accounts.models import User
from twiza.territories.models import Territory

PASSWORD = "a long and quiet evening"


def person(email: str = "someone@example.org", *, role: str = "", territory: str = "XE", name: str = "") -> User:
    """Somebody who can sign in with ``PASSWORD``, and holds *role* in *territory* if one is named."""
    user = commands.add_staff(email=email, name=name, password=PASSWORD, by="command-line")
    if role:
        place = Territory.objects.get(code=territory)
        commands.give_role(user=user, role=role, territory=place, by="command-line")
    return user


def signed_in(user: User) -> Client:
    """The browser of *user*, past the door."""
    client = Client()
    client.force_login(user)
    return client
