"""Territories and the indicators that measure them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from twiza.packs.schema.text import Code, Item, Key, LocalText

Facet = Literal["people", "work", "living", "dynamics", "land"]


class TerritoryRow(Item):
    """A row of ``territories/territories.csv``. ``parent`` is empty for the country alone."""

    code: Code
    parent: Code | None = None
    level: Key
    kind: Annotated[Key, StringConstraints(max_length=40)] | None = Field(
        default=None, description="urban, rural, prefecture …: a key of the identity's kinds"
    )
    name_ar: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    name_fr: Annotated[str, StringConstraints(max_length=200)] = ""
    name_en: Annotated[str, StringConstraints(max_length=200)] = ""
    other_names: tuple[str, ...] = Field(default=(), description="Old or local spellings, separated by |")
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    area_km2: Annotated[float, Field(gt=0, lt=20_000_000)] | None = None
    attributes: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="name=value|value;name=value, e.g. climate=BSk|BWk"
    )

    @field_validator("parent", "kind", "latitude", "longitude", "area_km2", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("other_names", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        return tuple(name for name in value.split("|") if name) if isinstance(value, str) else value

    @field_validator("attributes", mode="before")
    @classmethod
    def _split_attributes(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = (pair.partition("=") for pair in value.split(";") if pair)
        return {name: tuple(values.split("|")) for name, _, values in pairs}


class Potential(Item):
    """``potential.yaml``: from which indicators the general potential of a place is learnt."""

    outcome: Key = Field(description="What is foreseen: a rate of founding")
    features: Annotated[tuple[Key, ...], Field(min_length=1)] = Field(description="What it is foreseen from")
    year_of_features: Annotated[int, Field(ge=1900, le=2100)] = Field(description="The earlier year they are of")
    groups_level: Key = Field(description="Level whose units are foreseen by a model that has not seen them")
    reason: LocalText | None = Field(default=None, description="Why these and no others")


class Reading(Item):
    """What a high (or a low) value of an indicator means for somebody who wants to found."""

    means: Literal["need", "potential"]
    text: LocalText = Field(description="A short sentence without figures: 'Few women are in work'")


class Threshold(Item):
    """Places where an indicator stays below a value."""

    indicator: Key
    below: float


class Indicator(Item):
    """A measured quantity of a territory."""

    key: Key
    name: LocalText
    facet: Facet
    unit: Key
    decimals: Annotated[int, Field(ge=0, le=3)] = 1
    definition: LocalText
    method: LocalText
    cannot_say: LocalText = Field(description="What this figure must not be used to conclude")
    source: Key
    years: Annotated[tuple[int, ...], Field(min_length=1)]
    comparable: bool = Field(default=False, description="The years were asked the same way and may be subtracted")
    collection: Literal["count", "sample", "derived", "modelled"]
    counted_where: Threshold | None = Field(
        default=None, description="Of a sample: places so small that everyone was asked, so that it is a count there"
    )
    base: Key | None = Field(default=None, description="Indicator holding the denominator's count, if there is one")
    minimum: float | None = Field(default=None, description="No value below this is possible")
    maximum: float | None = None
    high: Reading | None = None
    low: Reading | None = None
    headline: Annotated[int, Field(ge=0, le=9)] = Field(default=0, description="1–9: order among the first figures")
    additive: bool = Field(default=False, description="A count: values of children add up to the parent's")
