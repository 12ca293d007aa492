"""Every command that changes a record says what it was before and what it is after, and tells nothing sealed."""

import ast
import json
import re
from pathlib import Path

from tests.accounts.factories import person
from tests.dossier import factories as make
from twiza.accounts import commands as accounts
from twiza.dossier import commands as dossiers
from twiza.dossier.models import Dossier
from twiza.journal.commands import differing
from twiza.journal.models import Entry
from twiza.projects import commands as projects
from twiza.projects.timeline import entries, moments

TWIZA = Path(__file__).resolve().parents[2] / "twiza"
EVENTS = {"account.signed_in": "a person came in; nothing of any record is another by that"}
"""What is written without before and after, and why. Attempts that fail stand in the log, not in the journal."""
SAID = re.compile(r"[a-z_]+\.[a-z_]+")


def writers():
    """Each call that writes to the journal by itself: where it stands, the call, the function around it."""
    for path in sorted(TWIZA.rglob("*.py")):
        if "journal" in path.parts or "migrations" in path.parts:
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "journal.record":
                    yield path.relative_to(TWIZA), call, function


def literal_actions():
    """Every action that the code names in a call which says before and after, or which writes an event."""
    found = set()
    for path in sorted(TWIZA.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            if ast.unparse(call.func).rpartition(".")[2] not in {
                "record",
                "note",
                "_note",
                "note_decision",
                "_kept",
                "change",
            }:
                continue
            given = [*call.args, *(one.value for one in call.keywords if one.arg == "action")]
            texts = [one.value for part in given for one in ast.walk(part) if isinstance(one, ast.Constant)]
            found |= {one for one in texts if isinstance(one, str) and SAID.fullmatch(one)}
    return found


def test_whoever_writes_to_the_journal_gives_before_and_after():
    there = list(writers())
    assert len(there) > 12
    for path, call, function in there:
        given = {one.arg: one.value for one in call.keywords}
        action = given["action"]
        if isinstance(action, ast.Constant) and action.value in EVENTS:
            assert not {"before", "after"} & given.keys(), path
            continue
        assert {"before", "after"} <= given.keys(), f"{path}: {ast.unparse(call)}"
        named = dict(zip((one.arg for one in function.args.kwonlyargs), function.args.kw_defaults, strict=True))
        for when in ("before", "after"):
            passed_on = isinstance(given[when], ast.Name) and given[when].id in named
            assert not passed_on or named[given[when].id] is None, f"{path}: {function.name} lets {when} be left out"


def test_what_is_the_same_before_and_after_is_not_kept():
    assert differing({"name": "a", "place": 1}, {"name": "b", "place": 1}) == ({"name": "a"}, {"name": "b"})
    assert differing({"gone": None}, {}) == ({"gone": None}, {})


def _every_part_of_a_groups_way():
    """Written down, convoked, held, corrected, signed, filed, returned, mended, filed again, accepted."""
    dossier = make.papered(make.step_done(make.answered(make.begun(founders=6)), "name"))
    by, group = make.president(dossier), make.founders_of(dossier)
    projects.describe(project=dossier.project, name="اسم", idea="فكرة أخرى", by=by)
    projects.change_founder(founder=group[3], by=by, phone="+12025550199", shares=12)
    task = projects.add_task(project=dossier.project, text="نقيس الأرض", by=by)
    projects.change_task(task=task, text="نقيس البئر", by=by)
    projects.finish_task(task=task, by=by)
    projects.remove_task(task=task, by=by)
    note = projects.add_note(project=dossier.project, text="هاتف خديجة 0202555017", by=by)
    projects.change_note(note=note, text="هاتف خديجة 0202555018", by=by)
    projects.remove_note(note=note, by=by)
    projects.remove_founder(founder=group[5], by=by)
    assembly = dossiers.reopen_assembly(assembly=dossier.assemblies.get(), by=by)
    extra = dossiers.vote(
        assembly=assembly, kind="other", text="قرار", votes_for=6, votes_against=0, abstained=0, by=by
    )
    dossiers.strike_vote(resolution=extra, by=by)
    dossiers.close_assembly(assembly=assembly, by=by)
    dossiers.make_papers(dossier=Dossier.objects.get(), by=by)
    filing = make.filed(make.signed(Dossier.objects.get()))
    officer = make.officer()
    dossiers.return_with_defects(filing=filing, defects=[dossiers.Fault("seat", "ناقص")], by=officer)
    dossier = Dossier.objects.get()
    dossiers.answer(dossier=dossier, field="seat", value="دوار آخر", by=by, seen_version=dossier.version)
    dossiers.mend(defect=filing.defects.get(), by=by, answer="كتبنا العنوان كاملا")
    again = dossiers.refile(dossier=make.signed(Dossier.objects.get()), by=by)
    dossiers.accept(filing=again, number="12/2026", by=officer)
    return Dossier.objects.get()


def _every_part_of_a_sign_in():
    user = accounts.sign_up(address="+12025550177", name="فاطمة", language="ar")
    accounts.rename(user=user, name="فاطمة الزهراء", by=user)
    accounts.change_address(user=user, address="fatima@example.org", by=user)
    accounts.drop_address(user=user, which="phone", by=user)
    accounts.set_password(user=user, password="a long and quiet sentence", by=user)
    staff = person("staff@example.org", role="analyst")
    accounts.remove_staff(user=staff, by="command-line")


def test_a_whole_way_is_written_with_before_and_after_and_nothing_sealed(country):
    began = Entry.objects.order_by("id").last()
    dossier = _every_part_of_a_groups_way()
    _every_part_of_a_sign_in()

    written = list(Entry.objects.filter(pk__gt=began.pk if began else 0).order_by("id"))
    without = {one.action for one in written if not (one.details.get("before") or one.details.get("after"))}
    assert without <= EVENTS.keys()
    assert {one.action for one in written} <= literal_actions()
    assert len({one.action for one in written}) > 40
    story = json.dumps([one.details for one in written], ensure_ascii=False)
    held = ("202555", "+1202", "@example.org", "XE100", "فاطمة", "quiet sentence")
    assert [one for one in held if one in story] == []

    read = [one.text for one in moments(dossier.project, entries(dossier.project))]
    assert [text for text in read if "{" in text or text.startswith("unknown")] == []
    assert any("12/2026" in text for text in read)
