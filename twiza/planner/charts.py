"""Charts of a plan as SVG without words: scales and labels stand beside them, in the text's own direction.

Time runs as the text does: from the right where it is read from there. Colours are classes on screens and
fixed inks on paper, where no style sheet reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 600, 200
INKS = {
    "zero": 'stroke="#8b836d" stroke-width="1"',
    "grid": 'stroke="#e0d6c0" stroke-width="1"',
    "line": 'fill="none" stroke="#1f2d9e" stroke-width="2.5" stroke-linejoin="round"',
    "above": 'fill="#1f2d9e" fill-opacity="0.16"',
    "below": 'fill="#a3351a" fill-opacity="0.35"',
    "bar": 'fill="#1f2d9e"',
    "bar-low": 'fill="#a3351a"',
    "second": 'fill="#e2a21b"',
    "mark": 'stroke="#e2a21b" stroke-width="11" stroke-linecap="round"',
}
"""On paper. On screens the same names are classes, ``plan-ink-…``."""


@dataclass(frozen=True)
class Drawing:
    """A chart's picture for screens and for paper, and the ends of its scale."""

    screen: SafeString
    paper: str
    low: Decimal
    high: Decimal

    @property
    def zero(self) -> float:
        """Where zero lies, in % from the top."""
        return round(float(self.high / (self.high - self.low)) * 100, 1)


class _Sheet:
    """Shapes by ink, written twice at the end."""

    def __init__(self, low: Decimal, high: Decimal, *, rtl: bool, height: int = HEIGHT) -> None:
        self.low, self.high, self.rtl, self.height = low, high, rtl, height
        self.shapes: list[tuple[str, str]] = []

    def x(self, share: float) -> float:
        return round((1 - share if self.rtl else share) * WIDTH, 1)

    def y(self, value: Decimal) -> float:
        return round(float((self.high - value) / (self.high - self.low)) * self.height, 1)

    def rect(self, ink: str, start: float, end: float, low: float, high: float) -> None:
        x = min(self.x(start), self.x(end))
        width = round(abs(end - start) * WIDTH, 1)
        top = round(min(low, high), 1)
        self.shapes.append((ink, f'<rect x="{x}" y="{top}" width="{width}" height="{round(abs(high - low), 1)}"{{}}/>'))

    def line(self, ink: str, y: float) -> None:
        self.shapes.append((ink, f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"{{}}/>'))

    def path(self, ink: str, points: Sequence[tuple[float, float]], *, closed: bool = False) -> None:
        told = "M" + "L".join(f"{x} {y}" for x, y in points) + ("Z" if closed else "")
        self.shapes.append((ink, f'<path d="{told}"{{}}/>'))

    def dot(self, ink: str, share: float, value: Decimal) -> None:
        """A point that stays round however the sheet is stretched: a line of hardly any length with round ends."""
        self.shapes.append((ink, f'<path d="M{self.x(share)} {self.y(value)}h0.1"{{}}/>'))

    def drawing(self) -> Drawing:
        screen = "".join(shape.format(f' class="plan-ink-{ink}"') for ink, shape in self.shapes)
        paper = "".join(shape.format(f" {INKS[ink]}") for ink, shape in self.shapes)
        box = f'viewBox="0 0 {WIDTH} {self.height}"'
        return Drawing(
            mark_safe(  # nosec B308 B703  # numbers and declared names only
                f'<svg {box} class="plan-sheet" aria-hidden="true" focusable="false" preserveAspectRatio="none">'
                f"{screen}</svg>"
            ),
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} width="{WIDTH}" height="{self.height}">{paper}</svg>',
            self.low,
            self.high,
        )


def scale(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Round ends that hold all *values* and zero.

    >>> [str(end) for end in scale([Decimal(-326_373), Decimal(1200)])]
    ['-400000', '100000']
    """
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    if low == high:
        return Decimal(0), Decimal(1)
    step = Decimal(10) ** (max(abs(low), abs(high)).adjusted())
    if (high - low) / step < 2:
        step /= 5
    return (low // step) * step - (step if low % step else 0), -((-high) // step) * step + (step if high % step else 0)


def cash_line(months: Sequence[Decimal], *, rtl: bool) -> Drawing:
    """Cash at the end of each month: what lies below zero stands out, the lowest month has its mark."""
    low, high = scale(months)
    sheet = _Sheet(low, high, rtl=rtl)
    count = len(months)
    for year in range(1, count // 12):
        x = sheet.x(year * 12 / count)
        sheet.shapes.append(("grid", f'<line x1="{x}" x2="{x}" y1="0" y2="{HEIGHT}"{{}}/>'))
    zero = sheet.y(Decimal(0))
    for place, value in enumerate(months):
        ink = "below" if value < 0 else "above"
        sheet.rect(ink, place / count, (place + 1) / count, zero, sheet.y(value))
    sheet.line("zero", zero)
    sheet.path("line", [(sheet.x((place + 0.5) / count), sheet.y(value)) for place, value in enumerate(months)])
    lowest = min(range(count), key=lambda place: (months[place], place))
    sheet.dot("mark", (lowest + 0.5) / count, months[lowest])
    return sheet.drawing()


def yearly_bars(first: Sequence[Decimal], second: Sequence[Decimal], *, rtl: bool) -> Drawing:
    """Two bars for each year, e.g. sales and result."""
    low, high = scale([*first, *second])
    sheet = _Sheet(low, high, rtl=rtl)
    zero, count = sheet.y(Decimal(0)), len(first)
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        start = place / count
        sheet.rect("bar", start + 0.03, start + 0.095, zero, sheet.y(one))
        sheet.rect("second" if other >= 0 else "bar-low", start + 0.105, start + 0.17, zero, sheet.y(other))
    sheet.line("zero", zero)
    return sheet.drawing()


def bands(years: Sequence[tuple[Decimal, Decimal, Decimal]], *, rtl: bool) -> Drawing:
    """For each year the span from 5 to 95 %, and the middle as a dot."""
    low, high = scale([end for year in years for end in year])
    sheet = _Sheet(low, high, rtl=rtl)
    count = len(years)
    for place, (lowest, middle, highest) in enumerate(years):
        start = place / count
        sheet.rect("above", start + 0.05, start + 0.15, sheet.y(lowest), sheet.y(highest))
        sheet.dot("mark", start + 0.1, middle)
    sheet.line("zero", sheet.y(Decimal(0)))
    return sheet.drawing()


def histogram(bins: Sequence[tuple[Decimal, Decimal, int]], *, rtl: bool) -> Drawing:
    """How many draws fall into each bin; those below zero stand out."""
    most = Decimal(max((count for _low, _high, count in bins), default=1) or 1)
    sheet = _Sheet(Decimal(0), most, rtl=rtl, height=140)
    for place, (_low, high, count) in enumerate(bins):
        ink = "bar-low" if high <= 0 else "bar"
        start = place / len(bins)
        sheet.rect(ink, start + 0.002, start + 1 / len(bins) - 0.002, sheet.y(Decimal(0)), sheet.y(Decimal(count)))
    sheet.line("zero", sheet.y(Decimal(0)))
    return sheet.drawing()


def span(low: Decimal, high: Decimal, middle: Decimal, ends: tuple[Decimal, Decimal], *, rtl: bool) -> Drawing:
    """One bar of a tornado: from *low* to *high* on a scale common to all, with the plan's own value as a line."""
    least, most = ends
    width = (most - least) or Decimal(1)
    sheet = _Sheet(Decimal(0), Decimal(1), rtl=rtl, height=24)
    start, end = (float((value - least) / width) for value in (min(low, high), max(low, high)))
    sheet.rect("bar", start, max(end, start + 0.004), 4, 20)
    x = sheet.x(float((middle - least) / width))
    sheet.shapes.append(("zero", f'<line x1="{x}" x2="{x}" y1="0" y2="24"{{}}/>'))
    return sheet.drawing()
