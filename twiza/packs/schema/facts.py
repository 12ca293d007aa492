"""Facts: published statements that the rest of a pack leans on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from twiza.packs.schema.text import Item, Key


class Fact(Item):
    """One published statement, in the words of whoever recorded it, with its address."""

    key: Key
    topic: Annotated[str, StringConstraints(max_length=120)]
    statement: Annotated[str, StringConstraints(min_length=3, max_length=2000)]
    value: str | None = None
    unit: str | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    source: Annotated[str, StringConstraints(max_length=1000)] | None = None
    confidence: Literal["high", "medium", "low", "not_found"]
