"""What one paper says, as plain data: the same for PDF, for DOCX, and for the hash that tells versions apart."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twiza.dossier.composing.filling import Filler, own
from twiza.dossier.composing.tables import person, table
from twiza.dossier.composing.words import WORDS, both
from twiza.dossier.dataset import FIELDS_OF_FOUNDER, Dataset, Member, used
from twiza.dossier.dataset.fields import ARTICLE, names_in, stands
from twiza.packs.schema import LegalText, LocalText, PaperTemplate
from twiza.packs.schema.law import Clause
from twiza.sealing.keys import fingerprint

Papers = Sequence[dict[str, str]]


def compose(
    told: Dataset, template: PaperTemplate, *, texts: Mapping[str, LegalText] | None = None, papers: Papers = ()
) -> dict[str, Any]:
    """The content of *template* for this group. *texts*: laws that clauses cite, *papers*: titles of the others."""
    each = [None] if not used(template) & {*FIELDS_OF_FOUNDER} else [*told.founders]
    return {
        "languages": list(told.languages),
        "title": _local(template.name, told),
        "name": {language: Filler(told).value("name", language) for language in told.languages},
        "addressed": _local(template.addressed_to, told, Filler(told)) if template.addressed_to else None,
        "unconfirmed": not template.confirmed,
        "example": told.example,
        "apart": each != [None],
        "parts": [_part(told, template, one, texts or {}, papers) for one in each],
    }


def sealed_away(told: Dataset, template: PaperTemplate, **more: Any) -> dict[str, Any]:
    """What is kept of a paper in the open: its content without what is sealed, whose fingerprint stands instead.

    A change of a sealed number changes the fingerprint, and so the hash of the paper; nobody can read or try
    numbers from it without our key.
    """
    whole = compose(told, template, **more)
    hidden = tuple(
        dataclasses.replace(one, national_id="•" * 8 if one.national_id else "", address="•" if one.address else "")
        for one in told.founders
    )
    bare = compose(dataclasses.replace(told, founders=hidden), template, **more)
    said = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return bare | {"sealed": fingerprint(said, purpose="paper")}


def _local(text: LocalText, told: Dataset, filler: Filler | None = None) -> dict[str, str]:
    return {language: filler.text(text, language) if filler else text.get(language) for language in told.languages}


def _part(
    told: Dataset, template: PaperTemplate, member: Member | None, texts: Mapping[str, LegalText], papers: Papers
) -> dict[str, Any]:
    """All clauses once: the whole paper, or one founder's sheet of it."""
    blocks = list(_blocks(told, template, member, texts, papers))
    return {"blocks": blocks, "signers": signers(told, template, member)}


def _blocks(
    told: Dataset, template: PaperTemplate, member: Member | None, texts: Mapping[str, LegalText], papers: Papers
) -> Iterator[dict[str, Any]]:
    article = 0
    for one in template.clauses:
        if not stands(told, one):
            continue
        if ARTICLE in names_in(one):
            article += 1
        filler = Filler(told, member, article)
        yield {
            "kind": "chapter" if one.text is None and one.table is None else "clause",
            "heading": _local(one.heading, told, filler) if one.heading else None,
            "text": {language: filler.paragraphs(one.text, language) for language in told.languages},
            "mark": wants_confirming(one),
            "cites": _cites(one, told, texts),
        }
        if one.table:
            yield table(one.table, told, papers)


def wants_confirming(clause: Clause) -> bool:
    """Whether a clause says something of the law that no fact or source confirms."""
    return (clause.law is not None or clause.mandatory) and not clause.confirmed


def _cites(clause: Clause, told: Dataset, texts: Mapping[str, LegalText]) -> dict[str, str] | None:
    """The article that a clause leans on, in small letters below it."""
    text = texts.get(clause.law or "")
    if text is None or not clause.article:
        return None
    article = {"ar": f"المادة {own(clause.article)}", "fr": f"Article {own(clause.article)}"}
    article["en"] = f"Article {own(clause.article)}"
    joint = {"ar": "، ", "fr": ", ", "en": ", "}
    return {one: f"{article[one]}{joint[one]}{text.name.get(one)}" for one in told.languages}


def signers(told: Dataset, template: PaperTemplate, member: Member | None) -> list[dict[str, Any]]:
    """Who signs, in the order of the list: name, number, office in both languages, key of the founder."""
    if template.signers == "founders":
        chosen = [member] if member else [*told.founders]
    elif template.signers == "board":
        chosen = [*told.board]
    else:
        officer = told.officer(template.signers)
        chosen = [officer] if officer else []
    return [
        {
            "key": one.key,
            "name": person(one),
            "number": own(one.national_id) if one.national_id else "",
            "office": both(one.office, told.languages)
            if one.office in WORDS and template.signers != "founders"
            else None,
        }
        for one in chosen
    ]
