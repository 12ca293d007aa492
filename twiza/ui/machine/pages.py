"""Long answers in pages: ``page`` and ``page_size`` in, ``count`` and ``items`` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field

from twiza.ui.machine.values import PlainWhole

PAGE_SIZE = 50
LARGEST = 200
LAST = 1_000_000

Row = TypeVar("Row")
Item = TypeVar("Item")


class Paged(BaseModel):
    """The two parameters that every list takes."""

    page: Annotated[int, Field(ge=1, le=LAST, description="Number of the page, from 1"), PlainWhole] = 1
    page_size: Annotated[int, Field(ge=1, le=LARGEST, description="Items on a page"), PlainWhole] = PAGE_SIZE

    @property
    def first(self) -> int:
        """Position of the page's first item, from 0."""
        return (self.page - 1) * self.page_size


class PageOf(BaseModel, Generic[Item]):
    """One page of a list. ``count`` is of the whole list; a page after the last has no items."""

    count: Annotated[int, Field(ge=0)]
    page: Annotated[int, Field(ge=1)]
    page_size: Annotated[int, Field(ge=1, le=LARGEST)]
    items: list[Item]


def page_of(asked: Paged, rows: Sequence[Row], write: Callable[[Row], Item]) -> PageOf[Item]:
    """The page that was *asked* for; only its own rows are written."""
    written = [write(row) for row in rows[asked.first : asked.first + asked.page_size]]
    return PageOf[Item](count=len(rows), page=asked.page, page_size=asked.page_size, items=written)
