"""A backup is made while others write, is whole or not at all, and brings everything back."""

from __future__ import annotations

import json
import tarfile

import pytest

from tests.faults.conftest import another, drop

FILL = """
from django.core.management import call_command
from twiza.journal.commands import record
from django.conf import settings
from pathlib import Path
for n in range(50):
    record(by="user:1", action="case.closed", subject_kind="case", subject_key=str(n))
file = Path(settings.FILES_DIR) / "ab" / "abcdef"
file.parent.mkdir(parents=True, exist_ok=True)
file.write_bytes(b"a receipt")
"""
WRITE_ON = """
import sys
from twiza.journal.commands import record
while True:
    record(by="user:2", action="case.opened", subject_kind="case", subject_key="x")
"""
COUNT = "from twiza.journal.models import Entry; print(Entry.objects.filter(action='case.closed').count())"


@pytest.fixture(scope="module")
def full(prepared, tmp_path_factory):
    """A site with entries and a file, from which the others are copied."""
    made = another(prepared, tmp_path_factory.mktemp("full") / "site")
    made.shell(FILL)
    yield made
    drop(made.url)


@pytest.fixture
def filled(full, tmp_path):
    made = another(full, tmp_path / "site")
    yield made
    made.kill()
    drop(made.url)


def test_what_was_backed_up_while_others_wrote_comes_back(filled, empty_site, tmp_path):
    filled._start("manage.py", "shell", "--verbosity=0", "-c", WRITE_ON)
    said = filled.manage("backup", tmp_path / "b.tar.gz")
    filled.kill()
    assert "1 files" in said

    assert "all counted" in empty_site.manage("restore", tmp_path / "b.tar.gz")

    assert empty_site.shell(COUNT).strip() == "50"
    assert (empty_site.var / "files" / "ab" / "abcdef").read_bytes() == b"a receipt"
    assert "each as it was written" in empty_site.manage("journal", "verify")


def test_every_row_and_file_is_as_it_was(filled, empty_site, tmp_path):
    filled.manage("backup", tmp_path / "one.tar.gz")
    empty_site.manage("restore", tmp_path / "one.tar.gz")
    empty_site.manage("backup", tmp_path / "two.tar.gz")

    assert _manifest(tmp_path / "one.tar.gz")["rows"] == _manifest(tmp_path / "two.tar.gz")["rows"]
    dump = ("dumpdata", "journal", "packs", "accounts")
    assert filled.manage(*dump) == empty_site.manage(*dump)


def test_a_database_that_holds_something_is_replaced_only_if_asked(filled, tmp_path):
    filled.manage("backup", tmp_path / "b.tar.gz")
    filled.shell(FILL.replace("range(50)", "range(1)"))

    assert "not empty" in filled.manage("restore", tmp_path / "b.tar.gz", code=1)
    assert filled.shell(COUNT).strip() == "51"

    filled.manage("restore", tmp_path / "b.tar.gz", "--replace")
    assert filled.shell(COUNT).strip() == "50"


def test_a_running_site_is_not_replaced_under_its_feet(filled, tmp_path):
    filled.manage("backup", tmp_path / "b.tar.gz")
    if filled.url:
        return  # PostgreSQL waits for those who use the tables, and replaces them in one transaction
    address = filled.serve()
    _read(address)

    assert "Stop the site" in filled.manage("restore", tmp_path / "b.tar.gz", "--replace", code=1)
    assert filled.shell(COUNT).strip() == "50"


@pytest.mark.parametrize("spoil", ["cut", "changed", "no backup"])
def test_a_damaged_backup_changes_nothing(filled, tmp_path, spoil):
    path = tmp_path / "b.tar.gz"
    filled.manage("backup", path)
    content = path.read_bytes()
    if spoil == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif spoil == "changed":
        _with_another_file(path)
    else:
        path.write_bytes(b"hello")

    assert "Nothing was changed" in filled.manage("restore", path, "--replace", code=1)
    assert filled.shell(COUNT).strip() == "50"


def test_a_backup_never_overwrites(filled, tmp_path):
    (tmp_path / "b.tar.gz").write_text("precious")

    assert "exists already" in filled.manage("backup", tmp_path / "b.tar.gz", code=1)
    assert (tmp_path / "b.tar.gz").read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_backup_is_its_owners_alone(filled, tmp_path):
    filled.manage("backup", tmp_path / "b.tar.gz")

    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0


def _manifest(path):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


def _with_another_file(path):
    with tarfile.open(path) as tar:
        held = {one.name: tar.extractfile(one).read() for one in tar}
    held["files/ab/abcdef"] = b"a forgery"
    folder = path.parent / "spoilt"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in held.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            tar.add(file, name)


def _read(address):
    import urllib.request

    with urllib.request.urlopen(f"{address}/readyz", timeout=20) as answer:
        assert answer.status == 200
