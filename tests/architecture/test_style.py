"""The look's rules that a reader of the code cannot see at a glance."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted(p for p in ROOT.glob("twiza/*/static/**/*.css") if "vendor" not in p.parts)
TEMPLATES = sorted(ROOT.glob("twiza/*/templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:scroll-)?(?:margin|padding|border)-(?:left|right|top|bottom)(?:-\w+)?\s*:"
    r"|(?<![-\w(])(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
)
FOUR_SIDES = re.compile(r"(?<![-\w])(margin|padding|inset|border-width)\s*:\s*([^;}]+)")
INLINE = re.compile(
    r"<[^>]+\sstyle\s*=|<style\b|<[^>]+\son[a-z]+\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)"
    r"|[\"']\s*javascript:"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_a_style_sheet() -> None:
    assert SHEETS


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_sheets_use_logical_properties_only(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert PHYSICAL.findall(text) == []
    assert [told for told in FOUR_SIDES.findall(text) if turns(told[1])] == []


def turns(value: str) -> bool:
    """Whether four values name sides so that right and left differ: they would not follow the direction."""
    sides = re.sub(r"\([^()]*\)", "()", value).split()
    return len(sides) == 4 and sides[1] != sides[3]


@pytest.mark.parametrize(
    "wrong",
    ["margin-left: 1px", "border-right-width: 0", "left: auto", "text-align:right", "border-top-left-radius: 2px"],
)
def test_the_rule_about_sheets_would_notice(wrong: str) -> None:
    assert PHYSICAL.search(f"p {{ {wrong} }}")


def test_the_rule_about_four_sides_would_notice() -> None:
    assert turns("0 1rem 0 2rem")
    assert not turns("0 var(--a, 1px) 0 var(--a, 1px)")


@pytest.mark.parametrize(
    "wrong",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="x()">',
        "<script>x()</script>",
        '<a href="javascript:x()">',
    ],
)
def test_the_rule_about_templates_would_notice(wrong: str) -> None:
    assert INLINE.search(wrong)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_carries_style_or_script_inline(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []
