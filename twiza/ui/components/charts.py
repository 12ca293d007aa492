"""Charts drawn on the server. Horizontal places are in per cent, so they fit any width; the page's
direction turns them, and every chart carries its figures as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Annotated, Literal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from twiza.ui import formats
from twiza.ui.components.base import Component, component


def place(value: float, low: float, high: float) -> float:
    """Where *value* lies between *low* and *high*, 0 to 100, kept inside."""
    if high <= low:
        return 50.0
    return round(min(100.0, max(0.0, (value - low) / (high - low) * 100)), 2)


@dataclass(frozen=True)
class Bar:
    """A labelled value; ``own`` marks the reader's own place."""

    label: str
    value: float | None
    own: bool = False
    href: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its length in per cent and its figure in words."""

    label: str
    length: float | None
    text: str
    own: bool
    href: str


@component("bars")
class Bars(Component):
    """Need, resources, setting: a few values from 0 to 100, in a row of bars."""

    items: Sequence[Bar]
    label: Annotated[str, "What is scored"] = ""

    @property
    def drawn(self) -> list[DrawnBar]:
        """Length in per cent is the value itself."""
        return [
            DrawnBar(
                bar.label,
                None if bar.value is None else place(bar.value, 0, 100),
                formats.number(bar.value, 0),
                bar.own,
                bar.href,
            )
            for bar in self.items
        ]


@component("bar_chart")
class BarChart(Component):
    """Values by category, one bar a line, labelled directly."""

    title: str
    items: Sequence[Bar]
    description: Annotated[str, "What one should see"] = ""
    unit: str = ""
    decimals: int = 1

    @property
    def drawn(self) -> list[DrawnBar]:
        """Lengths against the largest value."""
        largest = max((abs(bar.value) for bar in self.items if bar.value is not None), default=0)
        return [
            DrawnBar(
                bar.label,
                None if bar.value is None else place(abs(bar.value), 0, largest),
                formats.with_unit(bar.value, self.decimals, self.unit),
                bar.own,
                bar.href,
            )
            for bar in self.items
        ]


@dataclass(frozen=True)
class StripMark:
    """A tick of comparison."""

    label: str
    value: float | None
    kind: Literal["province", "region", "country", "peers"]


@dataclass(frozen=True)
class DrawnMark:
    """A tick with its place in per cent."""

    label: str
    kind: str
    x: float
    text: str


@component("strip")
class Strip(Component):
    """One indicator: the own place as a dot, province, region and country as ticks."""

    label: str
    value: Annotated[float | None, "The own place's value"]
    low: Annotated[float, "Left end of the scale, e.g. the lowest commune"]
    high: Annotated[float, "Right end of the scale"]
    marks: Sequence[StripMark] = ()
    unit: str = ""
    decimals: int = 1
    own: Annotated[str, "Name of the own place"] = ""
    href: Annotated[str, "Page of the indicator"] = ""
    year: int | None = None
    note: Annotated[str, "e.g. the rank among communes"] = ""

    @cached_property
    def text(self) -> str:
        """The own value in words."""
        return formats.with_unit(self.value, self.decimals, self.unit)

    @cached_property
    def x(self) -> float | None:
        """The own value's place in per cent."""
        return None if self.value is None else place(self.value, self.low, self.high)

    @cached_property
    def drawn(self) -> list[DrawnMark]:
        """The ticks that have a value."""
        return [
            DrawnMark(
                mark.label,
                mark.kind,
                place(mark.value, self.low, self.high),
                formats.with_unit(mark.value, self.decimals, self.unit),
            )
            for mark in self.marks
            if mark.value is not None
        ]

    @property
    def ticks(self) -> SafeString:
        """The ticks as lines, and the dot. Written here and not by the template: a page has eighty strips."""
        shapes = [
            f'<line class="strip-mark strip-{mark.kind}" x1="{mark.x}%" x2="{mark.x}%" y1="12%" y2="88%"/>'
            for mark in self.drawn
        ]
        if self.x is not None:
            shapes.append(f'<circle class="strip-own" cx="{self.x}%" cy="50%" r="7"/>')
        return mark_safe("".join(shapes))  # nosec B308 B703  # numbers and declared kinds only

    @property
    def others(self) -> SafeString:
        """The ticks in words, each beside its key, and the note."""
        words = [
            f'<span><span class="strip-key strip-key-{mark.kind}" aria-hidden="true"></span>'
            f'<bdi>{escape(mark.label)}</bdi> <bdi class="number">{escape(mark.text)}</bdi></span> '
            for mark in self.drawn
        ]
        if self.note:
            words.append(f"<span>{escape(self.note)}</span>")
        return mark_safe("".join(words))  # nosec B308 B703  # all parts escaped

    @cached_property
    def alternative(self) -> str:
        """The whole strip in one sentence."""
        own = f"{self.own or self.label}: {formats.isolated(self.text)}"
        others = [f"{mark.label}: {formats.isolated(mark.text)}" for mark in self.drawn]
        return _("; ").join([own, *others])


@dataclass(frozen=True)
class Bin:
    """Values from ``start`` up to ``end``, and how many there are."""

    start: float
    end: float
    count: int


@dataclass(frozen=True)
class DrawnBin:
    """A bin with its place and height in per cent of the sheet."""

    x: float
    width: float
    y: float
    height: float
    own: bool
    range: str
    count: str


@component("histogram")
class Histogram(Component):
    """How values are spread, with the own place's bin set apart."""

    title: str
    bins: Sequence[Bin]
    description: str = ""
    own: Annotated[float | None, "The own place's value"] = None
    own_label: str = ""
    unit: str = ""
    decimals: int = 0
    counted: Annotated[str, "What is counted, e.g. “communes”"] = ""

    @property
    def drawn(self) -> list[DrawnBin]:
        """The bins from the lowest on."""
        tallest = max((b.count for b in self.bins), default=0) or 1
        width = 100 / max(1, len(self.bins))
        drawn = []
        for index, b in enumerate(self.bins):
            height = round(b.count / tallest * 100, 2)
            last = index == len(self.bins) - 1
            own = self.own is not None and (b.start <= self.own < b.end or (last and self.own == b.end))
            words = f"{formats.number(b.start, self.decimals)} – {formats.number(b.end, self.decimals)}"
            drawn.append(
                DrawnBin(
                    round(index * width + width * 0.04, 2),
                    round(width * 0.92, 2),
                    round(100 - height, 2),
                    height,
                    own,
                    words,
                    formats.number(b.count, 0),
                )
            )
        return drawn

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest value, in words."""
        if not self.bins:
            return "", ""
        low, high = self.bins[0].start, self.bins[-1].end
        return formats.with_unit(low, self.decimals, self.unit), formats.with_unit(high, self.decimals, self.unit)

    @property
    def own_text(self) -> str:
        """The own place and its value."""
        return f"{self.own_label}: {formats.isolated(formats.with_unit(self.own, self.decimals, self.unit))}"


@dataclass(frozen=True)
class TrendLine:
    """A place's value in the first and in the last year."""

    label: str
    first: float | None
    last: float | None
    own: bool = False
    kind: Literal["province", "region", "country", "peers"] = "region"


@dataclass(frozen=True)
class DrawnLine:
    """A line with its heights in per cent of the sheet, and its figures."""

    label: str
    y1: float
    y2: float
    own: bool
    kind: str
    first: str
    last: str
    change: str


@component("trend")
class Trend(Component):
    """From one census to the next: one line for each place."""

    title: str
    years: Annotated[Sequence[int], "First and last year"]
    lines: Sequence[TrendLine]
    description: str = ""
    unit: str = ""
    decimals: int = 1

    @property
    def drawn(self) -> list[DrawnLine]:
        """The lines that have both values; the own one last, so that it lies on top."""
        whole = [line for line in self.lines if line.first is not None and line.last is not None]
        values = [value for line in whole for value in (line.first, line.last) if value is not None]
        low, high = (min(values), max(values)) if values else (0, 0)
        drawn = []
        for line in sorted(whole, key=lambda line: line.own):
            first, last = line.first or 0, line.last or 0
            drawn.append(
                DrawnLine(
                    line.label,
                    round(90 - place(first, low, high) * 0.8, 2),
                    round(90 - place(last, low, high) * 0.8, 2),
                    line.own,
                    "own" if line.own else line.kind,
                    formats.with_unit(first, self.decimals, self.unit),
                    formats.with_unit(last, self.decimals, self.unit),
                    formats.signed(round(last - first, 6), self.decimals),
                )
            )
        return drawn
