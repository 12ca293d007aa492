"""A group gives up while its dossier is filed, takes it up again; or begins again after a refusal."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import person
from tests.dossier import factories as make
from twiza.accounts.commands import Refused
from twiza.dossier import commands
from twiza.dossier import law as laws
from twiza.dossier.deadline import reading
from twiza.dossier.models import ClockMark, Dossier, Filing, LawVersion, Signature, StepDone
from twiza.journal.models import Entry
from twiza.projects import commands as projects
from twiza.projects.models import Project
from twiza.projects.timeline import entries, moments
from twiza.registry.models import Cooperative

pytestmark = pytest.mark.usefixtures("country")
DAY = datetime.timedelta(days=1)


def given_up():
    """A filed dossier whose group has given up: its filing, and who did it."""
    filing = make.filed()
    by = make.president(filing.dossier)
    projects.give_up(project=filing.dossier.project, by=by)
    return Filing.objects.get(), by


def decisions(filing, officer):
    return {
        "accept": lambda: commands.accept(filing=filing, number="1/2026", by=officer),
        "return": lambda: commands.return_with_defects(
            filing=filing, defects=[commands.Fault("seat", "ناقص")], by=officer
        ),
        "refuse": lambda: commands.refuse(filing=filing, words="المادة 9", by=officer),
    }


def test_giving_up_takes_the_filing_off_the_desk_and_keeps_it():
    filing, by = given_up()
    dossier = Dossier.objects.get()

    assert (filing.decision, filing.decided_by, dossier.state) == ("withdrawn", by.actor, "preparing")
    assert filing.content["dataset"]
    assert Signature.objects.filter(void_at=None).exists()
    assert not StepDone.objects.filter(step="file").exists()
    clock = reading(dossier, timezone.now() + 5 * DAY)
    assert (clock.running, clock.days_used) == (False, 0)
    told = Entry.objects.get(action="dossier.withdrawn").details
    assert (told["before"], told["after"]) == ({"state": "filed"}, {"state": "preparing"})
    read = [one.text for one in moments(dossier.project, entries(dossier.project))]
    assert "The filing was withdrawn, because the group gave its project up." in read


def test_what_was_withdrawn_is_neither_accepted_returned_nor_refused():
    held = make.filed()  # as the officer's page has it, from before the group gave up
    officer = make.officer()
    projects.give_up(project=held.dossier.project, by=make.president(held.dossier))

    for name, verb in decisions(held, officer).items():
        with pytest.raises(Refused, match="The group withdrew this filing on"), transaction.atomic():
            verb()
        assert (Dossier.objects.get().state, name) == ("preparing", name)
    assert not Cooperative.objects.filter(origin__startswith="dossier:").exists()
    assert Project.objects.get().stage == "left"


def test_an_acceptance_that_came_first_stands_and_giving_up_is_refused_kindly():
    filing = make.filed()
    project, by = filing.dossier.project, make.president(filing.dossier)  # as the group's page has it
    commands.accept(filing=filing, number="1/2026", by=make.officer())

    with pytest.raises(Refused, match="the cooperative is registered"), transaction.atomic():
        projects.give_up(project=project, by=by)
    assert (Project.objects.get().stage, Filing.objects.get().decision) == ("registered", "accepted")


@pytest.mark.parametrize("when", ["preparing", "returned", "refused"])
def test_giving_up_at_another_moment_changes_nothing_on_the_desk(when):
    if when == "preparing":
        dossier = make.begun()
    elif when == "returned":
        dossier = make.returned().dossier
    else:
        filing = make.filed()
        dossier = commands.refuse(filing=filing, words="المادة 9", by=make.officer()).dossier
    before = list(Filing.objects.values_list("decision", flat=True))

    projects.give_up(project=dossier.project, by=make.president(dossier))

    assert (Dossier.objects.get().state, list(Filing.objects.values_list("decision", flat=True))) == (when, before)


def test_a_group_that_goes_on_files_again_with_all_days_before_it():
    filing, by = given_up()
    ClockMark.objects.filter(sign="start").update(at=timezone.now() - 9 * DAY)
    dossier = Dossier.objects.get()
    with pytest.raises(Refused, match="given its project up"), transaction.atomic():
        commands.file(dossier=dossier, way="desk", by=by)
    with pytest.raises(Refused, match="given its project up"), transaction.atomic():
        commands.answer(dossier=dossier, field="seat", value="x", by=by, seen_version=99)

    project = projects.take_up_again(project=Project.objects.get(), by=by)
    again = commands.file(dossier=Dossier.objects.get(), way="desk", by=by)

    assert (project.stage, again.round, filing.round) == ("founding", 2, 1)
    clock = reading(Dossier.objects.get())
    assert (clock.running, clock.days_used) == (True, 0)
    assert commands.accept(filing=again, number="7/2026", by=make.officer()).number == "7/2026"


def test_a_group_without_a_dossier_goes_on_as_a_group():
    from tests.projects.factories import a_group

    group = a_group(3)
    projects.give_up(project=group, by="command-line")

    assert projects.take_up_again(project=group, by="command-line").stage == "group"
    assert projects.take_up_again(project=group, by="command-line").stage == "group"


def test_who_may_not_give_up_withdraws_nothing():
    filing = make.filed()
    project = filing.dossier.project
    gone = make.founders_of(filing.dossier)[3]
    others = {
        "stranger": person("stranger@example.org"),
        "advisor": person("advisor@example.org", role="advisor", territory=project.territory.code),
        "another advisor": person("far@example.org", role="advisor", territory="02"),
        "officer": make.officer(),
        "former": person("former@example.org"),
    }
    type(gone).objects.filter(pk=gone.pk).update(user=others["former"], left_at=timezone.now())
    for who, by in others.items():
        with pytest.raises(Refused), transaction.atomic():
            projects.give_up(project=project, by=by)
        assert (Filing.objects.get().decision, who) == ("", who)


def test_the_desk_says_who_withdrew_it_and_offers_no_decision(client):
    filing, by = given_up()
    client.force_login(make.officer())
    address = f"/en{reverse('dossier:desk')[3:]}"

    assert client.get(address).context["page"].paginator.count == 0
    assert "Withdrawn by the group" in client.get(f"{address}?state=withdrawn").content.decode()
    page = client.get(f"/en{reverse('dossier:desk-filing', args=[filing.public_id])[3:]}").content.decode()
    assert "Withdrawn by the group" in page
    assert "Accept and enter it" not in page
    client.force_login(by)
    projects.take_up_again(project=Project.objects.get(), by=by)
    home = client.get(f"/en{reverse('dossier:home', args=[filing.dossier.project.public_id])[3:]}").content.decode()
    assert "You withdrew your filing on" in home


def refused():
    """A dossier that the authority refused, and its president."""
    filing = make.filed()
    commands.refuse(filing=filing, words="المادة 9: النشاط ممنوع", by=make.officer())
    dossier = Dossier.objects.get()
    return dossier, make.president(dossier)


def test_after_a_refusal_the_group_begins_again_with_what_it_has():
    dossier, by = refused()
    answers, founders = dossier.answers, make.founders_of(dossier)

    again = commands.begin_again(dossier=dossier, by=by)
    twice = commands.begin_again(dossier=dossier, by=by)

    assert (again.pk, again.state, again.ended_at, again.answers) == (dossier.pk, "preparing", None, answers)
    assert (twice.version, make.founders_of(again)) == (again.version, founders)
    kept = Filing.objects.get()
    assert (kept.decision, kept.words) == ("refused", "المادة 9: النشاط ممنوع")
    filing = commands.file(dossier=again, way="desk", by=by)
    assert (filing.round, commands.accept(filing=filing, number="9/2026", by=make.officer(email="b@x.org")).number) == (
        2, "9/2026",
    )  # fmt: skip


def test_beginning_again_takes_the_law_in_force_and_the_refused_is_read_under_its_own(monkeypatch, client):
    dossier, by = refused()
    content = {part: [dict(item) for item in items] for part, items in dossier.law.content.items()}
    for question in content["law_questions"]:
        if question["field"] == "seat":
            question["text"] = {"ar": "سؤال جديد", "fr": "Nouvelle question", "en": "A question of the new law"}
    newer = LawVersion.objects.create(digest="d" * 64, pack_version="2", content=content)
    monkeypatch.setattr(laws, "version_in_force", lambda: newer)

    again = commands.begin_again(dossier=dossier, by=by)
    client.force_login(by)
    page = client.get(f"/en{reverse('dossier:filed', args=[dossier.project.public_id, 1])[3:]}").content.decode()

    assert again.law == newer
    assert "المادة 9: النشاط ممنوع" in page
    assert "A question of the new law" not in page


def test_only_a_refused_dossier_is_begun_again_and_by_its_group():
    dossier, by = refused()
    outside = [person("stranger@example.org"), make.officer(email="o@example.org")]
    outside.append(person("advisor@example.org", role="advisor", territory=dossier.project.territory.code))
    for other in outside:
        with pytest.raises(Refused), transaction.atomic():
            commands.begin_again(dossier=dossier, by=other)
    again = commands.begin_again(dossier=dossier, by=by)
    commands.file(dossier=again, way="desk", by=by)
    with pytest.raises(Refused), transaction.atomic():
        commands.begin_again(dossier=again, by=by)
    assert Dossier.objects.get().state == "filed"


def test_the_page_of_a_refused_dossier_offers_to_begin_again(client):
    dossier, by = refused()
    client.force_login(by)
    home = f"/en{reverse('dossier:home', args=[dossier.project.public_id])[3:]}"
    assert "Begin again with your answers" in client.get(home).content.decode()

    answer = client.post(reverse("dossier:begin-again", args=[dossier.project.public_id]), follow=True)

    assert answer.status_code == 200
    assert Dossier.objects.get().state == "preparing"
    assert "You begin again" in client.get(home).content.decode()
