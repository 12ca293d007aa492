"""A full disk and a read-only database: pages answer, a save is refused in clear words, nothing is lost."""

from __future__ import annotations

import errno
import io

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client

from tests.accounts.factories import person
from tests.dossier.factories import picture
from tests.faults.conftest import ROOT
from tests.faults.visitors import SESSION, Person
from tests.projects.factories import a_project
from twiza.ui.trouble import Trouble, trouble_of

MEMBER = (
    SESSION
    + """
import json
from twiza.accounts.models import User
from twiza.projects import commands
from twiza.territories.models import Territory
user = User.objects.create_user("member@example.org", name="فاطمة")
project = commands.start(territory=Territory.objects.get(code="01.01.13"), by=user, name="النحل")
commands.add_note(project=project, text="what was there before", by=user)
print("told: " + json.dumps({"session": session_of(user), "base": f"/ar/projects/{project.public_id}/"}))
"""
)
COUNT = "from twiza.projects.models import Note, Project; print(Note.objects.count(), Project.objects.count())"
LONG = "كلام طويل عن النحل والعسل. " * 140
ON_POSTGRESQL = {
    "full": """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON projects_note FOR EACH ROW EXECUTE FUNCTION no_room();
        CREATE TRIGGER no_room BEFORE INSERT ON projects_project FOR EACH ROW EXECUTE FUNCTION no_room();
    """,
    "read-only": "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', "
    "current_database()); END $$",
}


@pytest.fixture
def member(site):
    """Somebody with a project; her session and where it is."""
    told = site.told(MEMBER)
    return Person("", told["session"]), told["base"]


def break_disk(site, how):
    """Let the disk under the database be full, or read-only, from the next start of a process on."""
    if site.url:
        site.shell(f"from django.db import connection; connection.cursor().execute({ON_POSTGRESQL[how]!r})")
        return
    site.shell("from django.db import connection; connection.cursor().execute('VACUUM')")
    site.more = {"PYTHONPATH": str(ROOT / "tests" / "faults" / "disks"), "FAULTY_DISK": how}


def mend_disk(site):
    site.more = {}
    if site.url:
        site.more = {"PGOPTIONS": "-c default_transaction_read_only=off"}
        site.shell(
            "from django.db import connection; connection.cursor().execute('DROP FUNCTION IF EXISTS no_room CASCADE')"
        )


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_on_a_disk_that_takes_nothing_pages_are_read_and_a_save_is_refused_in_clear_words(site, member, how):
    person, base = member
    break_disk(site, how)
    person.address = site.serve()

    for page in ("/ar/", "/fr/territories/01.01.13/", "/en/models/", base, f"{base}notes/", "/api/v1/territories/01"):
        assert person.see(page).status == 200, page
    refused = person.send(f"{base}notes/", text=LONG, once="first")
    stranger = Person(person.address).send("/fr/projects/new/?in=01.01.13", idea=LONG, name="Notre miel", once="second")

    assert (refused.status, stranger.status) == (503, 503)
    assert int(refused.headers["retry-after"]) > 0
    assert '<html lang="ar" dir="rtl"' in refused.text
    assert '<html lang="fr" dir="ltr"' in stranger.text
    assert LONG.strip() in refused.text  # what was typed is there to be sent again
    assert "Notre miel" in stranger.text
    if how == "read-only":
        ready = person.see("/readyz")
        assert (ready.status, ready.json["status"]) == (200, "reading only")
        assert "the database takes no changes" in ready.json["problems"]

    site.kill()
    mend_disk(site)
    assert site.shell(COUNT).split() == ["1", "1"]
    person.address = site.serve()
    assert person.send(f"{base}notes/", text=LONG, once="first").status == 302
    assert LONG.strip() in person.see(f"{base}notes/").text


def test_the_worker_waits_for_a_database_that_takes_nothing(site):
    site.shell("from twiza.messages.chores import sweep_texts; sweep_texts.enqueue()")
    break_disk(site, "read-only")

    said = site.manage("worker", "--once", "--verbosity=0")

    assert "trying again in a while" in said
    mend_disk(site)
    site.manage("worker", "--once", "--verbosity=0")
    done = "from django_tasks_db.models import DBTaskResult as R; print(*R.objects.values_list('status', flat=True))"
    assert site.shell(done).split() == ["SUCCESSFUL"]


def test_an_upload_that_finds_no_room_is_refused_in_clear_words_and_leaves_nothing(site, member):
    person, base = member
    database = site.var / "twiza.sqlite3"
    site.largest_file = 4_000_000 + (database.stat().st_size if database.exists() else 0)
    person.address = site.serve()
    paper = io.BytesIO(b"%PDF-1.4\n" + b"0" * (site.largest_file + 1000))
    paper.name = "statutes.pdf"

    refused = person.send(f"{base}files/", file=paper, label="النظام الأساسي", once="first")

    assert refused.status == 503
    assert '<html lang="ar" dir="rtl"' in refused.text
    assert [one for one in (site.var / "files").rglob("*") if one.is_file()] == []
    rows = "from twiza.files.models import StoredFile; print(StoredFile.objects.count())"
    assert site.shell(rows).strip() == "0"
    assert person.send(f"{base}notes/", text="room enough for this", once="second").status == 302


def test_where_a_file_cannot_be_written_what_was_typed_beside_it_is_shown_again(
    db, country, monkeypatch, settings, tmp_path
):
    settings.FILES_DIR = tmp_path
    president = person("president@example.org")
    project = a_project(by=president)
    client = Client(raise_request_exception=False)
    client.force_login(president, backend=settings.AUTHENTICATION_BACKENDS[0])

    def no_room(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    address = f"/fr/projects/{project.public_id}/files/"
    answer = client.post(address, {"file": picture(), "label": "Le champ de Halima", "once": "first"})

    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Le champ de Halima" in page
    assert f'action="{address}"' in page
    assert '<p dir="auto">first' not in page  # keys of ours are no words of hers
    assert not project.attachments.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (OSError(errno.EDQUOT, "quota"), Trouble.FULL),
        (OSError(errno.EROFS, "read-only"), Trouble.READ_ONLY),
        (psycopg.errors.DiskFull(), Trouble.FULL),
        (psycopg.errors.DeadlockDetected(), Trouble.BUSY),
        (psycopg.errors.AdminShutdown(), Trouble.AWAY),
        (psycopg.OperationalError("connection refused"), Trouble.AWAY),
        (psycopg.errors.UniqueViolation(), None),
        (ConnectionResetError(errno.ECONNRESET, "a visitor hung up"), None),
        (ValueError("a fault of ours"), None),
    ],
)
def test_trouble_is_told_from_faults_of_the_program(told, kind):
    outer = OperationalError()
    outer.__cause__ = told

    assert trouble_of(told) == kind
    assert trouble_of(outer) == kind
