"""The look's rules that a reader of the code cannot see at a glance."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted(p for p in ROOT.glob("twiza/*/static/**/*.css") if "vendor" not in p.parts)
TEMPLATES = sorted(ROOT.glob("twiza/*/templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right|top|bottom)(?:-\w+)?\s*:"
    r"|(?<![-\w])(?:left|right|top|bottom)\s*:\s*[\d.-]"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
)
INLINE = re.compile(
    r"<[^>]+\sstyle\s*=|<style\b|<[^>]+\son[a-z]+\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_a_style_sheet() -> None:
    assert SHEETS


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_sheets_use_logical_properties_only(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_carries_style_or_script_inline(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []
