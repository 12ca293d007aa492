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
from tests.faults.visitors import SESSION, Person

GROUPS = 4
KILLED_WHILE = ("value", "signed", "signed", "filed")
"""What somebody is in the middle of at each kill; the others save notes, sign and make papers meanwhile."""
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
signed = sum(len(one.details["papers"]) for one in entries("dossier.signed"))
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
    people = [Person(address, group["session"]) for group in founding.groups]
    works.begin(making(people[0], founding.groups[0]))
    for number, (person, group) in enumerate(zip(people, founding.groups, strict=True)):
        works.begin(saving(person, group, number))
        if number:
            works.begin(founding_of(person, group))
    for kind in KILLED_WHILE:
        works.up.set()
        until = time.monotonic() + PATIENCE
        while not works.doing(kind) and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.random() / 5)
        works.up.clear()
        founding.kill()
        address = founding.serve(workers=2, port=founding.port)
        founding.work()
    works.up.set()
    wanted = {f"filed {group['project']}" for group in founding.groups[1:]}
    until = time.monotonic() + PATIENCE
    while not wanted <= set(works.deeds.confirmed) and time.monotonic() < until:
        time.sleep(0.05)
    deeds = works.end()
    founding.kill()

    assert deeds.wrong == []
    assert deeds.broken >= len(KILLED_WHILE)  # somebody was in the middle of something
    check_whole(founding, deeds)


def check_whole(site, deeds):
    """Everything confirmed is there, once; nothing contradicts anything else; the journal is whole."""
    found = site.told(WRONG)
    assert found["wrong"] == []
    notes = [name for name in deeds.confirmed if name.startswith("note")]
    assert len(found["notes"]) == len(set(found["notes"]))
    assert set(notes) <= set(found["notes"])
    filed = {name.partition(" ")[2] for name in deeds.confirmed if name.startswith("filed")}
    assert sorted(filed) == sorted(found["filed"]) == sorted(group["project"] for group in site.groups[1:])
    signed = {name.partition(" ")[2] for name in deeds.confirmed if name.startswith("signed")}
    assert signed == set(found["signed"])
    values = [int(name.partition(" ")[2]) for name in deeds.confirmed if name.startswith("value")]
    assert int(found["values"][site.groups[0]["project"]]) in {max(values), max(values) + 1}
    site.manage("journal", "tie")
    assert "each as it was written" in site.manage("journal", "verify")
