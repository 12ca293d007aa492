"""What the plan's paper is made of: sections of a few kinds of blocks, drawn alike by typst and in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from twiza.planner.charts import Drawing


@dataclass(frozen=True)
class Text:
    """One paragraph."""

    text: str
    tone: Literal["", "soft", "wrong"] = ""
    kind: str = "text"


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Sequence[str]
    kind: str = "list"


@dataclass(frozen=True)
class Table:
    """A table; all columns but the first hold figures, unless ``words``. ``sums``: rows that add up."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[int] = ()
    words: bool = False
    title: str = ""
    kind: str = "table"


@dataclass(frozen=True)
class Chart:
    """A picture with the ends of its scale and the names under it."""

    title: str
    alternative: str
    svg: str
    top: str
    bottom: str
    axis: Sequence[str]
    kind: str = "chart"


Block = Text | Items | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part with its heading."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Paper:
    """The whole paper in one language."""

    language: str
    title: str
    name: str
    place: str
    about: Sequence[str]
    headline: Sequence[Sequence[str]]
    sections: Sequence[Section]
    foot: str
    page: str
    example: str

    @property
    def rtl(self) -> bool:
        """Whether it reads from the right."""
        return self.language == "ar"

    def as_data(self) -> dict[str, Any]:
        """As the template of the PDF takes it."""
        return {**asdict(self), "rtl": self.rtl}


def chart(title: str, alternative: str, drawing: Drawing, ends: tuple[str, str], axis: Sequence[str]) -> Chart:
    """A chart from a drawing; *ends* are the top and the bottom of its scale in words."""
    return Chart(title, alternative, drawing.paper, ends[0], ends[1], axis)
