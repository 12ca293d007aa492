"""A paper has a version, a hash and a code; a new version comes only where it says something new."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from tests.papers.factories import TITLE, paper
from twiza.files.models import StoredFile
from twiza.files.queries import open_file
from twiza.journal.models import Entry
from twiza.papers import queries
from twiza.papers.commands import withdraw
from twiza.papers.editions import Edition, digest
from twiza.papers.models import Paper

pytestmark = pytest.mark.django_db


def test_the_first_version_is_current_and_kept_with_its_file() -> None:
    made = paper("one", docx=b"PK one")
    assert (made.version, made.replaced_at) == (1, None)
    assert re.fullmatch(r"([2-9A-HJ-NP-TV-Z]{4}-){2}[2-9A-HJ-NP-TV-Z]{4}", made.code)
    assert open_file(made.pdf).read() == b"%PDF one"
    assert made.docx is not None
    assert open_file(made.docx).read() == b"PK one"
    assert queries.current("dossier", "a-dossier") == [made]


def test_the_same_words_make_no_new_version_and_no_file() -> None:
    first = paper("one")
    files = StoredFile.objects.count()
    assert paper("one", pdf=lambda edition: pytest.fail("made again")) == first
    assert (Paper.objects.count(), StoredFile.objects.count()) == (1, files)


def test_other_words_make_the_next_version_and_say_why_the_old_one_ended() -> None:
    first, second = paper("one"), paper("two", because=["name", "founders"])
    first.refresh_from_db()
    assert (second.version, second.replaced_at, second.code != first.code) == (2, None, True)
    assert first.replaced_at is not None
    assert first.replaced_because == ["name", "founders"]
    assert queries.current("dossier", "a-dossier") == [second]
    assert queries.successor(first) == second
    assert queries.history("dossier", "a-dossier", "statutes") == [second, first]


def test_another_title_is_another_paper() -> None:
    paper("one")
    assert paper("one", title=TITLE | {"ar": "النظام"}).version == 2


def test_a_version_that_says_what_an_older_one_said_is_a_new_one() -> None:
    first = paper("one")
    paper("two")
    third = paper("one")
    assert (third.version, third.data_hash == first.data_hash, third.code != first.code) == (3, True, True)


def test_a_withdrawn_paper_has_no_successor_and_a_later_one_goes_on_counting() -> None:
    first = paper("one")
    withdraw(paper=first, by="tests", because=["name"])
    withdraw(paper=first, by="tests", because=["shares"])
    first.refresh_from_db()
    assert first.replaced_because == ["name"]
    assert queries.current("dossier", "a-dossier") == []
    assert queries.successor(first) is None
    assert paper("one").version == 2


def test_a_file_can_print_the_code_and_version_of_its_own_edition() -> None:
    made = paper("one", pdf=lambda edition: f"{edition.code} {edition.version} {edition.said}".encode())
    assert open_file(made.pdf).read().decode() == f"{made.code} 1 {made.data_hash}"


def test_papers_of_other_records_and_kinds_are_left_alone() -> None:
    others = [paper("one", subject_key="another"), paper("one", kind="minutes"), paper("one", subject_kind="filing")]
    paper("one")
    paper("two")
    assert set(Paper.objects.filter(replaced_at__isnull=True)) > set(others)


def test_a_failure_leaves_the_old_version_current() -> None:
    first = paper("one")

    def broken(edition: Edition) -> bytes:
        raise RuntimeError(edition.code)

    with pytest.raises(RuntimeError), transaction.atomic():
        paper("two", pdf=broken)
    first.refresh_from_db()
    assert (first.replaced_at, Paper.objects.count()) == (None, 1)


def test_each_issue_stands_in_the_journal_without_what_it_says() -> None:
    made = paper("one")
    entry = Entry.objects.filter(action="paper.issued").get()
    assert (entry.subject_kind, entry.subject_key, entry.actor) == ("dossier", "a-dossier", "tests")
    assert entry.details == {
        "paper": "statutes", "because": [], "before": {},
        "after": {"version": 1, "code": made.code, "hash": made.data_hash},
    }  # fmt: skip


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": ["x"]}) == digest({"b": ["x"], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})


def test_the_qr_leads_to_the_public_page(settings: object) -> None:
    edition = Edition("K7QM-2RXD-9FHT", 1, "")
    settings.SITE_ADDRESS = "https://bank.example"  # type: ignore[attr-defined]
    assert edition.address == "https://bank.example/papers/K7QM-2RXD-9FHT/"
    assert edition.qr.startswith("<svg")


def test_current_papers_are_read_in_one_query(django_assert_num_queries: object) -> None:
    for kind in ("a", "b", "c"):
        paper("one", kind=kind)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [one.pdf.size for one in queries.current("dossier", "a-dossier")] == [8, 8, 8]
