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
from functools import cache
from typing import Any
from xml.sax.saxutils import escape  # nosec B406: it writes, and reads nothing

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from twiza.papers.typesetting.cleaning import balanced

FONT = "Arial"
"""On every office computer, with Arabic and Latin letters drawn well."""
INK, SOFT, BLUE = RGBColor(0x19, 0x1E, 0x2E), RGBColor(0x55, 0x5A, 0x6B), RGBColor(0x1F, 0x2D, 0x9E)
_SIZES = {"Normal": 11, "Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Header": 8.5, "Footer": 8.5}
_ISOLATE = re.compile("[\u2066\u2067\u2068]([^\u2066-\u2069]*)\u2069")
_LEFTOVER = re.compile("[\u2066-\u2069]")
_TABLES = {"TableNormal", "TableGrid"}
_RULES = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="191E2E"/><w:left w:val="nil"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="191E2E"/><w:right w:val="nil"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="CFC5AE"/>'
    '<w:insideV w:val="single" w:sz="4" w:space="0" w:color="E8E0CF"/></w:tblBorders>'
)
"""Strong lines above and below, hairlines between: the look of the PDF."""
_ROOM = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
)
_UNUSED = {"stylesWithEffects", "customXml", "thumbnail"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def document(*, title: str, language: str, day: datetime.date, landscape: bool = False) -> Any:
    """An empty A4 document in *language* (``ar`` reads from the right), with our styles, dated *day*."""
    made = docx.Document(io.BytesIO(_base()))
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


@cache
def _base() -> bytes:
    """The empty document of python-docx without what nobody uses: table styles, a thumbnail, copies for old readers."""
    made = docx.Document()
    styles = made.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _TABLES:
            styles.remove(style)
    for home in (made.part, made.part.package):
        for key in [key for key, one in home.rels.items() if one.reltype.rpartition("/")[2] in _UNUSED]:
            del home.rels[key]
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


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
    return _add(container, _paragraph(text, rtl=rtl, style="Title" if level == 0 else f"Heading{level}"))


def paragraph(
    container: Any,
    text: str = "",
    *,
    rtl: bool,
    bold: bool | None = None,
    size: float | None = None,
    colour: Any = None,
) -> Any:
    """One paragraph of a document, a cell, a header or a footer."""
    return _add(container, _paragraph(text, rtl=rtl, bold=bold, size=size, colour=colour))


def write(
    into: Any, text: str, *, rtl: bool, bold: bool | None = None, size: float | None = None, colour: Any = None
) -> Any:
    """Turn the paragraph *into* the given direction and add *text* to it, isolates as runs of their own."""
    _direct(into, rtl=rtl)
    for run in _parsed(_runs(text, rtl=rtl, bold=bold, size=size, colour=colour)):
        into._p.append(run)
    return into


def _add(container: Any, xml: str) -> Any:
    """Put the one paragraph of *xml* at the end of *container*. python-docx would look each style up again."""
    (element,) = _parsed(xml)
    home = getattr(container, "_body", container)._element
    mark = home.find(qn("w:sectPr"))
    if mark is None:
        home.append(element)
    else:
        mark.addprevious(element)
    return Paragraph(element, container)


def _parsed(xml: str) -> list[Any]:
    return list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))


def _paragraph(
    text: str,
    *,
    rtl: bool,
    style: str = "",
    bold: bool | None = None,
    size: float | None = None,
    colour: Any = None,
    edge: str = "",
    tight: bool = False,
) -> str:
    """A paragraph; its properties stand in the order that the format wants. *edge* is start or end."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + f'<w:bidi w:val="{int(rtl)}"/>'
    if tight:
        properties += '<w:spacing w:after="20"/>'
    if edge:  # in a paragraph from the right, "right" is where it ends
        properties += f'<w:jc w:val="{"right" if edge == "end" else "left"}"/>'
    runs = _runs(text, rtl=rtl, bold=bold, size=size, colour=colour)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(text: str, *, rtl: bool, bold: bool | None, size: float | None, colour: Any) -> str:
    marks = "" if bold is None else f'<w:b w:val="{int(bold)}"/><w:bCs w:val="{int(bold)}"/>'
    if colour is not None:
        marks += f'<w:color w:val="{colour}"/>'
    if size is not None:
        marks += f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'
    found = []
    for piece, isolated in pieces(balanced(text)):
        own = marks + ("<w:rtl/>" if (_from_the_right(piece, rtl) if isolated else rtl) else "")
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in piece.split("\n"))
        found.append(f'<w:r><w:rPr>{own}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>')
    return "".join(found)


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
    held = [list(columns), *(list(row) for row in rows), *([list(total)] if total else [])]
    edges = ["end" if place in set(figures) else "" for place in range(len(columns))]
    strong = {0, len(held) - 1} if total else {0}
    body = "".join(
        _row(row, rtl=rtl, widths=widths, edges=edges, bold=place in strong, size=size, head=place == 0)
        for place, row in enumerate(held)
    )
    return _add_table(container, body, len(columns), rtl=rtl, widths=widths, style="TableGrid")


def side_by_side(container: Any, *, rtl: bool, widths: Sequence[float]) -> Any:
    """A row of cells without rules, for two languages beside each other: the first cell is where reading begins."""
    cells = "".join(_cell("<w:p/>", width) for width in widths)
    return _add_table(
        container, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>", len(widths), rtl=rtl, widths=widths, style=""
    )


def _add_table(container: Any, rows: str, columns: int, *, rtl: bool, widths: Sequence[float], style: str) -> Any:
    grid = "".join(f'<w:gridCol w:w="{_twips(widths[place]) if widths else 1}"/>' for place in range(columns))
    properties = f'<w:tblStyle w:val="{style}"/>' if style else ""
    properties += "<w:bidiVisual/>" if rtl else ""
    properties += '<w:tblW w:w="0" w:type="auto"/>' + (_RULES if style else "")
    properties += ('<w:tblLayout w:type="fixed"/>' if widths else "") + (_ROOM if style else "")
    xml = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    (element,) = _parsed(xml)
    home = getattr(container, "_body", container)._element
    home.find(qn("w:sectPr")).addprevious(element)
    return Table(element, container)


def _row(
    texts: Sequence[str],
    *,
    rtl: bool,
    widths: Sequence[float],
    edges: Sequence[str],
    bold: bool,
    size: float,
    head: bool,
) -> str:
    cells = []
    for place, text in enumerate(texts):
        lines = (
            _paragraph(line, rtl=rtl, bold=bold, size=size, edge=edges[place], tight=True) for line in text.split("\n")
        )
        cells.append(_cell("".join(lines), widths[place] if widths else None))
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    if head:
        cells = [
            cell.replace("</w:tcPr>", '<w:shd w:val="clear" w:color="auto" w:fill="F7F1E4"/></w:tcPr>')
            for cell in cells
        ]
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: float | None) -> str:
    told = f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{content}</w:tc>"


def _twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def footer(made: Any, text: str, *, rtl: bool, page: str = "{page} / {pages}") -> None:
    """*text* at the foot of each page, and on a line of its own the page's number as *page* says it."""
    foot = made.sections[0].footer
    foot.is_linked_to_previous = False
    write(foot.paragraphs[0], text, rtl=rtl, size=8.5, colour=SOFT)
    line = foot.add_paragraph()
    _direct(line, rtl=rtl)
    for piece in re.split(r"(\{pages?\})", page):
        if piece in {"{page}", "{pages}"}:
            _field(line, "PAGE" if piece == "{page}" else "NUMPAGES")
        elif piece:
            for run in _parsed(_runs(piece, rtl=rtl, bold=None, size=8.5, colour=SOFT)):
                line._p.append(run)


def _field(into: Any, instruction: str) -> None:
    run = into.add_run()
    run.font.size = Pt(8.5)
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
