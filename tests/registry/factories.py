"""Cooperatives of the invented country, and people who act for them."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.accounts.factories import person
from twiza.accounts.commands import By
from twiza.accounts.models import Role, RoleAssignment, User
from twiza.registry import commands
from twiza.registry.commands import NewCooperative, NewMember
from twiza.registry.models import Cooperative
from twiza.territories.models import Territory

_numbers = itertools.count(1)
COMMUNE = "01.01.13"
THREE = tuple(NewMember(f"Member {n}", 10, national_id=f"AB{n}2345") for n in (1, 2, 3))


def place(code: str = COMMUNE) -> Territory:
    return Territory.objects.get(code=code)


def cooperative(
    name_ar: str = "تعاونية الأمل",
    *,
    territory: str = COMMUNE,
    members: Sequence[NewMember] = THREE,
    origin: str = "",
    by: By = "command-line",
    **values: Any,
) -> Cooperative:
    """One in the register, with three members and a number of its own."""
    number = f"{next(_numbers)}/2026"
    given: dict[str, Any] = {
        "name_latin": "Coopérative Al Amal",
        "number": number,
        "registered_on": datetime.date(2026, 3, 14),
        "activity": "تربية النحل",
        "capital": Decimal("3000.00"),
        "share_value": Decimal("100.00"),
        **values,
    }
    return commands.register(
        new=NewCooperative(name_ar=name_ar, territory=place(territory), **given),
        members=members,
        origin=origin or f"dossier:{number}",
        by=by,
    )


def manager_of(body: Cooperative, email: str = "manager@example.org") -> User:
    """Somebody who manages *body* and nothing else."""
    user = person(email)
    RoleAssignment.objects.create(
        user=user,
        role=Role.COOPERATIVE_MANAGER,
        territory=body.territory,
        organisation=body.organisation,
        given_by="tests",
    )
    return user
