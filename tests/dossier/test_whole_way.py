"""From an empty dossier to a cooperative in the register, as its people would go."""

import re

import pytest

from tests.accounts.factories import person
from tests.dossier import factories as make
from twiza.dossier import commands
from twiza.dossier.commands.signing import Witness
from twiza.dossier.models import Dossier, StepDone
from twiza.dossier.queries import sheets, waiting_for
from twiza.dossier.readiness import missing
from twiza.messages.models import Message
from twiza.projects import commands as projects
from twiza.projects.models import Project
from twiza.registry.models import Cooperative

pytestmark = [pytest.mark.real_papers, pytest.mark.usefixtures("country")]


def test_a_group_comes_into_the_register():
    dossier = make.papered()
    project, by = dossier.project, make.president(dossier)
    first, second, third, *others = make.founders_of(dossier)

    papers = waiting_for(dossier, first)
    commands.ask_code(papers=papers, founder=first, by=by)
    code = re.search(r"\d{6}", Message.objects.filter(kind="code.sign").latest("id").body).group()
    commands.sign_drawn(papers=papers, founder=first, image=make.picture(), code=code, by=by)
    witnesses = [Witness("شاهد أول", "AA1"), Witness("شاهدة ثانية", "BB2")]
    commands.sign_by_thumbprint(
        papers=waiting_for(dossier, second), founder=second, photo=make.picture(), witnesses=witnesses, by=by
    )
    for one in (third, *others):
        commands.sign_on_paper(papers=waiting_for(dossier, one), founder=one, photo=make.picture(), by=by)
    assert missing(dossier) == []

    filing = commands.file(dossier=dossier, way="desk", by=by)
    officer = make.officer()
    faults = [commands.Fault("seat", "ناقص"), commands.Fault("founders", "خطأ في الاسم", third)]
    commands.return_with_defects(filing=filing, defects=faults, by=officer)
    dossier = Dossier.objects.get(pk=dossier.pk)
    dossier = commands.answer(
        dossier=dossier, field="seat", value="دوار المثال، رقم 9", by=by, seen_version=dossier.version
    )
    third.refresh_from_db()
    projects.change_founder(founder=third, by=by, name="نعيمة بنت علي", seen_version=third.version)
    for defect in filing.defects.all():
        commands.mend(defect=defect, by=by, answer="صححناه")
    assert [one.room for one in missing(dossier)] == ["dossier:papers"]
    make.signed(dossier)
    again = commands.refile(dossier=dossier, by=by)
    cooperative = commands.accept(filing=again, number="12/2026", by=officer)

    assert (again.round, dossier.filings.count()) == (2, 2)
    assert filing.content["dataset"]["answers"]["seat"] == "دوار المثال، رقم 7"
    assert again.content["dataset"]["answers"]["seat"] == "دوار المثال، رقم 9"
    assert Project.objects.get(pk=project.pk).stage == "registered"
    assert (cooperative.name_ar, cooperative.number) == ("تعاونية النسيم", "12/2026")
    assert cooperative.capital == 5000
    assert list(cooperative.members.values_list("name", "shares", "office").order_by("id")) == [
        (first.name, 10, "president"),
        (second.name, 10, "treasurer"),
        ("نعيمة بنت علي", 10, "secretary"),
        *((one.name, 10, "") for one in others),
    ]
    manager = by.role_assignments.get(role="cooperative_manager")
    assert manager.organisation == cooperative.organisation
    steps = set(StepDone.objects.filter(dossier=dossier).values_list("step", flat=True))
    assert steps == {"gather", "name", "papers", "assembly", "sign", "file", "register"}


def test_everything_done_twice_is_done_once():
    dossier = make.signed()
    by, officer = make.president(dossier), make.officer()

    assert commands.begin(project=dossier.project, by=by) == dossier
    first = commands.file(dossier=dossier, way="desk", by=by)
    assert commands.file(dossier=dossier, way="desk", by=by) == first
    faults = [commands.Fault("seat", "ناقص")]
    commands.return_with_defects(filing=first, defects=faults, by=officer)
    commands.return_with_defects(filing=first, defects=faults, by=officer)
    assert first.defects.count() == 1
    commands.mend(defect=first.defects.get(), by=by, answer="كذا")
    commands.mend(defect=first.defects.get(), by=by, answer="كذا")
    second = commands.refile(dossier=dossier, by=by)
    assert commands.refile(dossier=dossier, by=by) == second
    one = commands.accept(filing=second, number="7", by=officer)
    assert commands.accept(filing=second, number="7", by=officer) == one
    assert Cooperative.objects.count() == 1
    assert [mark.sign for mark in dossier.clock.all()] == ["start", "stop", "start", "end"]


def test_signing_twice_is_one_signature():
    dossier = make.papered()
    founder, by = make.founders_of(dossier)[3], make.president(dossier)
    papers = waiting_for(dossier, founder)

    once = commands.sign_on_paper(papers=papers, founder=founder, photo=make.picture(), by=by)
    twice = commands.sign_on_paper(papers=papers, founder=founder, photo=make.picture(), by=by)

    assert [one.pk for one in once] == [one.pk for one in twice]
    assert sum(len(one.signatures) for one in sheets(dossier)) == len(papers)


def test_an_advisor_helps_but_neither_signs_nor_files(client):
    dossier = make.signed()
    advisor = person("advisor@example.org", role="advisor", territory="XE")

    commands.answer(dossier=dossier, field="seat", value="حي آخر", by=advisor, seen_version=dossier.version)
    founder = make.founders_of(dossier)[3]
    for verb in (
        lambda: commands.file(dossier=dossier, way="desk", by=advisor),
        lambda: commands.sign_on_paper(
            papers=waiting_for(dossier, founder), founder=founder, photo=make.picture(), by=advisor
        ),
    ):
        with pytest.raises(commands.checks.Refused):
            verb()
