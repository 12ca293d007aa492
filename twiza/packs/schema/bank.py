"""Project models: reusable kinds of cooperative with the economics a five-year plan starts from."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from twiza.packs.schema.text import Code, Item, Key, LocalText, Sourced

Month = Annotated[int, Field(ge=1, le=12)]
Quantity = Annotated[float, Field(ge=0, le=1e12)]
Weight = Annotated[float, Field(gt=0, le=5)]


class Sector(Item):
    key: Key
    name: LocalText
    order: Annotated[int, Field(ge=0, le=1000)] = 0


class Figure(Sourced):
    """A quantity as a range. It has a source, a fact or a declared assumption: one of the three.

    ``typical`` alone is a point; ``low`` and ``high`` go together. An assumption carries the
    reasoning that led to it and is marked as one wherever it is shown.
    """

    low: Quantity | None = None
    typical: Quantity | None = None
    high: Quantity | None = None
    unit: Key
    assumption: LocalText | None = None
    note: LocalText | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("give low and high together, or typical alone")
        if self.low is None and self.typical is None:
            raise ValueError("a figure needs typical, or low and high")
        ordered = [v for v in (self.low, self.typical, self.high) if v is not None]
        if ordered != sorted(ordered):
            raise ValueError("low, typical and high must be in ascending order")
        origins = [self.source, self.fact, self.assumption]
        if sum(origin is not None for origin in origins) != 1:
            raise ValueError("give exactly one of source, fact or assumption")
        if self.assumption is None and self.confidence is None:
            raise ValueError("a sourced figure needs its confidence")
        return self


class Product(Item):
    """Something the cooperative sells, with what a plan needs to turn it into income."""

    key: Key
    name: LocalText
    unit: Key = Field(description="What is counted: kg, litre, piece, night, trip …")
    price: Figure = Field(description="Price received by the cooperative for one unit, taxes aside")
    volume: Figure | None = Field(default=None, description="Units sold in a full year at cruising speed")
    yield_: Figure | None = Field(default=None, alias="yield", description="Output per unit of input, hive, hectare …")
    share: Annotated[float, Field(gt=0, le=100)] | None = Field(default=None, description="% of sales at cruise")
    losses: Figure | None = Field(default=None, description="% of volume lost or unsold")


class InputItem(Item):
    """A variable input: so much of it for one unit of a product."""

    name: LocalText
    product: Key | None = Field(default=None, description="The product it is for; none: for all")
    unit: Key
    price: Figure
    quantity: Figure = Field(description="Units of input for one unit of product")


class InvestmentItem(Item):
    name: LocalText
    quantity: Annotated[float, Field(gt=0, le=1e6)] = 1
    unit_cost: Figure
    life_years: Annotated[int, Field(ge=1, le=50)] | None = None
    kind: Literal["building", "equipment", "vehicle", "livestock", "plantation", "intangible", "other"] = "equipment"


class LabourItem(Item):
    """Work to be done, by members or by employees."""

    role: LocalText
    people: Figure
    months: Annotated[float, Field(gt=0, le=12)] = 12
    pay: Figure | None = Field(default=None, description="Pay of one person and month, or of one unit if unit says so")
    who: Literal["members", "employees"] = "members"


class Cost(Item):
    name: LocalText
    amount: Figure = Field(description="Amount of one year")


class Risk(Item):
    text: LocalText
    answer: LocalText = Field(description="What a group can do about it")


class Permit(Sourced):
    """A permit or label. Without source or fact it is shown as to be confirmed."""

    name: LocalText
    text: LocalText
    kind: Literal["permit", "label"]


class Use(Item):
    """One indicator that counts for or against this model in a place."""

    indicator: Key
    when: Literal["high", "low"] = Field(description="Which end of the indicator speaks for the model")
    weight: Weight = 1
    because: LocalText = Field(description="Why, in one short sentence")


class ConditionTest(Item):
    """How a condition is checked with the data. Exactly one of the three forms."""

    indicator: Key | None = None
    min: float | None = None
    max: float | None = None
    attribute: Key | None = None
    any_of: tuple[str, ...] = ()
    within: tuple[Code, ...] = Field(default=(), description="Codes of territories, themselves or above")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.indicator is not None, self.attribute is not None, bool(self.within)]
        if sum(forms) != 1:
            raise ValueError("give exactly one of indicator, attribute or within")
        if self.indicator and self.min is None and self.max is None:
            raise ValueError("an indicator test needs min, max or both")
        if self.attribute and not self.any_of:
            raise ValueError("an attribute test needs any_of")
        return self


class Condition(Sourced):
    """Something that must be so in reality. Without a test it cannot be checked, and is said so."""

    key: Key
    text: LocalText
    test: ConditionTest | None = None
    factor: Annotated[float, Field(ge=0, lt=1)] = Field(
        default=0, description="What the score is multiplied by where the condition fails; 0 excludes the place"
    )


class FounderQuestion(Item):
    """Something a group should find out on its own ground before it decides."""

    text: LocalText


class ProjectModel(Item):
    """``project_models/KEY.yaml``: one model."""

    key: Key
    sector: Key
    name: LocalText
    summary: LocalText = Field(description="One plain sentence a person with primary schooling reads easily")
    whom: LocalText = Field(description="Whom it serves: buyers, neighbours, members")
    how: Annotated[tuple[LocalText, ...], Field(min_length=3)] = Field(description="How it works, step by step")
    search_words: tuple[str, ...] = Field(default=(), description="Words people use for it, Darija too, any script")
    category: Literal["marketing", "services_to_members", "work"] = Field(
        description="What members get: their products sold, services, or paid work"
    )
    audience: tuple[Literal["women", "youth", "graduates", "people_with_disability"], ...] = ()
    places: tuple[Literal["rural", "urban", "coast", "mountain", "oasis", "forest"], ...] = ()

    members: Figure
    jobs: Figure
    investment: Figure = Field(description="Total needed to open, in the country's currency")
    months_to_first_income: Figure
    area_per_member: Figure | None = None

    products: Annotated[tuple[Product, ...], Field(min_length=1)]
    inputs: tuple[InputItem, ...] = ()
    investments: Annotated[tuple[InvestmentItem, ...], Field(min_length=1)]
    labour: Annotated[tuple[LabourItem, ...], Field(min_length=1)]
    yearly_costs: tuple[Cost, ...] = Field(default=(), description="Fixed costs of a year")
    working_capital: Figure | None = None
    ramp_up: Annotated[tuple[Annotated[float, Field(ge=0, le=100)], ...], Field(min_length=5, max_length=5)] = Field(
        description="% of cruising volume in each of the five years"
    )
    ramp_up_reason: LocalText
    season_of_sales: tuple[Month, ...] = Field(default=(), description="Months of strong sales; empty: all year")
    season_of_work: tuple[Month, ...] = ()
    season_note: LocalText | None = None

    needs: Annotated[tuple[Use, ...], Field(min_length=1)]
    resources: Annotated[tuple[Use, ...], Field(min_length=1)]
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]

    risks: Annotated[tuple[Risk, ...], Field(min_length=2)]
    permits: tuple[Permit, ...] = ()
    skills: Annotated[tuple[LocalText, ...], Field(min_length=1)]
    environment: LocalText
    unknown: Annotated[tuple[LocalText, ...], Field(min_length=1)] = Field(description="What nobody could tell us")
    questions: tuple[FounderQuestion, ...] = ()
    facts: tuple[Key, ...] = Field(default=(), description="Facts that a reader of this model should see")
