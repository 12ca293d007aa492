"""What may happen when; what a change undoes; how the law's clock counts."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from tests.accounts.factories import person
from tests.dossier import factories as make
from twiza.accounts.commands import Refused
from twiza.dossier import commands
from twiza.dossier import law as laws
from twiza.dossier.changes import changes_between
from twiza.dossier.clock import read
from twiza.dossier.deadline import reading
from twiza.dossier.models import Dossier, LawVersion, Signature, State, StepDone
from twiza.dossier.queries import sheets, waiting_for
from twiza.dossier.rules import TRANSITIONS, may_happen, opened
from twiza.journal.models import Entry
from twiza.messages.models import Message
from twiza.projects import commands as projects
from twiza.projects.commands import Conflict

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


@dataclass
class Mark:
    sign: str
    at: datetime.datetime


def marks(*told):
    return [Mark(sign, START + days * DAY) for sign, days in told]


@pytest.mark.parametrize(
    ("told", "now", "days", "running", "over"),
    [
        ((), 10, 0, False, False),
        ((("start", 0),), 10, 10, True, False),
        ((("start", 0),), 21, 21, True, True),
        ((("start", 0), ("stop", 3)), 50, 3, False, False),
        ((("start", 0), ("stop", 3), ("start", 10)), 12, 5, True, False),
        ((("start", 0), ("start", 2)), 4, 4, True, False),
        ((("start", 0), ("stop", 2), ("stop", 9)), 9, 2, False, False),
        ((("start", 0), ("stop", 3), ("start", 10), ("end", 15)), 99, 8, False, False),
        ((("start", 0), ("stop", 30)), 20, 20, True, False),
    ],
)
def test_the_clock_counts_the_days_it_runs(told, now, days, running, over):
    found = read(marks(*told), START + now * DAY, 20, "accepted")

    assert (found.days_used, found.running, found.over, found.days_left) == (days, running, over, max(0, 20 - days))


def test_a_clock_without_limit_is_never_over():
    found = read(marks(("start", 0)), START + 900 * DAY)

    assert (found.over, found.days_left, found.silence) == (False, None, "unknown")


def test_every_command_has_its_states():
    assert {verb: sorted(states) for verb, (states, _then) in TRANSITIONS.items() if not states <= set(State)} == {}
    assert [may_happen(verb, "accepted") for verb in TRANSITIONS] == [False] * len(TRANSITIONS)


pytestmark = pytest.mark.usefixtures("country")


def test_what_the_state_forbids_is_refused():
    dossier = make.signed()
    by, officer = make.president(dossier), make.officer()
    founder, group = make.founders_of(dossier)[0], make.founders_of(dossier)
    papers = [one.paper for one in sheets(dossier)][:1]
    filing = commands.file(dossier=dossier, way="desk", by=by)
    when = timezone.now() + DAY
    forbidden = {
        "answer": lambda: commands.answer(dossier=dossier, field="seat", value="x", by=by, seen_version=99),
        "papers": lambda: commands.make_papers(dossier=dossier, by=by),
        "sign": lambda: commands.sign_on_paper(papers=papers, founder=founder, photo=make.picture(), by=by),
        "law": lambda: commands.adopt_law(dossier=dossier, by=by),
        "convoke": lambda: commands.convoke(dossier=dossier, held_at=when, place="هنا", agenda=["x"], by=by),
        "name": lambda: projects.rename(project=dossier.project, name="اسم آخر", by=by),
        "founder": lambda: projects.change_founder(founder=group[1], by=by, shares=11),
        "add": lambda: projects.add_founder(project=dossier.project, name="جديدة", by=by, consent_how="spoken"),
        "value": lambda: projects.set_share_value(project=dossier.project, value=Decimal(200), by=by),
        "accept by the group": lambda: commands.accept(filing=filing, number="1", by=by),
        "accept without a number": lambda: commands.accept(filing=filing, number=" ", by=officer),
        "refuse without words": lambda: commands.refuse(filing=filing, words=" ", by=officer),
        "return nothing": lambda: commands.return_with_defects(filing=filing, defects=[], by=officer),
    }
    for name, verb in forbidden.items():
        with pytest.raises(Refused), transaction.atomic():
            verb()
        assert Dossier.objects.get().state == "filed", name
    assert dossier.project.founders.get(pk=group[1].pk).shares == 10


def test_while_defects_are_open_only_what_they_name_changes():
    filing = make.returned()
    dossier = Dossier.objects.get()
    by, group = make.president(dossier), make.founders_of(dossier)

    with pytest.raises(Refused, match="name"), transaction.atomic():
        projects.rename(project=dossier.project, name="اسم آخر", by=by)
    with pytest.raises(Refused), transaction.atomic():
        commands.answer(dossier=dossier, field="object", value="شيء آخر", by=by, seen_version=dossier.version)
    projects.change_founder(founder=group[2], by=by, name="نعيمة بنت علي")
    commands.answer(dossier=dossier, field="seat", value="دوار آخر", by=by, seen_version=dossier.version)
    with pytest.raises(Refused), transaction.atomic():
        commands.refile(dossier=dossier, by=by)

    assert sorted(opened(filing.defects.all(), {})) == ["capital", "founders", "place", "seat", "shares"]


def _another_value(dossier, by):
    projects.set_share_value(project=dossier.project, value=Decimal(200), by=by)


def _another_founder(dossier, by):
    projects.change_founder(founder=make.founders_of(dossier)[1], by=by, name="خديجة بنت علي")


def _another_name(dossier, by):
    commands.answer(dossier=dossier, field="name", value="تعاونية الشهد", by=by, seen_version=dossier.version)


@pytest.mark.parametrize(
    ("change", "because"),
    [(_another_value, {"capital", "shares"}), (_another_founder, {"founders"}), (_another_name, {"name"})],
)
def test_a_change_ends_the_signatures_that_lean_on_it_and_says_why(change, because):
    dossier = make.signed()
    before = {one.paper.kind: one.paper.version for one in sheets(dossier)}
    assert StepDone.objects.filter(step="sign").exists()

    change(dossier, make.president(dossier))

    dossier = Dossier.objects.get()
    after = {one.paper.kind: one.paper.version for one in sheets(dossier)}
    ended = Signature.objects.filter(void_at__isnull=False)
    leaning = {paper.key for paper in laws.law_of(dossier).papers if set(paper.leans_on) & because}
    assert {row.paper.kind for row in ended} == leaning & set(before)
    assert all(after[kind] == before[kind] + 1 for kind in leaning & set(before))
    assert all(set(row.void_because) <= because for row in ended)
    assert not StepDone.objects.filter(step="sign").exists()
    told = Message.objects.filter(kind="dossier.signature_ended")
    assert told.count() == 1  # the president alone has an address
    assert waiting_for(dossier)


def test_a_founder_who_leaves_takes_her_signatures_along():
    dossier = make.signed(make.papered(make.begun(founders=6)))
    gone = make.founders_of(dossier)[5]

    projects.remove_founder(founder=gone, by=make.president(dossier))

    assert not Signature.objects.filter(founder=gone, void_at__isnull=True).exists()
    assert gone.pk not in {one.pk for sheet in sheets(dossier) for one in sheet.signers}


def test_before_there_are_papers_a_change_is_free():
    dossier = make.begun()

    projects.set_share_value(project=dossier.project, value=Decimal(200), by=make.president(dossier))

    assert not Message.objects.filter(kind="dossier.signature_ended").exists()


def newer_law() -> LawVersion:
    """The same law with another duration and without its last step, in force from now on."""
    now = laws.version_in_force()
    content = {part: [dict(item) for item in items] for part, items in now.content.items()}
    content["law_rules"] = [one for one in content["law_rules"] if one["key"] != "duration"]
    content["law_steps"][0]["text"] = {"ar": "نص آخر", "fr": "Autre", "en": "Another"}
    return LawVersion.objects.create(digest="f" * 64, pack_version="2", content=content)


def test_a_dossier_stays_on_its_law_until_the_group_adopts_the_newer(monkeypatch):
    dossier = make.answered()
    older, newer = dossier.law, newer_law()
    monkeypatch.setattr(laws, "version_in_force", lambda: newer)

    assert Dossier.objects.get().law == older
    assert [(one.part, one.kind) for one in changes_between(older, newer)] == [
        ("law_steps", "changed"), ("law_rules", "removed"),
    ]  # fmt: skip
    assert all("{" not in text for one in changes_between(older, newer) for text in one.name.values())
    adopted = commands.adopt_law(dossier=dossier, by=make.president(dossier))
    again = commands.adopt_law(dossier=dossier, by=make.president(dossier))

    assert (adopted.law, again.version) == (newer, adopted.version)
    assert Entry.objects.filter(action="dossier.law_adopted").count() == 1


def test_too_few_at_the_assembly_means_a_second_call():
    dossier = make.step_done(make.answered(), "name")
    group, by = make.founders_of(dossier), make.president(dossier)
    row = commands.open_assembly(assembly=make.convoked(dossier), chair=group[0], secretary=group[1], by=by)

    closed = commands.close_assembly(assembly=row, by=by)
    second = make.convoked(dossier, days=12)

    assert (closed.quorum_met, second.call, second.pk != row.pk) == (False, 2, True)
    assert not StepDone.objects.filter(step="assembly").exists()


def test_without_a_rule_the_quorum_is_unknown(monkeypatch):
    dossier = make.step_done(make.answered(), "name")
    version = dossier.law
    version.content["law_rules"] = [one for one in version.content["law_rules"] if one["key"] != "quorum"]
    version.digest = "e" * 64
    version.save()

    make.held(Dossier.objects.get())

    assert dossier.assemblies.get().quorum_met is None
    assert StepDone.objects.filter(step="assembly").exists()


def test_one_person_has_one_voice():
    dossier = make.step_done(make.answered(), "name")
    row, by = make.opened(dossier), make.president(dossier)
    for votes in ((6, 0, 0), (2, 1, 1), (-1, 6, 0)):
        with pytest.raises(Refused):
            commands.vote(
                assembly=row, kind="statutes", text="x", by=by,
                votes_for=votes[0], votes_against=votes[1], abstained=votes[2],
            )  # fmt: skip
    one = commands.vote(assembly=row, kind="statutes", text="x", votes_for=5, votes_against=0, abstained=0, by=by)
    two = commands.vote(assembly=row, kind="statutes", text="x", votes_for=4, votes_against=1, abstained=0, by=by)

    assert (one.pk, two.votes_against) == (two.pk, 1)


def test_nobody_is_represented_by_somebody_absent():
    dossier = make.step_done(make.answered(), "name")
    row, by, group = make.opened(dossier), make.president(dossier), make.founders_of(dossier)
    row.refresh_from_db()

    with pytest.raises(Refused):
        commands.mark_presence(
            assembly=row, present={group[0]: None, group[1]: None, group[2]: group[3]}, by=by, seen_version=row.version
        )
    with pytest.raises(Conflict):
        commands.mark_presence(assembly=row, present={group[0]: None, group[1]: None}, by=by, seen_version=1)


@pytest.mark.parametrize(
    "witnesses",
    [
        [],
        [("شاهد", "A1")],
        [("شاهد", "A1"), ("شاهدة", "A1")],
        [("شاهد", "A1"), ("", "B2")],
        [("خديجة", "A1"), ("شاهدة", "B2")],
        [("شاهد", "XE 100003"), ("شاهدة", "B2")],
    ],
)
def test_witnesses_are_two_people_from_outside(witnesses):
    dossier = make.papered()
    founder = make.founders_of(dossier)[4]

    with pytest.raises(Refused):
        commands.sign_by_thumbprint(
            papers=waiting_for(dossier, founder), founder=founder, photo=make.picture(),
            witnesses=[commands.Witness(*one) for one in witnesses], by=make.president(dossier),
        )  # fmt: skip
    assert not Signature.objects.exists()


def test_nobody_draws_the_signature_of_another():
    dossier = make.papered()
    other = make.founders_of(dossier)[1]

    with pytest.raises(Refused):
        commands.sign_drawn(
            papers=waiting_for(dossier, other), founder=other, image=make.picture(), code="123456",
            by=make.president(dossier),
        )  # fmt: skip
    with pytest.raises(Refused):
        commands.ask_code(papers=waiting_for(dossier, other), founder=other, by=make.president(dossier))


def test_a_replaced_paper_is_not_signed():
    dossier = make.papered()
    founder, by = make.founders_of(dossier)[2], make.president(dossier)
    papers = waiting_for(dossier, founder)
    projects.set_share_value(project=dossier.project, value=Decimal(150), by=by)

    with pytest.raises(Refused, match=r"."):
        commands.sign_on_paper(papers=papers, founder=founder, photo=make.picture(), by=by)


def test_nothing_unfinished_is_filed():
    dossier = make.papered()

    with pytest.raises(Refused) as refusal:
        commands.file(dossier=dossier, way="desk", by=make.president(dossier))
    assert "Signatures are missing" in str(refusal.value) or "التوقيعات" in str(refusal.value)
    with pytest.raises(Refused):
        commands.file(dossier=make.signed(dossier), way="paper", by=make.president(dossier))


def test_a_step_follows_those_before_it():
    dossier = make.begun()
    by, today = make.president(dossier), timezone.localdate()

    for step, on in (("name", today), ("papers", today), ("nothing", today)):
        with pytest.raises(Refused):
            commands.mark_step(dossier=dossier, step=step, on=on, by=by)
    dossier = make.answered(dossier)
    with pytest.raises(Refused):
        commands.mark_step(dossier=dossier, step="name", on=today + DAY, by=by)
    one = commands.mark_step(dossier=dossier, step="name", on=today, by=by, reference="R 1")
    assert commands.mark_step(dossier=dossier, step="name", on=today, by=by) == one
    commands.unmark_step(dossier=dossier, step="name", by=by)
    assert not StepDone.objects.filter(step="name").exists()


def test_the_clock_of_a_filing_stops_with_its_return():
    filing = make.returned()
    shown = reading(filing.dossier, timezone.now() + 5 * DAY)

    assert (shown.running, shown.days_used, shown.legal_days, shown.silence) == (False, 0, 20, "accepted")


def test_a_refusal_ends_it():
    filing = make.filed()
    commands.refuse(filing=filing, words="المادة 9: النشاط ممنوع", by=make.officer())

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.ended_at is not None) == ("refused", True)
    with pytest.raises(Refused):
        commands.accept(filing=filing, number="1", by=make.officer(email="second@example.org"))


def test_an_officer_of_another_place_decides_nothing():
    filing = make.filed()

    with pytest.raises(Refused):
        commands.accept(filing=filing, number="1", by=make.officer("02", "far@example.org"))
    assert person("x@example.org")


def test_the_journal_keeps_before_and_after_and_nothing_sealed():
    dossier = make.answered()
    commands.answer(
        dossier=dossier, field="seat", value="حي آخر", by=make.president(dossier), seen_version=dossier.version
    )

    details = Entry.objects.filter(action="dossier.answered").latest("id").details
    assert (details["before"], details["after"]) == ({"seat": "دوار المثال، رقم 7"}, {"seat": "حي آخر"})
    assert "XE100001" not in str(list(Entry.objects.values_list("details", flat=True)))
