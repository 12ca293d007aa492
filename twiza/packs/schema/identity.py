"""Who the country is: names, languages, levels, number and date habits, sources, units."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from twiza.packs.schema.text import Item, Key, LocalText

Language = Literal["ar", "fr", "en"]


class Locale(Item):
    """How numbers and dates are written in one language of the country."""

    # The separator may be a space, which must survive.
    model_config = ConfigDict(str_strip_whitespace=False)

    decimal: Annotated[str, StringConstraints(min_length=1, max_length=1)]
    group: Annotated[str, StringConstraints(min_length=1, max_length=1)] = Field(
        description="Separator of thousands; a space is always written U+202F, never a plain space"
    )
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    digits: Literal["western", "arabic_indic"] = "western"
    hijri: bool = Field(default=False, description="Show the Hijri date beside the Gregorian one")


class Level(Item):
    """One level of the territorial hierarchy, from the country down."""

    key: Annotated[Key, StringConstraints(max_length=30)]
    name: LocalText
    plural: LocalText


class Identity(Item):
    """``pack.yaml``: the country, the version of the pack, its habits."""

    country: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = Field(description="ISO 3166-1, lower case")
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$", max_length=30)]
    date: datetime.date
    name: LocalText
    people: LocalText = Field(description="Adjective or demonym used in sentences")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    currency_name: LocalText
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    locale: dict[Language, Locale]
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=8)]
    kinds: dict[str, LocalText] = Field(default_factory=dict, description="urban, rural, prefecture …")
    attributes: dict[str, dict[str, LocalText]] = Field(
        default_factory=dict, description="Words of each value of each territory attribute, e.g. climate → BSk → text"
    )
    agency: LocalText | None = Field(default=None, description="The body that accompanies cooperatives")
    invented: bool = Field(default=False, description="True for a country that does not exist")


class Source(Item):
    """Where figures come from and under which terms they may be used."""

    key: Key
    title: LocalText
    publisher: LocalText
    url: Annotated[str, StringConstraints(max_length=1000)] | None = None
    licence: str
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    retrieved: datetime.date | None = None
    changes: LocalText | None = Field(default=None, description="What was changed from the published form")


class Unit(Item):
    """A unit of measure and how it is written."""

    key: Key
    symbol: LocalText = Field(description="Short form written after a number")
    name: LocalText
