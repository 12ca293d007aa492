"""Each refusal of the assembly, of filing and of deciding, by itself: nothing is written, and the words say why."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from tests.accounts.factories import person
from tests.dossier import factories as make
from tests.projects.factories import a_group
from twiza.accounts.commands import Refused
from twiza.dossier import commands
from twiza.dossier.clock import read
from twiza.dossier.deadline import reading
from twiza.dossier.models import Assembly, Dossier, Filing, Presence, Resolution, StepDone
from twiza.messages.models import Message
from twiza.projects import commands as projects

pytestmark = pytest.mark.usefixtures("country")
DAY = datetime.timedelta(days=1)
NOBODY = {"votes_for": 5, "votes_against": 0, "abstained": 0}


def refused(match, verb, /, **given):
    """*verb* refuses in words that match, and leaves nothing behind."""
    with pytest.raises(Refused, match=match), transaction.atomic():
        verb(**given)


def ready():
    """A dossier before its assembly, its group and its president; and a founder of another group."""
    dossier = make.step_done(make.answered(), "name")
    stranger = a_group(1, president=person("other@example.org")).founders.get()
    return dossier, make.founders_of(dossier), make.president(dossier), stranger


def test_how_an_assembly_is_called_and_opened():
    dossier, group, by, stranger = ready()
    soon, here = timezone.now() + 8 * DAY, "دار الشباب"
    called = {"dossier": dossier, "held_at": soon, "place": here, "agenda": ["النظام"], "by": by}
    refused("to come", commands.convoke, **{**called, "held_at": timezone.now() - DAY})
    refused("where the assembly meets", commands.convoke, **{**called, "place": " "})
    refused("where the assembly meets", commands.convoke, **{**called, "agenda": [" "]})
    row = commands.convoke(**called)
    assert commands.convoke(**called).pk == row.pk
    assert commands.convoke(**{**called, "place": "المدرسة"}).pk == row.pk  # moved, not called twice
    assert not Message.objects.filter(kind="dossier.convocation").count() > 2

    refused("two different founders", commands.open_assembly, assembly=row, chair=group[0], secretary=group[0], by=by)
    refused("present founders", commands.open_assembly, assembly=row, chair=stranger, secretary=group[0], by=by)
    refused("Open the assembly first", commands.vote, assembly=row, kind="other", text="x", by=by, **NOBODY)
    row = commands.open_assembly(assembly=row, chair=group[0], secretary=group[1], by=by)
    assert commands.open_assembly(assembly=row, chair=group[2], secretary=group[3], by=by).chair == group[0]
    refused("is open", commands.convoke, **{**called, "place": "السوق"})

    seen = {"assembly": row, "by": by, "seen_version": row.version}
    refused("be here themselves", commands.mark_presence, present={group[0]: group[2], group[2]: None}, **seen)
    refused("present founders", commands.mark_presence, present={group[0]: None, stranger: None}, **seen)
    assert Presence.objects.filter(assembly=row).count() == 2


def test_what_an_assembly_must_have_decided_before_it_is_closed():
    dossier, group, by, stranger = ready()
    row = make.opened(dossier)
    told = {"assembly": row, "by": by, **NOBODY}
    refused("present founders", commands.vote, kind="board", text="x", elected=stranger, office="president", **told)
    refused("Choose the office", commands.vote, kind="board", text="x", elected=group[0], office="king", **told)
    refused("Write what the assembly decided", commands.vote, kind="other", text=" ", **told)

    refused("not adopted the statutes", commands.close_assembly, assembly=row, by=by)
    commands.vote(kind="statutes", text="النظام", **{**told, "votes_for": 2, "votes_against": 3})
    refused("not adopted the statutes", commands.close_assembly, assembly=row, by=by)
    commands.vote(kind="statutes", text="النظام", **told)
    refused("neither a president nor a manager", commands.close_assembly, assembly=row, by=by)
    commands.vote(kind="board", text="أمينة", elected=group[2], office="treasurer", **told)
    refused("neither a president nor a manager", commands.close_assembly, assembly=row, by=by)
    commands.vote(kind="board", text="رئيسة", elected=group[0], office="president", **told)
    second = commands.vote(kind="board", text="رئيسة", elected=group[1], office="president", **told)
    refused("elected to the same office", commands.close_assembly, assembly=row, by=by)
    commands.strike_vote(resolution=second, by=by)
    for founder in group[3:5]:
        commands.vote(kind="board", text="مسيرة", elected=founder, office="manager", **told)
    refused("elected to the same office: Manager", commands.close_assembly, assembly=row, by=by)
    commands.strike_vote(resolution=Resolution.objects.filter(office="manager").last(), by=by)

    closed = commands.close_assembly(assembly=row, by=by)
    assert (closed.quorum_met, StepDone.objects.filter(step="assembly").count()) == (True, 1)
    refused("is closed", commands.vote, kind="other", text="x", **told)
    refused("has been held", make.convoked, dossier=dossier)
    again = commands.reopen_assembly(assembly=closed, by=by)
    assert (again.closed_at, StepDone.objects.filter(step="assembly").count()) == (None, 0)


def test_an_assembly_before_the_last_stays_as_it_is_and_a_second_call_needs_no_quorum():
    dossier, group, by, _stranger = ready()
    row = commands.open_assembly(assembly=make.convoked(dossier), chair=group[0], secretary=group[1], by=by)
    first = commands.close_assembly(assembly=row, by=by)
    second = make.convoked(dossier, days=12)
    refused("A later assembly", commands.reopen_assembly, assembly=first, by=by)
    assert Assembly.objects.get(pk=first.pk).closed_at is not None

    told = {"assembly": second, "by": by, "votes_for": 2, "votes_against": 0, "abstained": 0}
    commands.open_assembly(assembly=second, chair=group[0], secretary=group[1], by=by)
    commands.vote(kind="statutes", text="النظام", **told)
    commands.vote(kind="board", text="رئيسة", elected=group[0], office="president", **told)
    closed = commands.close_assembly(assembly=second, by=by)
    assert (second.call, closed.quorum_met) == (2, None)  # no pack says what a second call needs


def test_who_left_counts_for_no_quorum():
    dossier = make.step_done(make.answered(make.begun(founders=7)), "name")
    group, by = make.founders_of(dossier), make.president(dossier)
    row = commands.open_assembly(assembly=make.convoked(dossier), chair=group[0], secretary=group[1], by=by)
    for founder in group[5:]:
        projects.remove_founder(founder=founder, by=by)
    commands.mark_presence(assembly=row, present=dict.fromkeys(group[:4]), by=by, seen_version=row.version)
    told = {"assembly": row, "by": by, "votes_for": 4, "votes_against": 0, "abstained": 0}
    commands.vote(kind="statutes", text="النظام", **told)
    commands.vote(kind="board", text="رئيسة", elected=group[0], office="president", **told)

    assert commands.close_assembly(assembly=row, by=by).quorum_met is True  # 4 of 5, not of 7


def test_how_a_dossier_is_handed_in_on_paper():
    dossier = make.signed()
    by = make.president(dossier)
    given = {"dossier": dossier, "way": "paper", "receipt_number": "R 1", "by": by}
    refused("today or earlier", commands.file, **given, filed_at=timezone.now() + DAY)
    refused("number of the receipt", commands.file, **{**given, "receipt_number": " "})
    refused("how the dossier is handed in", commands.file, **{**given, "way": "pigeon"})

    filing = commands.file(**given, filed_at=timezone.now() - 6 * DAY)

    clock = reading(Dossier.objects.get())
    assert (clock.days_used, clock.running) == (6, True)  # from the day on the receipt
    assert commands.file(**given).pk == filing.pk
    assert StepDone.objects.get(step="file").reference == "R 1"


def test_what_an_officer_cannot_send_back_and_a_group_cannot_mend():
    filing = make.filed()
    dossier, officer = filing.dossier, make.officer()
    by = make.president(dossier)
    stranger = a_group(1, president=person("other@example.org")).founders.get()
    sent = {"filing": filing, "by": officer}
    refused("must be tied", commands.return_with_defects, defects=[commands.Fault("moon", "x")], **sent)
    refused("must be tied", commands.return_with_defects, defects=[commands.Fault("founders", "x", stranger)], **sent)
    refused("Say what is wrong", commands.return_with_defects, defects=[commands.Fault("seat", " ")], **sent)
    refused("Write the number", commands.accept, number=" ", **sent)
    refused("Write why it is refused", commands.refuse, words=" ", **sent)
    before = Message.objects.count()
    commands.return_with_defects(defects=[commands.Fault("seat", "ناقص")], **sent)
    assert Message.objects.count() == before + 1
    assert commands.return_with_defects(defects=[], **sent).defects.count() == 1

    first = filing.defects.get()
    refused("in a few words", commands.mend, defect=first, by=by, answer=" ")
    refused("1 defect is still open", commands.refile, dossier=Dossier.objects.get(), by=by)
    commands.mend(defect=first, by=by, answer="كتبناه")
    again = commands.refile(dossier=Dossier.objects.get(), by=by)
    refused("its answer", commands.mend, defect=first, by=by, answer="آخر")
    refused("decided already", commands.accept, filing=filing, number="1", by=officer)
    commands.return_with_defects(filing=again, defects=[commands.Fault("object", "ناقص")], by=officer)
    refused("earlier filing and is settled", commands.mend, defect=first, by=by, answer="آخر")
    assert Filing.objects.filter(decision="accepted").count() == 0


def test_steps_and_questions_that_are_not_there():
    dossier = make.answered()
    by = make.president(dossier)
    refused("no such question", commands.answer, dossier=dossier, field="moon", value="x", by=by, seen_version=99)
    refused("ended by itself", commands.unmark_step, dossier=dossier, step="gather", by=by)
    assert StepDone.objects.filter(step="gather").exists()


def test_the_last_moment_of_the_law_is_still_in_time():
    class Mark:
        sign, at = "start", datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)

    assert read([Mark()], Mark.at + 20 * DAY, 20).over is False
    assert read([Mark()], Mark.at + 20 * DAY + datetime.timedelta(seconds=1), 20).over is True
