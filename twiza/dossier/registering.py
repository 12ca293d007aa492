"""From an accepted dossier to the register: the cooperative, with the founders as its first members."""

from __future__ import annotations

from django.utils import timezone

from twiza.accounts.commands import By, give_role
from twiza.accounts.models import Role
from twiza.dossier.models import Dossier
from twiza.dossier.queries import board, present_founders
from twiza.dossier.rules import LEADING
from twiza.registry.commands import NewCooperative, NewMember, register
from twiza.registry.models import Cooperative

CONTACTS = {"phone": "contact_phone", "email": "contact_email"}
"""Contact in the register → answer of the interview; published only where the group agreed to it."""
AGREED = "publish_contacts"


def origin_of(dossier: Dossier) -> str:
    """What the register says of where the entry comes from."""
    return f"dossier:{dossier.key}"


def cooperative_of(dossier: Dossier) -> Cooperative:
    """The cooperative that this dossier became. Cooperative.DoesNotExist before it was accepted."""
    return Cooperative.objects.get(origin=origin_of(dossier))


def enter(dossier: Dossier, number: str, by: By) -> Cooperative:
    """Enter the cooperative into the register. :raises Refused: the number is taken, or *by* may not register."""
    project, answers = dossier.project, dossier.answers
    contacts = {key: str(answers[field]) for key, field in CONTACTS.items() if answers.get(field)}
    new = NewCooperative(
        name_ar=str(answers.get("name") or project.name),
        name_latin=str(answers.get("name_latin") or ""),
        number=number,
        registered_on=timezone.localdate(),
        territory=project.territory,
        sector=project.sector,
        project_model=project.model,
        activity=str(answers.get("object") or project.idea),
        capital=project.capital,
        share_value=project.share_value,
        contacts=contacts if answers.get(AGREED) is True else {},
        example=project.example,
    )
    return register(new=new, members=members_of(dossier), origin=origin_of(dossier), by=by)


def members_of(dossier: Dossier) -> list[NewMember]:
    """The founders of today as first members, with the offices to which they were elected."""
    elected = board(dossier)
    return [
        NewMember(
            name=founder.name,
            shares=founder.shares,
            office=elected.get(founder.pk, ""),
            national_id=founder.national_id,
            since=timezone.localdate(),
        )
        for founder in present_founders(dossier)
    ]


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
