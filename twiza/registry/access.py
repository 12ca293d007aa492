"""What a person is to a cooperative, and where it lies: for the guards of addresses."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from twiza.accounts.access import Subject
from twiza.accounts.models import Role, User
from twiza.accounts.people import Person
from twiza.registry.models import Cooperative, Import
from twiza.territories.models import Territory


def relations_to(person: Person | object, cooperative: Cooperative) -> frozenset[str]:
    """``cooperative_manager`` for who acts for this very cooperative; nothing for anybody else."""
    if isinstance(person, User) and any(
        one.role == Role.COOPERATIVE_MANAGER and one.organisation_id == cooperative.organisation_id
        for one in person.assignments
    ):
        return frozenset({Role.COOPERATIVE_MANAGER.value})
    return frozenset()


def cooperative_subject(person: Person, public_id: UUID) -> Subject:
    """The cooperative of an address. Http404 where there is none."""
    rows = Cooperative.objects.current().select_related("territory", "organisation", "sector", "project_model")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return Subject(found, found.territory, relations_to(person, found))


def import_subject(person: Person, public_id: UUID) -> Subject:
    """A load of an existing register. Http404 where there is none."""
    found = Import.objects.select_related("territory", "file").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return Subject(found, found.territory)


def place_subject(person: Person, code: str) -> Subject:
    """The territory for which a register is loaded. Http404 where there is none."""
    found = Territory.objects.current().filter(code=code).first()
    if found is None:
        raise Http404
    return Subject(found, found)
