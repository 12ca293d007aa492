"""The style sheet keeps its promises: direction, contrast, weight, nothing unaccounted for."""

from __future__ import annotations

import gzip
import importlib.util
import re
from itertools import pairwise
from pathlib import Path

import pytest

from twiza.ui import components

STATIC = Path(components.__file__).resolve().parent.parent / "static" / "ui"
SHEET = STATIC / "twiza.css"
CSS = re.sub(r"/\*.*?\*/", "", SHEET.read_text(), flags=re.S)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:min-|max-)?(?:width|height)|left|right|top|bottom|float|clear"
    r"|(?:margin|padding|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|border-(?:left|right|top|bottom)(?:-[a-z]+)?|border-(?:top|bottom)-(?:left|right)-radius"
    r"|overflow-[xy])\s*:"
)
TEXT_ON_GROUND = [
    ("ink", "paper"), ("ink", "paper-sunk"), ("ink-soft", "paper"), ("ink-soft", "paper-sunk"),
    ("blue", "paper"), ("blue-deep", "paper"), ("blue", "paper-sunk"), ("on-blue", "blue"), ("on-blue", "blue-deep"),
    ("on-saffron", "saffron"), ("good", "paper"), ("wrong", "paper"), ("ink", "blue-tint"), ("blue", "blue-tint"),
    ("ink", "good-tint"), ("good", "good-tint"), ("ink", "saffron-tint"), ("ink", "wrong-tint"),
    ("wrong", "wrong-tint"), ("blue", "wrong-tint"), ("blue", "saffron-tint"), ("blue", "good-tint"),
]  # fmt: skip


GALLERY = (STATIC / "gallery.css").read_text()


def tokens(opening: str, sheet: str = CSS) -> dict[str, str]:
    """The colours declared in the first block that begins with *opening*."""
    block = sheet[sheet.index(opening) :]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", block[: block.index("}")]))


SCHEMES = {
    "light": tokens(':root, [data-scheme="light"] {'),
    "dark": tokens("@media screen and (prefers-color-scheme: dark) {"),
}


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_no_physical_property_or_value() -> None:
    assert [found.group() for found in PHYSICAL.finditer(CSS + GALLERY)] == []
    assert re.findall(r"text-align: (?:left|right)", CSS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_of_controls_and_the_focus_can_be_seen(scheme: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours["line-strong"], colours["paper"]) >= 3
    assert contrast(colours["ink"], colours["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_map_ramp_goes_one_way_in_clear_steps_even_in_grey(scheme: str) -> None:
    greys = [luminance(SCHEMES[scheme][f"class-{level}"]) for level in range(5)]
    steps = [contrast_of(one, other) for one, other in pairwise(greys)]
    assert greys == sorted(greys, reverse=scheme == "light")
    assert min(steps) >= 1.35


def contrast_of(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def test_the_dark_scheme_of_the_gallery_is_that_of_the_site() -> None:
    assert tokens('[data-scheme="dark"] {', GALLERY) == SCHEMES["dark"]


def test_both_schemes_declare_the_same_colours() -> None:
    assert SCHEMES["light"].keys() == SCHEMES["dark"].keys()


def test_every_token_that_is_used_is_declared() -> None:
    assert set(re.findall(r"var\(--([a-z0-9-]+)", CSS)) - set(re.findall(r"--([a-z0-9-]+):", CSS)) == set()


def test_colours_stand_in_tokens_only() -> None:
    rules = CSS[CSS.index("@layer base {") :]
    assert [c for c in re.findall(r"#[0-9a-f]{3,8}\b", rules) if c != "#fff"] == []


def test_motion_waits_for_whoever_allows_it() -> None:
    assert CSS.count("transition") == 1
    assert CSS.index("prefers-reduced-motion: no-preference") < CSS.index("transition")


def test_style_and_letters_are_light(capsys: pytest.CaptureFixture[str]) -> None:
    sheet, packed = len(SHEET.read_bytes()), len(gzip.compress(SHEET.read_bytes()))
    fonts = sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2"))
    with capsys.disabled():
        print(f"\n  style sheet {sheet} B ({packed} B compressed), fonts {fonts} B")  # noqa: T201
    assert sheet < 40_000
    assert packed < 9_000
    assert fonts < 70_000


def test_what_comes_from_elsewhere_is_the_recorded_file() -> None:
    path = Path(__file__).resolve().parents[2] / "tools" / "refresh_vendored.py"
    spec = importlib.util.spec_from_file_location("refresh_vendored", path)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.problems() == []
