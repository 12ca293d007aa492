"""Name, capital, shares and founders agree in every paper, as PDF and DOCX, and in what screens and the API show."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from tests.dossier.papers_factories import assembly, brought, dossier, founder
from twiza.dossier import composing
from twiza.dossier.dataset import dataset, plain
from twiza.files.queries import open_file
from twiza.papers import numerals
from twiza.papers.models import Paper
from twiza.ui import formats

pytestmark = [pytest.mark.real_papers, pytest.mark.django_db, pytest.mark.usefixtures("country")]
INVISIBLE = re.compile("[\u200b-\u200f\u2066-\u2069\u202a-\u202e]")


def told(text: str) -> str:
    """Without spaces, marks of direction and forms of letters: how a word reads, not how it is set."""
    return "".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def pdf_text(paper: Paper) -> str:
    with open_file(paper.pdf) as held:
        return told(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(held.read())).pages))


def docx_text(paper: Paper) -> str:
    assert paper.docx is not None
    with open_file(paper.docx) as held:
        body = docx.Document(io.BytesIO(held.read())).element.body
    return told("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


@pytest.fixture
def whole() -> Any:
    """A dossier of four whose assembly was held, one of them paying a part with a thing."""
    held = dossier(4)
    brought(held.project.founders.order_by("id")[0], 500)
    assembly(held)
    composing.renew(dossier=held, by="tests")
    return held


def papers(held: Any) -> dict[str, Paper]:
    return {one.kind: one for one in Paper.objects.filter(subject_key=held.key, replaced_at__isnull=True)}


def test_every_paper_of_the_law_was_made(whole: Any) -> None:
    assert composing.wanting(whole) == {}
    assert set(papers(whole)) == {
        "name-application", "statutes", "founders-list", "valuation", "assembly-minutes", "share-receipts",
    }  # fmt: skip


@pytest.mark.parametrize("read", [pdf_text, docx_text])
def test_names_and_sums_are_the_same_in_every_paper(whole: Any, read: Any) -> None:
    known = dataset(whole)
    assert known.capital is not None
    capital = told(formats.number(known.capital, 0, language="fr"))
    for kind, paper in papers(whole).items():
        text = read(paper)
        assert told("Coopérative An-Nassim") in text, kind
        if kind in {"statutes", "founders-list", "assembly-minutes"}:
            assert capital in text, kind
        if kind in {"statutes", "founders-list"}:
            assert told(numerals.money(known.capital, "dirham d'Exemple", "fr")) in text, kind
        if kind in {"statutes", "founders-list", "name-application", "assembly-minutes", "share-receipts"}:
            assert [one.name for one in known.founders if told(one.name_latin) not in text] == [], kind
            assert [one.name for one in known.founders if one.national_id not in text] == [], kind


def test_arabic_says_in_docx_what_the_dataset_says(whole: Any) -> None:
    known = dataset(whole)
    assert known.capital is not None
    text = docx_text(papers(whole)["statutes"])
    for part in (
        "تعاونية النسيم",
        numerals.money(known.capital, "درهم المثال", "ar"),
        *(p.name for p in known.founders),
    ):
        assert told(part) in text


def test_what_papers_keep_agrees_with_what_screens_and_the_api_show(whole: Any) -> None:
    known, shown = dataset(whole), plain(dataset(whole))
    assert (shown["name"], shown["capital"], shown["share_count"]) == (
        known.name,
        str(known.capital),
        known.share_count,
    )
    assert [one["name"] for one in shown["founders"]] == [one.name for one in known.founders]
    assert known.capital == whole.project.capital
    assert known.share_count == sum(one.shares for one in known.founders) == 10 + 11 + 12 + 10
    for paper in papers(whole).values():
        assert known.name in str(paper.data["name"])


def test_money_adds_up(whole: Any) -> None:
    known = dataset(whole)
    assert known.capital is not None and known.released is not None and known.remaining is not None
    assert known.released + known.remaining == known.capital
    for one in known.founders:
        assert one.in_kind + one.released + one.remaining == one.amount
    first = known.founders[0]
    assert (first.in_kind, first.released, first.remaining) == (500, 125, 375)


def test_nothing_sealed_is_kept_in_the_open(whole: Any) -> None:
    cards = [one.national_id for one in dataset(whole).founders]
    homes = [one.address for one in dataset(whole).founders]
    for paper in papers(whole).values():
        kept = str(paper.data)
        assert [one for one in (*cards, *homes) if one in kept] == []
    shown = str(plain(dataset(whole)))
    assert [one for one in (*cards, *homes) if one in shown] == []


def test_the_same_number_of_queries_for_one_founder_and_for_more(django_assert_num_queries: Any) -> None:
    one, many = dossier(1), dossier(5, place="01.01.12")
    for each in (one, many):
        brought(each.project.founders.order_by("id")[0], 100)
    dataset(one)
    with django_assert_num_queries(4):
        dataset(one)
    with django_assert_num_queries(4):
        dataset(many)


def test_two_of_one_name_are_two_people_at_the_assembly() -> None:
    held = dossier(3)
    first = held.project.founders.order_by("id")[0]
    founder(held.project, 9, name=first.name, name_latin=first.name_latin)
    assembly(held, absent=1)
    composing.renew(dossier=held, by="tests")
    rows = next(
        block for block in papers(held)["assembly-minutes"].data["parts"][0]["blocks"] if block["kind"] == "table"
    )
    assert ["غياب" in row[3] for row in rows["rows"]] == [False, False, False, True]


def test_who_left_stands_on_no_paper(whole: Any) -> None:
    last = whole.project.founders.order_by("id").last()
    last.left_at = last.joined_at
    last.save()
    composing.renew(dossier=whole, by="tests", because=["founders"])
    assert [
        kind for kind, one in papers(whole).items() if last.national_id in pdf_text(one) and kind != "valuation"
    ] == []
