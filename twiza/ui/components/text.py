"""Words in their forms: notices, reasons, definitions, disclosures, empty pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _

from twiza.ui.components.base import Component, component
from twiza.ui.components.charts import Bar, Bars
from twiza.ui.components.navigation import Link

_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
Tone = Literal["info", "good", "warning", "error"]


@component("notice")
class Notice(Component):
    """Something to know before going on. The word at its head says of what kind it is."""

    text: str
    title: str = ""
    tone: Tone = "info"
    link: Annotated[Link | None, "What to do about it"] = None

    @property
    def word(self) -> str:
        """The kind, in a word, so that colour is not alone to say it."""
        return _tone_word(self.tone)


def _tone_word(tone: str) -> str:
    return {"info": _("Note"), "good": _("Done"), "warning": _("Take care"), "error": _("Problem")}[tone]


@component("messages")
class Messages(Component):
    """What just happened, once, at the top of the page."""

    items: Annotated[Iterable[Any], "Django's messages"]

    @property
    def notices(self) -> list[Notice]:
        """Each message as a notice."""
        tones: dict[str, Tone] = {"success": "good", "warning": "warning", "error": "error"}
        return [Notice(text=str(item), tone=tones.get(item.level_tag, "info")) for item in self.items]


@component("disclosure", block=True)
class Disclosure(Component):
    """More for whoever asks for it."""

    content: str
    summary: str
    open: bool = False


@dataclass(frozen=True)
class Reason:
    """One reason. ``evidence`` is the comparison that stands behind it."""

    side: Literal["for", "against", "unknown"]
    text: str
    evidence: str = ""

    @property
    def word(self) -> str:
        """The side in a word, for those who do not see its mark."""
        return {"for": _("For:"), "against": _("Against:"), "unknown": _("Not known:")}[self.side]


@component("reasons")
class Reasons(Component):
    """Reasons for (▲), against (▼) and what is unknown (?): form and word, not colour alone."""

    items: Sequence[Reason]


@component("ranked")
class Ranked(Component):
    """One entry of a ranked list: place, title, line of facts, reasons, the three bars."""

    position: int
    title: str
    href: str
    meta: Annotated[str, "One line of plain facts"] = ""
    reasons: Sequence[Reason] = ()
    bars: Sequence[Bar] = ()
    note: Annotated[str, "How sure the place is"] = ""
    level: Annotated[int, "Level of the heading"] = 3

    @property
    def bar_component(self) -> Bars:
        """The bars, ready to draw."""
        return Bars(items=self.bars, label=self.title)

    @property
    def reason_component(self) -> Reasons:
        """The reasons, ready to list."""
        return Reasons(items=self.reasons)


@component("empty")
class Empty(Component):
    """Nothing here, and what to do next."""

    title: str
    text: str
    action: Link | None = None


@component("definition")
class Definition(Component):
    """A term of law or of statistics with one line that explains it."""

    term: str
    text: str
    href: str = ""


@component("user_text")
class UserText(Component):
    """Text that people wrote: kept in its own direction, paragraph by paragraph."""

    text: str

    @property
    def paragraphs(self) -> list[str]:
        """Without marks that would turn the text around."""
        clean = _BIDI_OVERRIDES.sub("", self.text)
        return [part.strip() for part in re.split(r"\n\s*\n", clean) if part.strip()]
