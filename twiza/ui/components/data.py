"""Figures with their year, source and certainty; tables; downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _

from twiza.ui import formats
from twiza.ui.components.base import Component, component

Value = int | float | Decimal | None


@component("figure")
class Figure(Component):
    """A big number with what it is, its year and its source."""

    value: Annotated[Value, "None where nobody knows"]
    label: str
    kind: Literal["number", "signed", "percent", "signed_percent", "money"] = "number"
    decimals: Annotated[int | None, "Digits after the decimal sign"] = None
    unit: Annotated[str, "Symbol after the number, for kind number"] = ""
    year: int | None = None
    source: Annotated[str, "Short name of the source"] = ""
    href: Annotated[str, "Where the definition and the source are"] = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return formats.finite(self.value) is not None


@component("facts")
class Facts(Component):
    """Names and values, one a line: a small register."""

    items: Sequence[Fact]


@dataclass(frozen=True)
class Fact:
    """One line of ``facts``. A value of ``None`` is shown as unknown."""

    label: str
    value: str | None
    note: str = ""


@component("source_line")
class SourceLine(Component):
    """Where a figure comes from, on one quiet line."""

    source: str
    year: int | None = None
    href: Annotated[str, "Page of the definition or of the source"] = ""
    method: Annotated[str, "How it was worked out, on demand"] = ""


@component("confidence")
class ConfidenceMark(Component):
    """How sure we are of a figure: three grains filled or not, and a word."""

    level: Annotated[
        Literal["high", "medium", "low", "A", "B", "C"],
        "of a fact: high, medium, low; of data: A (count of 2024), B (2014 only), C (sample or shrunk)",
    ]
    note: Annotated[str, "Why"] = ""

    @property
    def grains(self) -> list[bool]:
        """Which of the three grains are filled."""
        filled = {"high": 3, "A": 3, "medium": 2, "B": 2, "low": 1, "C": 1}[self.level]
        return [grain < filled for grain in range(3)]

    @property
    def text(self) -> str:
        """The word beside the grains."""
        return {
            "high": _("well established"),
            "medium": _("fairly sure"),
            "low": _("uncertain"),
            "A": _("data A: recent full count"),
            "B": _("data B: older count"),
            "C": _("data C: sample or estimate"),
        }[self.level]


@component("assumption")
class Assumption(Component):
    """Marks a figure that is our working assumption, with the reasoning on demand."""

    reasoning: str


@component("unknown")
class UnknownMark(Component):
    """Says that something is not known. Never a dash, never an empty place."""

    what: Annotated[str, "What is not known; “unknown” alone when empty"] = ""
    why: str = ""


@dataclass(frozen=True)
class Column:
    """Head of a column. With ``sort_href`` a link sorts by it; with ``href`` it leads elsewhere."""

    label: str
    numeric: bool = False
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    unit: str = ""
    href: str = ""


@component("table", block=True)
class Table(Component):
    """A table; its rows (``<tr>`` with ``<th scope="row">`` and ``<td>``) are the content."""

    content: Annotated[str, "The rows; cells of numbers have class number"]
    caption: str
    columns: Sequence[Column]
    hidden_caption: bool = False
    density: Literal["normal", "dense"] = "normal"
    sticky: Annotated[bool, "The head stays in sight of a long table"] = False


@dataclass(frozen=True)
class Download:
    """One file. ``size`` in bytes, where it is known beforehand."""

    label: str
    href: str
    format: str
    size: int | None = None

    @property
    def weight(self) -> str:
        """The size in kB."""
        return formats.with_unit(max(1, round((self.size or 0) / 1000)), 0, _("kB")) if self.size else ""


@component("downloads")
class Downloads(Component):
    """The same data to take away, in several forms."""

    items: Sequence[Download]
    label: Annotated[str, "“Take it away” when empty"] = ""
    licence: str = ""
