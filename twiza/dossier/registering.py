"""From an accepted dossier to the register: the cooperative, with the founders as its first members."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from twiza.accounts.commands import By, give_role
from twiza.accounts.models import Role
from twiza.dossier.models import Dossier
from twiza.dossier.queries import board, present_founders
from twiza.dossier.rules import LEADING
from twiza.registry.commands import NewCooperative, NewMember, register
from twiza.registry.models import Confirmation, Cooperative
from twiza.registry.signals import changed

CONTACTS = {"phone": "contact_phone", "email": "contact_email"}
"""Contact in the register → answer of the interview; published only where the group agreed to it."""
AGREED = "publish_contacts"


def origin_of(dossier: Dossier) -> str:
    """What the register says of where the entry comes from."""
    return f"dossier:{dossier.key}"


def dossier_of_origin(origin: str) -> Dossier | None:
    """The dossier that an entry of the register came from, or nothing."""
    kind, _colon, key = origin.partition(":")
    try:
        public_id = UUID(key if kind == "dossier" else "")
    except ValueError:
        return None
    return Dossier.objects.select_related("project").filter(public_id=public_id).first()


def cooperative_of(dossier: Dossier) -> Cooperative:
    """The cooperative that this dossier became. Cooperative.DoesNotExist before it was accepted."""
    return Cooperative.objects.get(origin=origin_of(dossier))


def enter(dossier: Dossier, number: str, by: By, *, on: date | None = None, told: bool = False) -> Cooperative:
    """Enter the cooperative into the register, registered *on* (today); *told* by the group itself: with its mark.

    :raises Refused: the number is taken, or *by* may not register.
    """
    project, answers = dossier.project, dossier.answers
    contacts = {key: str(answers[field]) for key, field in CONTACTS.items() if answers.get(field)}
    new = NewCooperative(
        name_ar=str(answers.get("name") or project.name),
        name_latin=str(answers.get("name_latin") or ""),
        number=number,
        registered_on=on or timezone.localdate(),
        territory=project.territory,
        sector=project.sector,
        project_model=project.model,
        activity=str(answers.get("object") or project.idea),
        capital=project.capital,
        share_value=project.share_value,
        contacts=contacts if answers.get(AGREED) is True else {},
        example=project.example,
    )
    members = members_of(dossier, on or timezone.localdate())
    return register(new=new, members=members, origin=origin_of(dossier), by=by, told=told)


def members_of(dossier: Dossier, since: date) -> list[NewMember]:
    """The founders of today as first members, with the offices to which they were elected."""
    elected = board(dossier)
    return [
        NewMember(
            name=founder.name,
            shares=founder.shares,
            office=elected.get(founder.pk, ""),
            national_id=founder.national_id,
            since=since,
        )
        for founder in present_founders(dossier)
    ]


@receiver(changed, dispatch_uid="dossier.entry_confirmed")
def entry_confirmed(sender: object, cooperative: Cooperative, fields: frozenset[str], **_more: Any) -> None:
    """Once an authority stands by what a group told, whoever leads it may speak for the cooperative here."""
    if "confirmation" not in fields or cooperative.confirmation != Confirmation.AUTHORITY:
        return
    dossier = dossier_of_origin(cooperative.origin)
    if dossier is not None:
        entrust(dossier, cooperative)


def entrust(dossier: Dossier, cooperative: Cooperative) -> None:
    """Let whoever was elected to lead speak for the cooperative here, where she has a sign-in.

    The election gives her this, not the officer, who may give no roles: so it is done in the name of the site.
    """
    elected = board(dossier)
    for founder in present_founders(dossier):
        if elected.get(founder.pk) in LEADING and founder.user is not None and founder.user.is_active:
            give_role(
                user=founder.user,
                role=Role.COOPERATIVE_MANAGER,
                territory=cooperative.territory,
                organisation=cooperative.organisation,
                by="command-line",
            )
