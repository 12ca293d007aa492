"""What staff screens read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from twiza.accounts.addresses import is_phone
from twiza.accounts.models import Organisation, Role, RoleAssignment, User
from twiza.territories.models import Territory


def staff() -> QuerySet[User]:
    """Everybody with a sign-in, open ones first, with their roles; two queries."""
    assignments = RoleAssignment.objects.select_related("territory", "organisation").order_by("role", "territory__code")
    return User.objects.order_by("-is_active", "email").prefetch_related(
        Prefetch("role_assignments", queryset=assignments, to_attr="held")
    )


def person_at(address: str) -> User | None:
    """Who has this address (as ``addresses.read`` gives it), closed sign-ins too; one query."""
    field = "phone" if is_phone(address) else "email"
    return User.objects.filter(**{field: address}).order_by("pk").first()


def roles_in(place: Territory) -> QuerySet[RoleAssignment]:
    """Every role held in *place* or below it, by person; one query."""
    return (
        RoleAssignment.objects.filter(territory__path__startswith=place.path)
        .select_related("user", "territory", "organisation")
        .order_by("user__name", "user_id", "territory__code", "role", "pk")
    )


def organisations_in(place: Territory) -> QuerySet[Organisation]:
    """The organisations that lie in *place* or below it, by name; one query."""
    return Organisation.objects.filter(territory__path__startswith=place.path).order_by("name", "pk")


def places_below(place: Territory) -> QuerySet[Territory]:
    """The territories directly below *place*; one query."""
    return Territory.objects.filter(parent=place, retired=False).order_by("code")


def country_territory() -> Territory | None:
    """The territory above all others, or nothing while no country is loaded."""
    return Territory.objects.filter(parent__isnull=True, retired=False).order_by("pk").first()


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Names of the people behind journal actors (``user:…``), by actor; one query. The erased are not in it."""
    ids = {public_id for actor in actors if (public_id := _public_id(actor))}
    return {user.actor: str(user) for user in User.objects.filter(public_id__in=ids).order_by("pk")} if ids else {}


def _public_id(actor: str) -> uuid.UUID | None:
    kind, _colon, text = actor.partition(":")
    try:
        return uuid.UUID(text) if kind == "user" else None
    except ValueError:
        return None


@dataclass(frozen=True)
class RoleHeld:
    """One role in words."""

    role: str
    place: str
    code: str
    ancestors: tuple[str, ...]
    organisation: str = ""


def roles_of(user: User) -> list[RoleHeld]:
    """The person's roles, each with its place and what lies above it, widest first; two queries."""
    held = sorted(user.assignments, key=lambda one: (one.territory.depth, one.territory.code, one.role))
    above = {code for one in held for code in one.territory.ancestor_codes}
    names = {place.code: place.name for place in Territory.objects.filter(code__in=above)} if above else {}
    return [
        RoleHeld(
            role=str(Role(one.role).label),
            place=one.territory.name,
            code=one.territory.code,
            ancestors=tuple(names[code] for code in reversed(one.territory.ancestor_codes) if code in names),
            organisation=one.organisation.name if one.organisation else "",
        )
        for one in held
    ]
