"""From gathered data to PDF. The data reach typst as JSON alone, never as text of a template."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_ibm_plex_sans
import fontpkg_ibm_plex_sans_arabic
import typst

PAPER = Path(__file__).with_name("paper")
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""For archives (PDF/A-2a) and for readers of every ability (PDF/UA-1)."""
MOST = 4
"""Pages."""
REMEMBERED = 11
"""Papers after which typst drops what it computed for one."""
SIZES = ("1", "0.95", "0.9")
"""Of all text, tried in turn until the paper fits."""
DRAWINGS = {"svg", "qr", "star"}
"""Keys of what is drawn from numbers alone."""

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\ufeff\ufff9-\ufffb]")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"


class PaperError(RuntimeError):
    """Typst could not set a paper; the message is typst's own."""


def balanced(text: str) -> str:
    """*text* without control characters and overrides of direction, every isolate closed.

    Names come from outside: one that turns the text after it around, or ends the isolate it
    stands in, would change how the figures beside it read. A plain space between thousands
    becomes a narrow one, which neither breaks nor turns around.
    """
    found, depth = [], 0
    for letter in _GROUPS.sub("\u202f", _UNWANTED.sub("", text)):
        if letter in _OPENING:
            depth += 1
        elif letter == _CLOSING:
            if not depth:
                continue
            depth -= 1
        found.append(letter)
    return "".join(found) + _CLOSING * depth


def cleaned(data: Any) -> Any:
    """*data* with every text :func:`balanced`, keys and drawings aside."""
    if isinstance(data, str):
        return balanced(data)
    if isinstance(data, Mapping):
        return {key: value if key in DRAWINGS else cleaned(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [cleaned(value) for value in data]
    return data


@cache
def _fonts() -> typst.Fonts:
    folders = [fontpkg_ibm_plex_sans.ROOT / "files", fontpkg_ibm_plex_sans_arabic.ROOT / "files"]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def pdf(data: Mapping[str, Any], day: datetime.date) -> bytes:
    """The paper of *data* (see ``gathering``), dated *day*, on at most ``MOST`` pages.

    Where a place has so much to tell that it would not fit, it is set a little smaller.
    Raises PaperError if typst refuses it.
    """
    compiler = typst.Compiler(PAPER / "diagnosis.typ", root=PAPER, font_paths=_fonts(), ignore_system_fonts=True)
    given = json.dumps(cleaned(data), ensure_ascii=False, allow_nan=False)
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    made: object = None
    try:
        for size in SIZES:
            made = compiler.compile(
                format="pdf",
                sys_inputs={"data": given, "size": size},
                pdf_standards=[*STANDARDS],
                timestamp=int(noon.timestamp()),
            )
            if int(compiler.query("<pages>", field="value", one=True)) <= MOST:
                break
    except typst.TypstError as problem:
        raise PaperError(str(problem)) from problem
    _let_typst_forget()
    if not isinstance(made, bytes):
        raise PaperError("typst gave no single document")
    return made


def _let_typst_forget() -> None:
    """Set empty papers until typst drops what it keeps of the last ten: 15 MB of each, for no other paper's use."""
    empty = typst.Compiler(PAPER / "look.typ", root=PAPER, font_paths=_fonts(), ignore_system_fonts=True)
    for _ in range(REMEMBERED):
        empty.compile(format="pdf")
