"""A founding group with everything that its papers say."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from twiza.dossier import law as laws
from twiza.dossier.models import Assembly, Dossier, Presence, Resolution
from twiza.projects.models import Contribution, Founder, Project
from twiza.territories.models import Territory

ANSWERS: dict[str, Any] = {
    "name": "تعاونية النسيم",
    "name_latin": "Coopérative An-Nassim",
    "object": "جمع الزعتر والأعشاب العطرية وتجفيفها وتعبئتها وبيعها.",
    "category": "marketing",
    "seat": "دوار أيت علي",
    "duration_years": "99",
    "in_kind": False,
    "released_percent": "25",
    "board_size": "3",
    "term_years": "3",
}
NAMES = (
    ("فاطمة الزهراء أيت القاضي", "Fatima Zahra Ait El Kadi"),
    ("خديجة بنعلي", "Khadija Benali"),
    ("محمد أوبلعيد", "Mohamed Oubelaid"),
    ("عائشة تامغارت", "Aicha Tamghart"),
    ("حسن الإدريسي", "Hassan El Idrissi"),
    ("نعيمة أيت باها", "Naima Ait Baha"),
    ("يامنة المنصوري", "Yamna El Mansouri"),
)


def project(place: str = "01.01.13", **changed: Any) -> Project:
    """An invented project in an invented commune."""
    given: dict[str, Any] = {"name": "النسيم", "share_value": Decimal(100), "made_by": "tests"}
    return Project.objects.create(territory=Territory.objects.get(code=place), **(given | changed))


def founder(group: Project, number: int = 0, **changed: Any) -> Founder:
    """The founder of a number; each has her own card."""
    name, latin = NAMES[number % len(NAMES)]
    given: dict[str, Any] = {
        "name": name,
        "name_latin": latin,
        "national_id": f"EX{100000 + number}",
        "address": f"دوار أيت علي، المنزل {number + 1}",
        "profession": "فلاحة",
        "born_on": datetime.date(1985, 1, 1) + datetime.timedelta(days=400 * number),
        "shares": 10 + number % 3,
    }
    return Founder.objects.create(project=group, **(given | changed))


def dossier(founders: int = 3, *, answers: dict[str, Any] | None = None, **changed: Any) -> Dossier:
    """A dossier on the law in force, with *founders* who hold 10, 11, 12, 10 … shares."""
    version = laws.version_in_force()
    assert version is not None
    group = project(**changed)
    for number in range(founders):
        founder(group, number)
    return Dossier.objects.create(project=group, law=version, answers=ANSWERS | (answers or {}), begun_by="tests")


def brought(one: Founder, value: int, text: str = "آلة تقطير") -> Contribution:
    """A thing that pays shares."""
    return Contribution.objects.create(
        founder=one, kind="kind", text=text, value=Decimal(value), valued_by="مكتب الخبرة"
    )


def assembly(held: Dossier, *, absent: int = 0, closed: bool = True) -> Assembly:
    """The constitutive assembly: statutes voted, the first three elected."""
    people = list(Founder.objects.present().filter(project=held.project).order_by("id"))
    made = Assembly.objects.create(
        dossier=held,
        held_at=timezone.make_aware(datetime.datetime(2026, 12, 6, 10, 30)),
        place="دار الشباب",
        agenda=["المصادقة على النظام الأساسي", "انتخاب المجلس"],
        chair=people[0],
        secretary=people[1],
        opened_at=timezone.now(),
        closed_at=timezone.now() if closed else None,
        quorum_met=True if closed else None,
    )
    here = people[: len(people) - absent]
    for one in here:
        Presence.objects.create(assembly=made, founder=one)
    votes = {"votes_for": len(here), "votes_against": 0, "abstained": 0}
    Resolution.objects.create(assembly=made, kind="statutes", text="المصادقة على النظام الأساسي", position=0, **votes)
    for place, office in enumerate(("president", "treasurer", "secretary")):
        Resolution.objects.create(
            assembly=made,
            kind="board",
            text="انتخاب",
            elected=people[place],
            office=office,
            position=place + 1,
            **votes,
        )
    return made
