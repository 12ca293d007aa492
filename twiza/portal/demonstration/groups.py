"""Invented groups: each step is the command that a page would call."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from twiza.accounts.models import User
from twiza.bank.models import ProjectModel
from twiza.calc.law import value_on
from twiza.dossier import commands as dossiers
from twiza.dossier import interview
from twiza.dossier import law as laws
from twiza.dossier.models import Dossier, Filing
from twiza.dossier.queries import present_founders, sheets
from twiza.planner import commands as plans
from twiza.projects import commands as projects
from twiza.projects.models import Founder, Project
from twiza.registry.models import Cooperative
from twiza.territories.models import Territory

NAMES = (
    "زينب المثال",
    "السعدية المثال",
    "رقية المثال",
    "حليمة المثال",
    "عائشة المثال",
    "الياقوت المثال",
    "كلثوم المثال",
)
OFFICES = ("president", "treasurer", "secretary")
ELECTED = {"president": "رئيس التعاونية", "treasurer": "أمين المال", "secretary": "الكاتب"}
SHARES = 10
"""Of each founder."""


def group_on_its_way(people: dict[str, User], commune: Territory, model: ProjectModel) -> Project:
    """Two founders who sign in and five who do not, a plan, a dossier with some answers; papers not yet made."""
    first, second = people["founder"], people["second-founder"]
    project = _group(first, commune, model, others=5)
    invitation = projects.invite(project=project, by=first)
    projects.accept(invitation=invitation, user=second, name=str(second))
    projects.add_task(project=project, text="زيارة تعاونية مجاورة", by=first, due_on=_in_days(10))
    projects.add_note(project=project, text="اتفقنا على اللقاء كل يوم جمعة بعد العصر.", by=first)
    plans.begin(project=project, by=first)
    dossier = dossiers.begin(project=project, by=first)
    _answer(dossier, first, most=3)
    return project


def filed_dossier(people: dict[str, User], commune: Territory, model: ProjectModel) -> Filing:
    """A group that has held its assembly, signed its papers and waits for the officer."""
    by = people["filing-founder"]
    project = _group(by, commune, model, others=6)
    plans.begin(project=project, by=by)
    dossier = dossiers.begin(project=project, by=by)
    _answer(dossier, by)
    _hold_assembly(dossier, by)
    dossiers.make_papers(dossier=dossier, by=by)
    _sign(dossier, by)
    return dossiers.file(dossier=dossier, way=Filing.Way.DESK, by=by)


def registered_cooperative(people: dict[str, User], commune: Territory, model: ProjectModel) -> Cooperative:
    """A second filed dossier, accepted; its cooperative has a manager."""
    filing = filed_dossier(people, commune, model)
    return dossiers.accept(filing=filing, number=f"EXAMPLE-{filing.pk}", by=people["officer"])


def _group(by: User, commune: Territory, model: ProjectModel, *, others: int) -> Project:
    project = projects.start(territory=commune, model=model, by=by, name=f"تعاونية {model.names['ar']} (مثال)")
    Project.objects.filter(pk=project.pk).update(example=True)
    project.refresh_from_db()
    own = project.founders.get()
    projects.agree(founder=own, by=by)
    projects.change_founder(founder=own, by=by, office=OFFICES[0], shares=SHARES, **_particulars(0))
    for place, name in enumerate(NAMES[:others], start=1):
        office = OFFICES[place] if place < len(OFFICES) else "member"
        projects.add_founder(
            project=project, name=name, by=by, consent_how="spoken", shares=SHARES, office=office, **_particulars(place)
        )
    projects.set_share_value(project=project, value=_share_value(project), by=by)
    return Project.objects.get(pk=project.pk)


def _share_value(project: Project) -> Decimal:
    """The least that the law asks, or a hundred where nobody knows."""
    return max(_wanted("share_value") or Decimal(0), Decimal(100))


def _wanted(quantity: str) -> Decimal | None:
    """The number that a rule of the country in force wants at least, or exactly; nothing where nobody knows."""
    law = laws.law_in_force()
    for rule in law.rules if law else ():
        if rule.quantity == quantity and rule.test in {"at_least", "equals"}:
            held = value_on(rule.values, timezone.localdate())
            if held is not None and isinstance(held.value, Decimal):
                return held.value
    return None


def _particulars(place: int) -> dict[str, Any]:
    return {
        "gender": "f",
        "born_on": datetime.date(1975 + place, 1 + place, 10 + place),
        "national_id": f"EX{100001 + place}",
        "address": "دوار المثال",
        "profession": "فلاحة",
    }


def _answer(dossier: Dossier, by: User, most: int | None = None) -> None:
    """Answer the interview's questions with what an ordinary group would say."""
    for one in interview.asked(dossier)[:most]:
        question = one.question
        if question.optional:
            continue
        fresh = Dossier.objects.get(pk=dossier.pk)
        value = _ordinary(question.field, question.kind, dossier, [choice.value for choice in question.choices])
        dossiers.answer(dossier=fresh, field=question.field, value=value, by=by, seen_version=fresh.version)


def _ordinary(field: str, kind: str, dossier: Dossier, choices: list[str]) -> Any:
    if kind in {"number", "money"}:
        usual = {"duration_years": Decimal(50), "released_percent": Decimal(100), "term_years": Decimal(3)}
        return f"{usual.get(field) or _wanted(field) or Decimal(3):f}"
    return {
        "yes_no": False,
        "choice": choices[0] if choices else "",
        "date": timezone.localdate().isoformat(),
        "text": {"name": dossier.project.name, "seat": "دوار المثال"}.get(field, "مثال"),
        "long_text": "جمع منتوج الأعضاء وتثمينه وبيعه، وما يتصل بذلك من أعمال.",
    }[kind]


def _hold_assembly(dossier: Dossier, by: User) -> None:
    founders = list(present_founders(dossier))
    assembly = dossiers.convoke(
        dossier=dossier,
        held_at=timezone.now() + datetime.timedelta(hours=1),
        place="دار الجماعة (مثال)",
        agenda=["المصادقة على النظام الأساسي", "انتخاب المسيرين"],
        by=by,
    )
    assembly = dossiers.open_assembly(assembly=assembly, chair=founders[0], secretary=founders[2], by=by)
    assembly = dossiers.mark_presence(
        assembly=assembly, present=dict.fromkeys(founders), by=by, seen_version=assembly.version
    )

    def unanimously(kind: str, text: str, *, elected: Founder | None = None, office: str = "") -> None:
        dossiers.vote(
            assembly=assembly, kind=kind, text=text, votes_for=len(founders), votes_against=0, abstained=0, by=by,
            elected=elected, office=office,
        )  # fmt: skip

    unanimously("statutes", "المصادقة على النظام الأساسي")
    for founder, office in zip(founders, OFFICES, strict=False):
        unanimously("board", f"انتخاب {ELECTED[office]}", elected=founder, office=office)
    dossiers.close_assembly(assembly=assembly, by=by)


def _sign(dossier: Dossier, by: User) -> None:
    """Everybody with a pen; the photo is the drawing of a line."""
    for founder in present_founders(dossier):
        waiting = [one.paper for one in sheets(dossier) if founder in one.missing]
        if waiting:
            dossiers.sign_on_paper(papers=waiting, founder=founder, photo=_photo(founder), by=by)


def _photo(founder: Founder) -> SimpleUploadedFile:
    image = Image.new("RGB", (600, 200), "white")
    points = [(40 + 13 * n, 100 + ((founder.pk * 7 + n * n * 11) % 90) - 45) for n in range(40)]
    ImageDraw.Draw(image).line(points, fill=(20, 30, 80), width=4, joint="curve")
    content = io.BytesIO()
    image.save(content, "PNG")
    return SimpleUploadedFile(f"signature-{founder.pk}.png", content.getvalue(), content_type="image/png")


def _in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
