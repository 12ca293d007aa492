"""The same words in the same order as a Word document, for whoever corrects papers by trade."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from twiza.dossier.composing.words import word
from twiza.papers.editions import Edition
from twiza.papers.typesetting import docx

WIDTH = 170.0
"""Millimetres between the margins."""


def content(said: Mapping[str, Any], edition: Edition, *, day: datetime.date) -> bytes:
    """The DOCX of a paper's content (:mod:`twiza.dossier.composing.content`). The same gives the same bytes."""
    languages: list[str] = said["languages"]
    first = languages[0]
    made = docx.document(title=said["title"][first], language=first, day=day)
    for place, part in enumerate(said["parts"]):
        if said["apart"] and place:
            made.add_page_break()
        _masthead(made, said, languages)
        for block in part["blocks"]:
            _block(made, block, languages)
        _signers(made, part["signers"], languages)
    _foot(made, said, edition, languages)
    return docx.content(made)


def _masthead(made: Any, said: Mapping[str, Any], languages: Sequence[str]) -> None:
    for place, language in enumerate(languages):
        title = docx.heading(made, said["title"][language], 0 if place == 0 else 1, rtl=language == "ar")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    named = list(dict.fromkeys(said["name"][language] for language in languages))
    for place, name in enumerate(named):
        line = docx.paragraph(made, name, rtl=languages[place] == "ar", bold=True, size=13, colour=docx.BLUE)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if said["example"]:
        told = " · ".join(word("example", language) for language in languages)
        docx.paragraph(made, told, rtl=languages[0] == "ar", bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if said["addressed"]:
        for language in languages:
            docx.paragraph(made, said["addressed"][language], rtl=language == "ar", bold=True)


def _block(made: Any, block: Mapping[str, Any], languages: Sequence[str]) -> None:
    rtl = languages[0] == "ar"
    if block["kind"] == "table":
        columns = block["columns"]
        whole = sum(one["width"] for one in columns)
        docx.table(
            made,
            ["\n".join(one["head"][language] for language in languages) for one in columns],
            block["rows"],
            rtl=rtl,
            widths=[WIDTH * one["width"] / whole for one in columns],
            figures=[place for place, one in enumerate(columns) if one["figures"] and place],
            total=block["total"] or None,
        )
        docx.paragraph(made, rtl=rtl, size=4)
        return
    cells = docx.side_by_side(made, rtl=rtl, widths=[WIDTH / len(languages)] * len(languages)).rows[0].cells
    for place, (cell, language) in enumerate(zip(cells, languages, strict=True)):
        _clause(cell, block, language, mark=place == 0 and block["mark"])


def _clause(cell: Any, block: Mapping[str, Any], language: str, *, mark: bool) -> None:
    """Heading and paragraphs of one language in its cell; the mark stands where the PDF has it."""
    rtl = language == "ar"
    line = cell.paragraphs[0]
    heading, parts = block["heading"], block["text"][language]
    if heading:
        line.style = "Heading 1" if block["kind"] == "chapter" else "Heading 2"
        line.paragraph_format.keep_with_next = False  # a heading in a cell would hold the whole table together
        docx.write(line, heading[language] + (" *" if mark else ""), rtl=rtl)
    for place, text in enumerate(parts):
        told = text + (" *" if mark and not heading and place == len(parts) - 1 else "")
        docx.write(line if place == 0 and not heading else cell.add_paragraph(), told, rtl=rtl)
    if block["cites"]:
        docx.paragraph(cell, block["cites"][language], rtl=rtl, size=8, colour=docx.SOFT)


def _signers(made: Any, signers: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> None:
    if not signers:
        return
    rtl = languages[0] == "ar"
    for language in languages:
        dots = "." * 30
        told = f"{word('done_at', language)} {dots} {word('on', language)} {dots}"
        docx.paragraph(made, told, rtl=language == "ar")
    heads = ["\n".join(word(key, language) for language in languages) for key in ("signer", "signature", "witnesses")]
    rows = []
    for one in signers:
        office = [" · ".join(one["office"][language] for language in languages)] if one["office"] else []
        rows.append(["\n".join([one["name"], *office, one["number"]]), "\n\n", "1.\n\n2."])
    docx.table(made, heads, rows, rtl=rtl, widths=(WIDTH * 0.4, WIDTH * 0.3, WIDTH * 0.3))


def _foot(made: Any, said: Mapping[str, Any], edition: Edition, languages: Sequence[str]) -> None:
    """Which version was taken for correction, the legend of the marks, and page x of y."""
    first = languages[0]
    told = [f"{word('version', first)} {edition.version} · {edition.code}"]
    if any(block.get("mark") for part in said["parts"] for block in part["blocks"]):
        told.append("* " + " · ".join(word("to_confirm", language) for language in languages))
    if said["unconfirmed"]:
        told += [word("to_confirm_whole", language) for language in languages]
    docx.footer(made, " | ".join(told), rtl=first == "ar", page=word("page", first))
