"""From gathered data to PDF. The data reach typst as JSON alone, never as text of a template."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_ibm_plex_sans
import fontpkg_ibm_plex_sans_arabic
import typst

from twiza.papers.typesetting.cleaning import cleaned

ROOT = Path(__file__).resolve().parents[2]
"""Templates may import from the whole product, e.g. ``/papers/typesetting/look.typ``."""
LOOK = Path(__file__).with_name("look.typ")
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""For archives (PDF/A-2a) and for readers of every ability (PDF/UA-1)."""
REMEMBERED = 11
"""Papers after which typst drops what it computed for one."""


class PaperError(RuntimeError):
    """Typst could not set a paper; the message is typst's own."""


@cache
def _fonts() -> typst.Fonts:
    folders = [fontpkg_ibm_plex_sans.ROOT / "files", fontpkg_ibm_plex_sans_arabic.ROOT / "files"]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(template, root=ROOT, font_paths=_fonts(), ignore_system_fonts=True)


def pdf(template: Path, data: Mapping[str, Any], *, day: datetime.date, forget: bool = True) -> bytes:
    """*data* set by *template*, a file below ``twiza/`` that reads ``json(bytes(sys.inputs.data))``; dated *day*.

    The same data and day give the same bytes. Whoever sets several papers in a row calls with
    ``forget=False`` and :func:`let_typst_forget` once at the end. Raises PaperError if typst refuses it.
    """
    try:
        made = _set(_compiler(template), data, day)
    except typst.TypstError as problem:
        raise PaperError(str(problem)) from problem
    if forget:
        let_typst_forget()
    return made


def pdf_within(
    template: Path, data: Mapping[str, Any], *, day: datetime.date, most: int, sizes: Sequence[str]
) -> bytes:
    """As :func:`pdf`, on at most *most* pages: *sizes* of all text are tried in turn until it fits, or none is left.

    The template reads ``sys.inputs.size`` and tells its pages as ``metadata(..) <pages>``.
    """
    compiler = _compiler(template)
    made = b""
    try:
        for size in sizes:
            made = _set(compiler, data, day, size=size)
            if int(compiler.query("<pages>", field="value", one=True)) <= most:
                break
    except typst.TypstError as problem:
        raise PaperError(str(problem)) from problem
    let_typst_forget()
    return made


def _set(compiler: typst.Compiler, data: Mapping[str, Any], day: datetime.date, **inputs: str) -> bytes:
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(cleaned(data), ensure_ascii=False, allow_nan=False), **inputs},
        pdf_standards=[*STANDARDS],
        timestamp=int(noon.timestamp()),
    )
    if not isinstance(made, bytes):
        raise PaperError("typst gave no single document")
    return made


def let_typst_forget() -> None:
    """Set empty papers until typst drops what it keeps of the last ten: 15 MB of each, for no other paper's use."""
    empty = _compiler(LOOK)
    for _ in range(REMEMBERED):
        empty.compile(format="pdf")
