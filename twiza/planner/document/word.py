"""The plan's paper in Word, for whoever wants to correct its words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, RGBColor

from twiza.papers.typesetting import docx
from twiza.planner.document.parts import Block, Chart, Items, Paper, Table, Text
from twiza.ui.formats import MINUS

LEFT_TO_RIGHT = "\u200e"
WIDTH = 165
"""Millimetres between the margins."""
WRONG = RGBColor(0xA3, 0x35, 0x1A)
_PICTURE = Path(__file__).with_name("picture.typ")


def word(paper: Paper, *, day: datetime.date) -> bytes:
    """*paper* as DOCX, dated *day*."""
    rtl = paper.rtl
    made = docx.document(title=f"{paper.title} · {paper.name}", language=paper.language, day=day)
    docx.heading(made, paper.title, 0, rtl=rtl)
    docx.paragraph(made, paper.name, rtl=rtl, bold=True, size=15)
    docx.paragraph(made, " · ".join([paper.place, *paper.about]), rtl=rtl, colour=docx.SOFT)
    if paper.example:
        docx.paragraph(made, paper.example, rtl=rtl, bold=True, colour=WRONG)
    labels, values, notes, _tones = zip(*paper.headline, strict=True)
    _widen(docx.table(made, labels, [values, notes], rtl=rtl, size=11), [WIDTH / len(labels)] * len(labels))
    for section in paper.sections:
        docx.heading(made, section.title, 1, rtl=rtl)
        for block in section.blocks:
            _block(made, block, rtl=rtl)
    docx.footer(made, paper.foot, rtl=rtl, page=paper.page)
    if rtl:
        _hold_signs(made)
    return docx.content(made)


def _hold_signs(made: Any) -> None:
    """Keep the sign of a negative figure before it: alone in its run it would follow the paragraph's direction."""
    cells = [
        paragraph for table in made.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
    ]
    for paragraph in [*made.paragraphs, *cells]:
        for run in paragraph.runs:
            if run.text.startswith(MINUS):
                run.text = f"{LEFT_TO_RIGHT}{run.text}"


def _widen(table: Any, widths: Sequence[float]) -> None:
    """Widths of columns and of their cells, in millimetres: some programs read the one, some the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _block(made: Any, block: Block, *, rtl: bool) -> None:
    if isinstance(block, Text):
        colour = {"": None, "soft": docx.SOFT, "wrong": WRONG}[block.tone]
        docx.paragraph(made, block.text, rtl=rtl, colour=colour)
    elif isinstance(block, Items):
        for item in block.items:
            docx.write(made.add_paragraph(style="List Bullet"), item, rtl=rtl)
    elif isinstance(block, Table):
        _table(made, block, rtl=rtl)
    else:
        _chart(made, block, rtl=rtl)


def _table(made: Any, block: Table, *, rtl: bool) -> None:
    if block.title:
        docx.heading(made, block.title, 2, rtl=rtl)
    count = len(block.columns)
    first = WIDTH / count if block.words else min(70, WIDTH / 2)
    widths = [first, *([(WIDTH - first) / max(1, count - 1)] * (count - 1))]
    figures = () if block.words else range(1, count)
    table = docx.table(made, block.columns, block.rows, rtl=rtl, figures=figures, size=9)
    _widen(table, widths)
    for place in block.sums:
        for cell in table.rows[place + 1].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
                run.font.cs_bold = True
    docx.paragraph(made, "", rtl=rtl, size=4)


def _chart(made: Any, block: Chart, *, rtl: bool) -> None:
    docx.heading(made, block.title, 2, rtl=rtl)
    docx.paragraph(made, block.top, rtl=rtl, size=8.5, colour=docx.SOFT).paragraph_format.keep_with_next = True
    docx.picture(made, png(block.svg), width=WIDTH, rtl=rtl, alternative=block.alternative)
    docx.paragraph(made, block.bottom, rtl=rtl, size=8.5, colour=docx.SOFT)
    axis = docx.side_by_side(made, rtl=rtl, widths=[WIDTH / len(block.axis)] * len(block.axis))
    for cell, name in zip(axis.rows[0].cells, block.axis, strict=True):
        docx.write(cell.paragraphs[0], name, rtl=rtl, size=8.5, colour=docx.SOFT)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_PICTURE, root=_PICTURE.parent, ignore_system_fonts=True)


def png(svg: str) -> bytes:
    """A drawing without words as a picture, 1 800 points wide."""
    made = _compiler().compile(format="png", ppi=216, sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise TypeError("one drawing makes one picture")
    return made
