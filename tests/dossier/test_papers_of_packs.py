"""Templates of every pack: known names alone, complete in three languages, filled once, every mandatory item set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dossier.papers_factories import ANSWERS, assembly, brought, dossier
from twiza.dossier import composing
from twiza.dossier.composing.content import compose, wants_confirming
from twiza.dossier.composing.tables import MAKERS
from twiza.dossier.composing.words import WORDS
from twiza.dossier.dataset import CONDITIONS, FIELDS, FIELDS_OF_FOUNDER, dataset, missing, used
from twiza.dossier.dataset.fields import ARTICLE, names_in, stands
from twiza.packs.schema import PaperTemplate
from twiza.packs.yamltext import read_yaml
from twiza.papers.models import Paper

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("packs/*/law/papers/*.yaml"))
TEMPLATES = {
    f"{path.parts[-4]}:{path.stem}": PaperTemplate.model_validate(read_yaml(path.read_text(encoding="utf-8"))[0])
    for path in FILES
}
BRACES = re.compile(r"[{}]")


def texts(template: PaperTemplate) -> Iterator[tuple[str, str, str, str]]:
    for one in template.clauses:
        for part in (one.heading, one.text):
            if part is not None:
                yield one.key, part.ar, part.fr, part.en


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_known_names_conditions_and_tables(name: str) -> None:
    template = TEMPLATES[name]
    assert used(template) - {*FIELDS, *FIELDS_OF_FOUNDER, ARTICLE} == set()
    asked = {key for one in template.clauses for key in (one.when, one.unless) if key}
    assert asked - {*CONDITIONS, *FIELDS} == set()
    assert template.when is None or template.when in {*CONDITIONS, *FIELDS}
    assert {one.table for one in template.clauses if one.table} - {*MAKERS} == set()
    assert len({one.key for one in template.clauses}) == len(template.clauses)
    assert FILES and name.split(":")[1] == template.key


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_three_languages_say_the_same_things(name: str) -> None:
    for key, *languages in texts(TEMPLATES[name]):
        assert all(languages), key
        names = [sorted(set(re.findall(r"\{(\w+)\}", text)) - {"name", "name_ar", "name_latin"}) for text in languages]
        assert names[0] == names[1] == names[2], key
        assert [text for text in languages if BRACES.search(re.sub(r"\{\w+\}", "", text))] == [], key
        assert len({text.count("\n\n") for text in languages}) == 1, key


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_paper_waits_for_is_asked_by_the_interview(name: str) -> None:
    """Else the paper would never be made."""
    pack = ROOT / "packs" / name.partition(":")[0] / "law" / "questions.yaml"
    asked = {one["field"]: one for one in read_yaml(pack.read_text(encoding="utf-8"))[0]}
    for clause in TEMPLATES[name].clauses:
        for field in names_in(clause) & {*FIELDS}:
            wanted = FIELDS[field]
            if wanted.answer and not wanted.optional and clause.when not in {field, wanted.answer}:
                assert wanted.answer in asked, f"{clause.key} waits for {field}"
                assert not asked[wanted.answer].get("optional"), f"{clause.key} waits for {field}"


def test_the_papers_that_a_country_owes_are_there() -> None:
    def of(pack: str) -> set[str]:
        return {name.split(":")[1] for name in TEMPLATES if name.startswith(f"{pack}:")}

    assert of("ma") >= {
        "name-application", "statutes", "founders-list", "declaration", "assembly-minutes", "attendance", "valuation",
        "register-application", "share-receipts", "proxy",
    }  # fmt: skip
    assert of("sa") >= {"register-application", "statutes", "founders-list", "assembly-minutes"}


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(":statutes")])
def test_statutes_name_their_mandatory_items(name: str) -> None:
    items = [one for one in TEMPLATES[name].clauses if one.mandatory]
    assert len(items) >= 7
    assert all(one.law for one in items)
    assert [one.key for one in items if one.confirmed and not (one.fact or one.source)] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("things", [False, True])
def test_every_clause_that_stands_is_on_the_paper(name: str, things: bool) -> None:
    held = dossier(3, answers=ANSWERS | {"release_years": "3"})
    if things:
        brought(held.project.founders.order_by("id")[0], 500)
    assembly(held)
    told, template = dataset(held), TEMPLATES[name]
    if template.when and not things and template.when == "in_kind":
        return
    assert missing(told, template) == []
    said = compose(told, template)
    standing = [one for one in template.clauses if stands(told, one)]
    for part in said["parts"]:
        blocks = [one for one in part["blocks"] if one["kind"] != "table"]
        assert len(blocks) == len(standing)
        numbers = [one for one in standing if ARTICLE in names_in(one)]
        assert [f"\u2066{place}\u2069" in block["heading"]["ar"] for place, block in enumerate(
            (block for block, one in zip(blocks, standing, strict=True) if ARTICLE in names_in(one)), 1
        )] == [True] * len(numbers)  # fmt: skip
        assert [block["mark"] for block in blocks] == [wants_confirming(one) for one in standing]
    mandatory = [one for one in template.clauses if one.mandatory]
    pairs = {one.when for one in mandatory} & {one.unless for one in mandatory} - {None}
    left_out = [one for one in mandatory if not stands(told, one)]
    assert all(one.when or one.unless for one in left_out)
    assert [one.key for one in left_out if one.unless and one.unless not in pairs] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_the_mandatory_items_of_the_invented_country_are_set() -> None:
    held = dossier()
    composing.renew(dossier=held, by="tests")
    kept = Paper.objects.get(kind="statutes").data["parts"][0]["blocks"]
    heads = " ".join(block["heading"]["fr"] for block in kept if block.get("heading"))
    for item in (
        "Nom",
        "Siège",
        "Objet",
        "Durée",
        "Capital",
        "Membres fondateurs",
        "Une personne, une voix",
        "Conseil",
    ):
        assert item in heads


def test_every_word_of_the_form_is_there_in_three_languages() -> None:
    assert [key for key, told in WORDS.items() if len(told) != 3 or not all(told)] == []
