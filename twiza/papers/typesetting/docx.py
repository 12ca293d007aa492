"""Word documents that read right from both sides: what python-docx lacks for Arabic.

A paragraph written from the right needs ``w:bidi``, each run of Arabic letters ``w:rtl`` and the fonts and
sizes of *complex scripts* (``cs``), a table ``w:bidiVisual``. Words marks none of these by itself.

Text may carry isolates (U+2066 to U+2069); they become runs of their own direction, since older word
processors do not know them. Everything is :func:`cleaned <twiza.papers.typesetting.cleaned>` first.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from twiza.papers.typesetting.cleaning import balanced

FONT = "Arial"
"""On every office computer, with Arabic and Latin letters drawn well."""
INK, SOFT, BLUE = RGBColor(0x19, 0x1E, 0x2E), RGBColor(0x55, 0x5A, 0x6B), RGBColor(0x1F, 0x2D, 0x9E)
_SIZES = {"Normal": 11, "Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Header": 8.5, "Footer": 8.5}
_ISOLATE = re.compile("[\u2066\u2067\u2068]([^\u2066-\u2069]*)\u2069")
_LEFTOVER = re.compile("[\u2066-\u2069]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def document(*, title: str, language: str, day: datetime.date, landscape: bool = False) -> Any:
    """An empty A4 document in *language* (``ar`` reads from the right), with our styles, dated *day*."""
    made = docx.Document()
    rtl = language == "ar"
    section = made.sections[0]
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    for name, size in _SIZES.items():
        _style(made.styles[name], size, bold=name.startswith(("Title", "Heading")), language=language)
    if rtl:
        section._sectPr.append(OxmlElement("w:bidi"))
    noon = datetime.datetime(day.year, day.month, day.day, 12)  # Word keeps no zone
    about = made.core_properties
    about.title, about.author, about.language = balanced(title)[:250], "Twiza", language
    about.created = about.modified = noon
    about.comments = ""
    return made


def _style(style: Any, size: float, *, bold: bool, language: str) -> None:
    """Latin and complex-script fonts and sizes; the latter are what Arabic is set in."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = INK
    marks = style.element.get_or_add_rPr()
    fonts = marks.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for tag, value in (("w:szCs", str(int(size * 2))), ("w:bCs", "1" if bold else "0"), ("w:iCs", "0")):
        _set(marks, tag, value)
    lang = _set(marks, "w:lang", {"ar": "en-US", "fr": "fr-FR", "en": "en-GB"}[language])
    lang.set(qn("w:bidi"), "ar-SA")


def _set(parent: Any, tag: str, value: str | None = None) -> Any:
    """The only child *tag* of *parent*, made where there is none, in the order that the format wants."""
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        _insert(parent, found)
    if value is not None:
        found.set(qn("w:val"), value)
    return found


_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
).split()
_RANK = {f"{{{docx.oxml.ns.nsmap['w']}}}{name}": rank for rank, name in enumerate(_ORDER)}


def _insert(parent: Any, child: Any) -> None:
    """Children of ``rPr`` have an order that strict readers insist on; elsewhere the end is right."""
    mine = _RANK.get(child.tag)
    if mine is not None:
        for place, other in enumerate(parent):
            if _RANK.get(other.tag, -1) > mine:
                parent.insert(place, child)
                return
    parent.append(child)


def heading(container: Any, text: str, level: int = 1, *, rtl: bool) -> Any:
    """A heading; level 0 is the title of the document."""
    made = container.add_paragraph(style="Title" if level == 0 else f"Heading {level}")
    return write(made, text, rtl=rtl)


def paragraph(
    container: Any, text: str = "", *, rtl: bool, bold: bool = False, size: float | None = None, colour: Any = None
) -> Any:
    """One paragraph of a document, a cell, a header or a footer."""
    return write(container.add_paragraph(), text, rtl=rtl, bold=bold, size=size, colour=colour)


def write(
    into: Any, text: str, *, rtl: bool, bold: bool | None = None, size: float | None = None, colour: Any = None
) -> Any:
    """Turn the paragraph *into* the given direction and add *text* to it, isolates as runs of their own."""
    _direct(into, rtl=rtl)
    for piece, isolated in pieces(balanced(text)):
        run = into.add_run(piece)
        run.bold = bold
        if size is not None:
            run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour
        _dress(run, rtl=_from_the_right(piece, rtl) if isolated else rtl, bold=bold, size=size)
    return into


def _direct(made: Any, *, rtl: bool) -> None:
    properties = made._p.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        mark = OxmlElement("w:bidi")
        mark.set(qn("w:val"), "1" if rtl else "0")
        properties.insert_element_before(
            mark, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
            "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
            "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
        )  # fmt: skip


def _dress(run: Any, *, rtl: bool, bold: bool | None, size: float | None) -> None:
    marks = run._r.get_or_add_rPr()
    if bold is not None:
        _set(marks, "w:bCs", "1" if bold else "0")
    if size is not None:
        _set(marks, "w:szCs", str(int(size * 2)))
    if rtl:
        _set(marks, "w:rtl", "1")


def pieces(text: str) -> list[tuple[str, bool]]:
    """*text* parted at its innermost isolates: each piece, and whether it stood in one.

    >>> pieces("a \u2068b\u2069 c")
    [('a ', False), ('b', True), (' c', False)]
    """
    parted: list[tuple[str, bool]] = []
    for place, piece in enumerate(_ISOLATE.split(text)):
        plain = _LEFTOVER.sub("", piece)
        if plain:
            parted.append((plain, place % 2 == 1))
    return parted


def _from_the_right(text: str, otherwise: bool) -> bool:
    """The direction of the first strong letter; figures alone read from the left."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return True
        if kind in {"L", "EN", "AN"}:
            return False
    return otherwise


def table(
    container: Any,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    rtl: bool,
    widths: Sequence[float] = (),
    figures: Iterable[int] = (),
    total: Sequence[str] | None = None,
    size: float = 9.5,
) -> Any:
    """A ruled table whose head repeats on each page; *widths* in millimetres, *figures* the columns set at the end.

    A line break in a head or cell begins a new paragraph.
    """
    held = [list(row) for row in rows] + ([list(total)] if total else [])
    made = container.add_table(rows=0, cols=len(columns))
    made.style = "Table Grid"
    made.autofit = not widths
    properties = made._tbl.tblPr
    if rtl:
        properties.insert_element_before(
            OxmlElement("w:bidiVisual"), "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
            "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
        )  # fmt: skip
    at_the_end = set(figures)
    for place, row in enumerate([list(columns), *held]):
        strong = place == 0 or (total is not None and place == len(held))
        _row(made, row, rtl=rtl, widths=widths, bold=strong, size=size, at_the_end=at_the_end)
    if made.rows:
        _repeat(made.rows[0])
    return made


def _row(
    made: Any,
    texts: Sequence[str],
    *,
    rtl: bool,
    widths: Sequence[float],
    bold: bool,
    size: float,
    at_the_end: set[int],
) -> None:
    row = made.add_row()
    keep = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(keep)
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if widths:
            cell.width = Mm(widths[place])
        for number, line in enumerate(text.split("\n")):
            into = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            write(into, line, rtl=rtl, bold=bold, size=size)
            into.paragraph_format.space_after = Pt(1)
            if place in at_the_end:
                into.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # in a paragraph from the right Word reads it as "end"


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def side_by_side(container: Any, *, rtl: bool, widths: Sequence[float]) -> Any:
    """A row of cells without rules, for two languages beside each other: the first cell is where reading begins."""
    made = container.add_table(rows=1, cols=len(widths))
    if rtl:
        made._tbl.tblPr.insert_element_before(
            OxmlElement("w:bidiVisual"), "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
            "w:tblLayout", "w:tblLook",
        )  # fmt: skip
    for cell, width in zip(made.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return made


def footer(made: Any, text: str, *, rtl: bool, page: str = "{page} / {pages}") -> None:
    """*text* at the foot of each page, and on a line of its own the page's number as *page* says it."""
    foot = made.sections[0].footer
    foot.is_linked_to_previous = False
    write(foot.paragraphs[0], text, rtl=rtl, size=8.5, colour=SOFT)
    line = foot.add_paragraph()
    _direct(line, rtl=rtl)
    for piece in re.split(r"(\{pages?\})", page):
        if piece in {"{page}", "{pages}"}:
            _field(line, "PAGE" if piece == "{page}" else "NUMPAGES", rtl=False)
        elif piece:
            _dress(line.add_run(piece), rtl=rtl, bold=None, size=8.5)


def _field(into: Any, instruction: str, *, rtl: bool) -> None:
    run = into.add_run()
    _dress(run, rtl=rtl, bold=None, size=8.5)
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def picture(container: Any, png: bytes, *, width: float, rtl: bool, alternative: str = "") -> None:
    """A picture (PNG or JPEG) of *width* millimetres in a paragraph of its own."""
    line = container.add_paragraph()
    _direct(line, rtl=rtl)
    shape = line.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    shape._inline.docPr.set("descr", balanced(alternative))


def content(made: Any) -> bytes:
    """The document as a file; the same document gives the same bytes, whatever the hour."""
    held, out = io.BytesIO(), io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, given.read(name))
    return out.getvalue()
