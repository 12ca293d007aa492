"""``kill -9`` in the middle of saving, signing, filing and making papers: what was confirmed is there, whole, once."""

from __future__ import annotations

import itertools
import random
import re
import time

import pytest

from tests.dossier.factories import picture
from tests.faults.conftest import PATIENCE, another
from tests.faults.doing import Works
from tests.faults.visitors import SESSION, Broken, Person

GROUPS = 5
"""The last one for kills at chosen places, the others for kills at random moments."""
KILLED_WHILE = ("value", "signed", "filed", "filed", "filed")
"""What somebody is in the middle of at each kill; the others save notes, sign and make papers meanwhile."""
WITHIN = 0.5
"""Seconds after the question in which the kill comes."""
MAKE = (
    SESSION
    + f"GROUPS = {GROUPS}"
    + """
import json
from tests.accounts.factories import person
from tests.dossier import factories
from twiza.projects.models import Founder
made = []
for number in range(GROUPS):
    president = person(f"president{number}@example.org", name="فاطمة")
    dossier = factories.papered(factories.answered(factories.begun(founders=5, president=president)))
    founders = Founder.objects.filter(project=dossier.project).order_by("id")
    made.append({
        "session": session_of(president), "base": f"/ar/projects/{dossier.project.public_id}/",
        "project": dossier.project.key, "founders": [str(one.public_id) for one in founders],
    })
print("told: " + json.dumps(made))
"""
)
WRONG = """
import json
from pathlib import Path
from django.conf import settings
from django.db.models import Count
from twiza.dossier.models import ClockMark, Dossier, Filing, Signature, StepDone
from twiza.dossier.queries import sheets
from twiza.files.models import StoredFile
from twiza.files.queries import is_whole
from twiza.journal.models import Entry
from twiza.messages.models import Message
from twiza.papers.models import Paper
from twiza.projects.models import Founder, Note, Project

wrong = []
def must(true, what):
    if not true:
        wrong.append(what)

def entries(action):
    return list(Entry.objects.filter(action=action))

for stored in StoredFile.objects.all():
    must(is_whole(stored), f"file {stored.pk} {stored.name} is not whole")
twice = Paper.objects.filter(replaced_at=None).values("subject_key", "kind").annotate(n=Count("pk")).filter(n__gt=1)
must(not twice, f"two current papers: {list(twice)}")
must(not Paper.objects.filter(docx=None), "a paper without its document")
must(len(entries("paper.issued")) == Paper.objects.count(), "papers and what the journal says of them")
must(len(entries("note.added")) == Note.objects.count(), "notes and what the journal says of them")
signed = sum(len(one.details["after"]["papers"]) for one in entries("dossier.signed"))
must(signed == Signature.objects.count(), f"{signed} signatures in the journal, {Signature.objects.count()} there")
for one in Signature.objects.select_related("paper", "image").filter(void_at=None):
    must(one.paper.replaced_at is None, f"a valid signature under a replaced paper: {one}")
must(len(entries("dossier.filed")) == Filing.objects.count(), "filings and what the journal says of them")
for dossier in Dossier.objects.select_related("project"):
    filings = list(dossier.filings.all())
    must((dossier.state == "filed") == bool(filings), f"{dossier}: {dossier.state} with {len(filings)} filings")
    must((dossier.project.stage == "filed") == bool(filings), f"{dossier}: its project is {dossier.project.stage}")
    must(ClockMark.objects.filter(dossier=dossier, sign="start").count() == len(filings), f"{dossier}: its clock")
    papers = {one.paper.kind: one for one in sheets(dossier)}
    must(len({len(one.missing) + len(one.signatures) - len(one.signers) for one in papers.values()} - {0}) == 0,
         f"{dossier}: signatures that nobody asked for")
    done = StepDone.objects.filter(dossier=dossier, step="sign").exists()
    for filing in filings:
        for told in filing.content["papers"]:
            now = papers[told["kind"]]
            same = (told["code"], told["hash"]) == (now.paper.code, now.paper.data_hash)
            must(same and len(told["signatures"]) == len(now.signatures), f"{dossier}: filed other papers than these")
for message in Message.objects.filter(state="sent"):
    must((Path(settings.OUTBOX_DIR) / f"{message.public_id}.json").exists(), f"{message} is sent and nowhere")
print("told: " + json.dumps({
    "wrong": wrong,
    "notes": list(Note.objects.values_list("text", flat=True)),
    "shares": {str(one.public_id): one.shares for one in Founder.objects.all()},
    "values": {one.key: f"{one.share_value:.0f}" for one in Project.objects.all()},
    "signed": [f"{one.founder.public_id}" for one in Signature.objects.select_related("founder").filter(void_at=None)],
    "filed": [filing.dossier.project.key for filing in Filing.objects.select_related("dossier__project")],
}))
"""


@pytest.fixture(scope="module")
def founding(prepared, tmp_path_factory):
    """A site with groups whose papers wait to be signed."""
    site = another(prepared, tmp_path_factory.mktemp("founding") / "site")
    site.groups = site.told(MAKE)
    yield site
    site.kill()


def saving(person, group, number):
    """Notes without end, each with its key."""
    for one in itertools.count():
        text = f"note {number} {one}"
        yield text, lambda text=text: person.send(f"{group['base']}notes/", text=text, once=text)


def making(person, group):
    """The value of a share is changed without end, and all papers are made anew each time."""
    address = f"{group['base']}money/share/"
    for value in itertools.count(101):
        yield f"value {value}", lambda value=value: person.send(address, share_value=str(value), once=f"value {value}")


def founding_of(person, group):
    """Every founder signs, then the dossier is filed."""
    for founder in group["founders"]:
        yield f"signed {founder}", signing(person, f"{group['base']}dossier/sign/{founder}/")
    yield f"filed {group['project']}", lambda: person.send(f"{group['base']}dossier/file/", way="desk")


def signing(person, address):
    """The form as it was opened first is sent, however often."""
    papers = []

    def sign():
        if not papers:
            papers.extend(re.findall(r'name="paper" value="([^"]+)"', person.see(address).text))
        return person.send(address, way="paper", paper=papers, photo=picture())

    return sign


def test_what_was_confirmed_before_a_kill_is_there_whole_and_once(founding):
    chance = random.Random(7)
    works = Works()
    address = founding.serve(workers=2)
    founding.work()
    groups = founding.groups[:-1]
    people = [Person(address, group["session"]) for group in groups]
    warm(people, groups)
    works.begin(making(people[0], groups[0]))
    for number, (person, group) in enumerate(zip(people, groups, strict=True)):
        works.begin(saving(person, group, number))
        if number:
            works.begin(founding_of(person, group))
    wanted = {f"filed {group['project']}" for group in groups[1:]}
    for kind in KILLED_WHILE:
        works.up.set()
        until = time.monotonic() + PATIENCE
        while not (works.doing(kind) or wanted <= set(works.deeds.confirmed)) and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.random() * WITHIN)
        works.up.clear()
        founding.kill()
        address = founding.serve(workers=2, port=founding.port)
        founding.work()
        warm(people, groups)
    works.up.set()
    until = time.monotonic() + PATIENCE
    while not wanted <= set(works.deeds.confirmed) and time.monotonic() < until:
        time.sleep(0.05)
    deeds = works.end()
    founding.kill()

    assert deeds.wrong == []
    assert deeds.broken >= len(KILLED_WHILE)  # somebody was in the middle of something
    check_whole(founding, deeds.confirmed, groups)


def warm(people, groups):
    """Both processes have read the program and the law: what follows takes as long as it does all day."""
    for person, group in zip(people, groups, strict=True):
        for page in ("dossier/file/", "dossier/papers/"):
            assert person.see(group["base"] + page).status == 200


def check_whole(site, confirmed, groups):
    """Everything confirmed is there, once; nothing contradicts anything else; the journal is whole."""
    found = site.told(WRONG)
    assert found["wrong"] == []
    assert len(found["notes"]) == len(set(found["notes"]))
    assert said(confirmed, "note") <= {one.removeprefix("note ") for one in found["notes"]}
    ours = {group["project"] for group in groups}
    assert sorted(said(confirmed, "filed")) == sorted(one for one in found["filed"] if one in ours)
    founders = {founder for group in groups for founder in group["founders"]}
    assert said(confirmed, "signed") == founders & set(found["signed"])
    values = [int(value) for value in said(confirmed, "value")]
    assert int(found["values"][groups[0]["project"]]) in {max(values), max(values) + 1}
    site.manage("journal", "tie")
    assert "each as it was written" in site.manage("journal", "verify")


def said(confirmed, kind):
    """What was confirmed of one kind."""
    return {name.partition(" ")[2] for name in confirmed if name.startswith(kind)}


PLACES = {
    "note": "twiza.projects.commands.shared:note",
    "tie": "twiza.journal.chain:tie",
    "value": "twiza.papers.commands:_note:3",
    "signed": "twiza.dossier.commands.signing:note",
    "filed": "twiza.dossier.commands.filing:mark_clock",
}
"""Where the server dies while each is done: with some rows written and others not, or before the journal is tied."""


def test_what_was_cut_off_at_the_worst_place_left_nothing_and_is_done_when_sent_again(founding):
    group = founding.groups[-1]
    person, confirmed = Person("", group["session"]), []

    def deed(kind):
        if kind in {"note", "tie"}:
            text = f"note cut {kind}"
            return [(text, lambda: person.send(f"{group['base']}notes/", text=text, once=text))]
        if kind == "value":
            return [("value 777", lambda: person.send(f"{group['base']}money/share/", share_value="777"))]
        founder = [f"signed {one}" for one in group["founders"]]
        signs = [signing(person, f"{group['base']}dossier/sign/{one}/") for one in group["founders"]]
        files = (f"filed {group['project']}", lambda: person.send(f"{group['base']}dossier/file/", way="desk"))
        return list(zip(founder, signs, strict=True)) if kind == "signed" else [files]

    for kind, place in PLACES.items():
        founding.more = {"DIES_AT": place}
        person.address = founding.serve(application="tests.faults.dying:application")
        deeds = deed(kind)
        with pytest.raises(Broken):
            deeds[0][1]()
        founding.kill()
        founding.more = {}
        person.address = founding.serve()
        for name, do in deeds:
            assert do().status == 302, name
            confirmed.append(name)
        founding.kill()
    check_whole(founding, confirmed, [group])
