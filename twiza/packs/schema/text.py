"""Building blocks shared by every item of a pack."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=80)]
"""A stable name: lower-case Latin letters, digits, ``-`` or ``_``. Never reused, never renamed."""

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]*$", max_length=40)]
"""The official code of a territory, as its authority writes it."""

Confidence = Literal["high", "medium", "low"]


class Item(BaseModel):
    """Base of everything in a pack: unknown fields are refused, so that a typo fails at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


class LocalText(Item):
    """One text in the languages of the product. Arabic is written first and is required."""

    ar: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    fr: Annotated[str, StringConstraints(max_length=4000)] = ""
    en: Annotated[str, StringConstraints(max_length=4000)] = ""

    def get(self, language: str) -> str:
        """The text in *language*, or in Arabic where it has not been translated."""
        return getattr(self, language, "") or self.ar


class Sourced(Item):
    """Something that says where it comes from."""

    source: Key | None = Field(default=None, description="Key of an entry of sources")
    fact: Key | None = Field(default=None, description="Key of an entry of facts")
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    confidence: Confidence | None = None
