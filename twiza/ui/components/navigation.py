"""Finding one's way: breadcrumb, tabs, pages, steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _

from twiza.ui.components.base import Component, component


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@component("breadcrumb")
class Breadcrumb(Component):
    """Where this page is, from the whole to the part; the page itself is not in it."""

    items: Sequence[Link]


@component("tabs")
class Tabs(Component):
    """Views of the same thing, each with its own address."""

    items: Sequence[Link]
    label: Annotated[str, "What they are views of"]


@dataclass(frozen=True)
class Step:
    """One step of a way."""

    title: str
    state: Literal["done", "current", "todo"] = "todo"
    text: str = ""
    href: str = ""

    @property
    def word(self) -> str:
        """The state in a word."""
        return {"done": _("done"), "current": _("now"), "todo": _("to do")}[self.state]


@component("steps")
class Steps(Component):
    """The steps of a way, in order."""

    items: Sequence[Step]
    label: str = ""


@dataclass(frozen=True)
class PageLink:
    """One number of the pagination; without number: pages left out."""

    number: int | None
    href: str = ""
    current: bool = False


@component("pagination")
class Pagination(Component):
    """The pages of a list."""

    page: Annotated[Page[Any], "From Django's Paginator"]
    query: Annotated[Mapping[str, Any], "request.GET, kept in the links"]
    parameter: str = "page"

    @property
    def previous(self) -> str:
        """Address of the page before, or nothing."""
        return self._href(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        """Address of the page after, or nothing."""
        return self._href(self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last and the neighbours of the current page."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [
            PageLink(number, self._href(number), number == self.page.number)
            if isinstance(number, int)
            else PageLink(None)
            for number in numbers
        ]

    def _href(self, number: int) -> str:
        query = self.query.copy() if isinstance(self.query, QueryDict) else QueryDict(mutable=True)
        query[self.parameter] = str(number)
        return f"?{query.urlencode()}"
