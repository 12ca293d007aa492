"""Projects and groups in the invented country."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.accounts.factories import person
from twiza.accounts.commands import By
from twiza.accounts.models import User
from twiza.accounts.people import Visitor
from twiza.bank.models import ProjectModel
from twiza.projects import commands
from twiza.projects.models import Founder, Project
from twiza.territories.models import Territory

PLACE = "01.01.13"
NAMES = ("فاطمة الزهراء", "خديجة", "نعيمة", "زينب", "مليكة", "السعدية", "رقية")


def a_project(
    *, territory: str = PLACE, model: str | None = "honey", by: By = "command-line", name: str = "", idea: str = ""
) -> Project:
    """A project of *by*: a person becomes its founder, a visitor owns it, the command line does neither."""
    return commands.start(
        territory=Territory.objects.get(code=territory),
        model=ProjectModel.objects.get(key=model) if model else None,
        by=by,
        name=name,
        idea=idea,
    )


def a_visitor(key: str = "k" * 64) -> Visitor:
    """Somebody without a sign-in, by the fingerprint of her session's key."""
    return Visitor(key)


def a_founder(project: Project, name: str = "حليمة", *, by: By = "command-line", **fields: Any) -> Founder:
    """Somebody of the group without a sign-in, who agreed aloud."""
    return commands.add_founder(project=project, name=name, by=by, consent_how="spoken", **fields)


def a_group(
    founders: int = 5, *, president: User | None = None, shares: int = 10, share_value: str = "100", **project: Any
) -> Project:
    """A project of so many founders (1 to 7) with shares: the first signs in and presides, the others do not."""
    president = president or person("president@example.org", name=NAMES[0])
    group = a_project(by=president, **project)
    first = group.founders.get()
    commands.change_founder(founder=first, by=president, office="president", shares=shares, national_id="XE100001")
    for number, name in enumerate(NAMES[1:founders], start=2):
        office = {2: "treasurer", 3: "secretary"}.get(number, "member")
        a_founder(group, name, by=president, shares=shares, office=office, national_id=f"XE10000{number}")
    commands.set_share_value(project=group, value=Decimal(share_value), by=president)
    return Project.objects.get(pk=group.pk)


def a_member(project: Project, who: str | User, *, edits: bool = True, name: str = "سعاد") -> User:
    """Somebody with a sign-in (a new one for an e-mail) who came into the group by an invitation."""
    user = person(who, name=name) if isinstance(who, str) else who
    inviter = project.founders.present().filter(user__isnull=False, edits=True).select_related("user").first()
    assert inviter and inviter.user
    commands.accept(invitation=commands.invite(project=project, by=inviter.user), user=user, name=name)
    if not edits:
        founder = project.founders.present().get(user=user)
        commands.change_founder(founder=founder, by=inviter.user, edits=False)
    return user
