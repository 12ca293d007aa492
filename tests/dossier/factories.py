"""Dossiers on their way in the invented country: begun, answered, held, signed, filed."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from tests.accounts.factories import person
from tests.projects.factories import PLACE, a_group
from twiza.accounts.models import User
from twiza.dossier import commands
from twiza.dossier.models import Assembly, Dossier, Filing
from twiza.dossier.queries import sheets, waiting_for
from twiza.projects.models import Founder, Project

ANSWERS: dict[str, Any] = {
    "name": "تعاونية النسيم",
    "name_latin": "Coopérative An-Nassim",
    "object": "تربية النحل وبيع العسل.",
    "category": "marketing",
    "seat": "دوار المثال، رقم 7",
    "duration_years": "50",
    "in_kind": False,
    "released_percent": "25",
    "board_size": "3",
    "term_years": "3",
}
"""An answer to every question that a group without things of value is asked."""


def picture(*, blank: bool = False, name: str = "photo.png") -> SimpleUploadedFile:
    """A photo of something, or of nothing."""
    image = Image.new("RGB", (300, 120), "white")
    if not blank:
        ImageDraw.Draw(image).line([(20, 90), (80, 20), (140, 100), (280, 40)], fill="black", width=5)
    held = io.BytesIO()
    image.save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue(), content_type="image/png")


def president(dossier: Dossier) -> User:
    """Who signs in for the group."""
    user = dossier.project.founders.get(office="president").user
    assert user is not None
    return user


def begun(*, founders: int = 5, **group: Any) -> Dossier:
    """A dossier that has just been begun by its president."""
    project = a_group(founders, **group)
    first = project.founders.get(office="president")
    assert first.user is not None
    _agreed(project, first.user)
    return commands.begin(project=project, by=first.user)


def _agreed(project: Project, user: User) -> None:
    from twiza.projects.commands import agree

    agree(founder=project.founders.get(user=user), how="self", by=user)


def answered(dossier: Dossier | None = None, **other: Any) -> Dossier:
    """With an answer to every question."""
    dossier = dossier or begun()
    for field, value in {**ANSWERS, **other}.items():
        dossier = commands.answer(
            dossier=dossier, field=field, value=value, by=president(dossier), seen_version=dossier.version
        )
    return dossier


def step_done(dossier: Dossier, *steps: str) -> Dossier:
    """With these steps said to be done today."""
    for step in steps:
        commands.mark_step(dossier=dossier, step=step, on=timezone.localdate(), by=president(dossier))
    return dossier


def founders_of(dossier: Dossier) -> list[Founder]:
    """The group, in the order in which it came together."""
    return list(Founder.objects.present().filter(project=dossier.project).order_by("id"))


def convoked(dossier: Dossier, *, days: int = 8) -> Assembly:
    """An assembly to come."""
    when = timezone.now() + datetime.timedelta(days=days)
    return commands.convoke(
        dossier=dossier, held_at=when, place="دار الشباب", agenda=["النظام الأساسي", "الانتخاب"], by=president(dossier)
    )


def opened(dossier: Dossier) -> Assembly:
    """An open assembly with all founders there."""
    group, by = founders_of(dossier), president(dossier)
    row = commands.open_assembly(assembly=convoked(dossier), chair=group[0], secretary=group[1], by=by)
    return commands.mark_presence(assembly=row, present=dict.fromkeys(group), by=by, seen_version=row.version)


def held(dossier: Dossier) -> Dossier:
    """After an assembly that adopted the statutes and elected a board of three."""
    row, group, by = opened(dossier), founders_of(dossier), president(dossier)
    count = {"votes_for": len(group), "votes_against": 0, "abstained": 0}
    commands.vote(assembly=row, kind="statutes", text="اعتماد النظام الأساسي", by=by, **count)
    for founder, office in zip(group, ("president", "treasurer", "secretary"), strict=False):
        commands.vote(assembly=row, kind="board", text=office, elected=founder, office=office, by=by, **count)
    commands.close_assembly(assembly=row, by=by)
    return Dossier.objects.get(pk=dossier.pk)


def papered(dossier: Dossier | None = None) -> Dossier:
    """Answered, its assembly held, all papers made."""
    dossier = held(step_done(answered(dossier), "name"))
    commands.make_papers(dossier=dossier, by=president(dossier))
    return Dossier.objects.get(pk=dossier.pk)


def signed(dossier: Dossier | None = None) -> Dossier:
    """With every signature under its papers, all of them on paper."""
    dossier = dossier or papered()
    for founder in founders_of(dossier):
        papers = waiting_for(dossier, founder)
        if papers:
            commands.sign_on_paper(papers=papers, founder=founder, photo=picture(), by=president(dossier))
    assert all(one.signed for one in sheets(dossier))
    return Dossier.objects.get(pk=dossier.pk)


def filed(dossier: Dossier | None = None) -> Filing:
    """On the officer's desk."""
    dossier = dossier or signed()
    return commands.file(dossier=dossier, way="desk", by=president(dossier))


def officer(territory: str = PLACE, email: str = "officer@example.org") -> User:
    """An officer of the authority of a place."""
    return person(email, role="authority_officer", territory=territory)


def returned(*faults: commands.Fault) -> Filing:
    """Back with the group, with defects: the seat and a founder's entry, unless others are named."""
    filing = filed()
    founder = founders_of(filing.dossier)[2]
    found = faults or (
        commands.Fault("seat", "العنوان غير كامل"),
        commands.Fault("founders", "الاسم لا يطابق البطاقة", founder),
    )
    return commands.return_with_defects(filing=filing, defects=found, by=officer())
