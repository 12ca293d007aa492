"""Papers are made anew when they say something new, and only then; hostile text is only text."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from tests.dossier.papers_factories import assembly, brought, dossier
from tests.dossier.test_papers_agree import docx_text, papers, pdf_text, told
from twiza.dossier import composing
from twiza.dossier.models import Signature
from twiza.files.commands import store_bytes
from twiza.files.models import StoredFile
from twiza.papers.models import Paper

pytestmark = [pytest.mark.real_papers, pytest.mark.django_db, pytest.mark.usefixtures("country")]
HOSTILE = 'A #eval("1+1") $x^2$ *b* _c_ ] } \\ "d" <e> `f` @g //h {name} {capital} %s %(n)s \u202etxt\u2069 = + - /'
PLAIN = told('A #eval("1+1") $x^2$ *b* _c_ ] } \\ "d" <e> `f` @g //h {name} {capital} %s %(n)s txt = + - /')


def test_the_same_dataset_makes_no_new_version() -> None:
    held = dossier()
    first = composing.renew(dossier=held, by="tests")
    files = StoredFile.objects.count()
    assert {one.kind for one in first} == {"name-application", "statutes", "founders-list"}
    assert composing.renew(dossier=held, by="tests", because=["name"]) == []
    assert (Paper.objects.count(), StoredFile.objects.count()) == (3, files)


def test_a_new_name_makes_all_that_repeat_it_anew_and_says_why() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    held.answers = held.answers | {"name": "تعاونية الجبل", "name_latin": "Coopérative Al-Jabal"}
    held.save()
    made = composing.renew(dossier=held, by="tests", because=["name"])
    assert {(one.kind, one.version) for one in made} == {
        ("name-application", 2), ("statutes", 2), ("founders-list", 2)
    }  # fmt: skip
    assert {str(one.replaced_because) for one in Paper.objects.filter(version=1)} == {"['name']"}
    for one in made:
        assert told("Coopérative Al-Jabal") in pdf_text(one)
        assert told("An-Nassim") not in pdf_text(one)


@pytest.mark.parametrize(("field", "value"), [("national_id", "EX999999"), ("address", "دوار آخر")])
def test_a_corrected_card_or_address_makes_a_new_version_too(field: str, value: str) -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    first = held.project.founders.order_by("id")[0]
    setattr(first, field, value)
    first.save()
    made = composing.renew(dossier=held, by="tests", because=["founders"])
    assert "founders-list" in {one.kind for one in made}


def test_what_a_paper_does_not_say_leaves_it_alone() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    held.answers = held.answers | {"contact_phone": "+212600000000"}
    held.save()
    assert composing.renew(dossier=held, by="tests") == []


def test_an_incomplete_paper_is_not_made_and_says_what_it_lacks() -> None:
    held = dossier(answers={"seat": "", "duration_years": None})
    assert {one.kind for one in composing.renew(dossier=held, by="tests")} == {"founders-list"}
    assert composing.wanting(held) == {
        "name-application": ["seat"],
        "statutes": ["duration_words", "duration_years", "seat"],
    }


def test_a_paper_that_begins_to_lack_something_ends() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    held.project.founders.filter(pk=held.project.founders.order_by("id")[0].pk).update(shares=0)
    composing.renew(dossier=held, by="tests", because=["shares"])
    assert set(papers(held)) == {"name-application"}


def test_share_value_missing_keeps_all_that_speak_of_money_back() -> None:
    held = dossier(share_value=None)
    assert {one.kind for one in composing.renew(dossier=held, by="tests")} == {"name-application"}
    assert "share_value" in composing.wanting(held)["statutes"]


def test_papers_of_the_assembly_come_when_it_was_held() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    meeting = assembly(held, closed=False)
    assert composing.renew(dossier=held, by="tests") == []
    meeting.closed_at, meeting.quorum_met = timezone.now(), None
    meeting.save()
    made = composing.renew(dossier=held, by="tests", because=["assembly", "board"])
    assert {one.kind for one in made} == {"assembly-minutes", "share-receipts"}


def test_an_assembly_without_quorum_elects_nobody() -> None:
    held = dossier()
    meeting = assembly(held)
    meeting.quorum_met = False
    meeting.save()
    composing.renew(dossier=held, by="tests")
    assert "assembly-minutes" not in papers(held)


def test_things_bring_their_valuation_and_take_it_away() -> None:
    held = dossier()
    thing = brought(held.project.founders.order_by("id")[0], 300)
    composing.renew(dossier=held, by="tests")
    assert "valuation" in papers(held)
    thing.delete()
    composing.renew(dossier=held, by="tests", because=["capital"])
    assert "valuation" not in papers(held)


def test_a_failure_in_one_paper_leaves_all_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    from twiza.dossier.composing import word

    held = dossier()
    calls: list[int] = []
    original = word.content

    def breaks(*args: Any, **kwargs: Any) -> bytes:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("no more")
        return original(*args, **kwargs)

    monkeypatch.setattr(word, "content", breaks)
    with pytest.raises(RuntimeError):
        composing.renew(dossier=held, by="tests")
    assert Paper.objects.count() == 0


def test_hostile_text_is_only_text() -> None:
    held = dossier(answers={"name": HOSTILE, "name_latin": HOSTILE, "seat": HOSTILE, "object": HOSTILE})
    for one in held.project.founders.all():
        one.name = one.name_latin = one.profession = HOSTILE[:120]
        one.address = HOSTILE
        one.save()
    assembly(held)
    made = {one.kind: one for one in composing.renew(dossier=held, by="tests")}
    assert {"statutes", "assembly-minutes", "share-receipts"} <= set(made)
    for one in made.values():
        assert PLAIN[:60] in docx_text(one)
        assert "#eval(" in pdf_text(one)
        with open_pdf(one) as held_pdf:
            assert "\u202e" not in str(held_pdf.metadata)
    assert "{name}" in docx_text(made["statutes"])


def open_pdf(paper: Paper) -> PdfReader:
    from twiza.files.queries import open_file

    return PdfReader(io.BytesIO(open_file(paper.pdf).read()))


@pytest.mark.parametrize("letter", ["ا", "M", "Fatima ", "فاطمة "])
def test_names_of_150_letters_and_forty_founders_are_set(letter: str) -> None:
    held = dossier(40)
    held.project.founders.update(name=(letter * 150)[:150].strip(), name_latin="")
    assembly(held)
    made = composing.renew(dossier=held, by="tests")
    assert len(made) == 5
    for one in made:
        assert len(open_pdf(one).pages) <= 60


def test_papers_of_the_demonstration_say_so() -> None:
    real, example = dossier(), dossier(example=True, place="01.01.12")
    composing.renew(dossier=real, by="tests")
    composing.renew(dossier=example, by="tests")
    for kind, one in papers(example).items():
        assert told("Exemple sans valeur") in pdf_text(one)
        assert told("Exemple sans valeur") in docx_text(one)
        assert told("Exemple sans valeur") not in pdf_text(papers(real)[kind])


def test_each_page_says_version_code_and_its_number() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    for one in papers(held).values():
        pages = open_pdf(one).pages
        for number, page in enumerate(pages, 1):
            text = told(page.extract_text())
            assert told(one.code) in text
            assert told(f"page {number} sur {len(pages)}") in text


def test_they_are_tagged_and_fit_for_archives() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    reader = open_pdf(papers(held)["statutes"])
    about = reader.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[union-attr]
    assert "pdfaid:part" in about and "pdfuaid:part" in about
    assert reader.root_object["/Lang"] == "ar"


def test_what_no_fact_confirms_is_marked() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    marked = papers(held)["statutes"]
    blocks = marked.data["parts"][0]["blocks"]
    assert {True, False} == {one["mark"] for one in blocks if one["kind"] == "clause"}
    for read in (pdf_text, docx_text):
        assert "*" in read(marked)
    assert told("à confirmer par un juriste") in pdf_text(marked)
    assert told("à confirmer par un juriste") not in pdf_text(papers(held)["founders-list"])


def signature(paper: Paper, **changed: Any) -> Signature:
    """A signature drawn by the first founder."""
    drawn = io.BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 0, 0)).save(drawn, "PNG")
    image = store_bytes(content=drawn.getvalue(), name="s.png", media_type="image/png", by="tests")
    given: dict[str, Any] = {"how": "drawn", "code_at": timezone.now(), "image": image, "recorded_by": "tests"}
    from twiza.projects.models import Founder

    who = Founder.objects.filter(project__dossier__public_id=paper.subject_key).order_by("id")[0]
    return Signature.objects.create(paper=paper, founder=who, **(given | changed))


def test_signatures_are_placed_on_the_paper_they_were_given_for() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    paper = papers(held)["statutes"]
    signed = PdfReader(io.BytesIO(composing.signed_pdf(paper, [signature(paper)])))
    text = told(" ".join(page.extract_text() for page in signed.pages))
    assert told("Signé à l’écran") in text
    assert sum(len(page.images) for page in signed.pages) == 1 + sum(len(page.images) for page in open_pdf(paper).pages)


def test_witnesses_of_a_thumbprint_stand_beside_it() -> None:
    from twiza.sealing.keys import seal

    held = dossier()
    composing.renew(dossier=held, by="tests")
    paper = papers(held)["statutes"]
    seen = [{"name": "Shahid Un", "number": seal("W1")}, {"name": "Shahid Deux", "number": seal("W2")}]
    given = signature(paper, how="thumbprint", witnesses=seen)
    signed = PdfReader(io.BytesIO(composing.signed_pdf(paper, [given])))
    text = told(" ".join(page.extract_text() for page in signed.pages))
    assert told("Shahid Un W1") in text and told("Shahid Deux W2") in text


def test_a_signature_that_ended_is_not_placed() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    paper = papers(held)["statutes"]
    ended = signature(paper, void_at=timezone.now())
    signed = PdfReader(io.BytesIO(composing.signed_pdf(paper, [ended])))
    assert told("Signé à l’écran") not in told(" ".join(page.extract_text() for page in signed.pages))


def test_a_paper_that_changed_cannot_be_signed_as_it_was() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    paper = papers(held)["statutes"]
    held.project.share_value = Decimal(200)
    held.project.save()
    with pytest.raises(composing.PaperChanged):
        composing.signed_pdf(paper, [])
    composing.renew(dossier=held, by="tests", because=["capital"])
    paper.refresh_from_db()
    with pytest.raises(composing.PaperChanged):
        composing.signed_pdf(paper, [])
