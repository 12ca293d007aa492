"""The shapes in which opportunities and matches are told to machines, and how they are written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from twiza.calc.scoring import PartWeights
from twiza.opportunities.gates import Verdict
from twiza.opportunities.reading import Card, Reason
from twiza.territories.answers import Place, told
from twiza.ui.machine import Code, Key, Paged, PageOf, Text, rounded, text

_NUMBER = r"[0-9]{1,4}(\.[0-9]{1,6})?"
_ABOVE_0 = r"([1-9][0-9]{0,3}(\.[0-9]{1,6})?|0\.[0-9]{0,5}[1-9])"
WEIGHTS = f"^({_ABOVE_0},{_NUMBER},{_NUMBER}|{_NUMBER},{_ABOVE_0},{_NUMBER}|{_NUMBER},{_NUMBER},{_ABOVE_0})$"
"""Three numbers from 0 to 9999.999999, at least one above 0."""
DECLARED = "0.4,0.4,0.2"


class ModelNamed(BaseModel):
    """A project model, named."""

    key: str
    names: Text


class ReasonTold(BaseModel):
    """One criterion with its exact points and the figures it rests on."""

    part: Literal["need", "resources"]
    indicator: str
    because: Text
    wants: Literal["high", "low"] = Field(description="Which end of the indicator speaks for the model")
    value: float | None = Field(description="Null: unknown here")
    year: int
    median_above: float | None = Field(description="Median of the places of the unit above")
    median_country: float | None
    percentile: float | None = Field(description="Turned: above 50 speaks for the model")
    weight: float = Field(description="Share of the whole score")
    points: float = Field(description="weight × (percentile − 50)")


class ConditionTold(BaseModel):
    """A condition of reality. `unknown`: no data for this place; `unchecked`: no data could tell, anywhere."""

    key: str
    text: Text
    outcome: Literal["met", "failed", "unknown", "unchecked"]
    value: float | None
    factor: float = Field(description="What the score is multiplied by where it fails; 0 excludes the place")


class OpportunityTold(BaseModel):
    """A project model in a place of the finest level. Parts and score are 0 to 100; null is unknown.

    `rank` compares places for the model, `place_rank` models in the place; `rank_low` to
    `rank_high` holds in 90 % of the draws of the weights; `top_tenth` is the share of draws in
    which the place is in the first tenth. Reasons and conditions are told where `territory` is a
    place of the finest level.
    """

    territory: Place
    model: ModelNamed
    status: Literal["ranked", "excluded", "unknown"]
    need: float | None
    resources: float | None
    setting: float | None
    gate: float
    score: float | None
    place_rank: int | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    top_tenth: float | None
    priority: bool = Field(description="top_tenth is 0.8 or more")
    grade: str = Field(description="A: recent full count; B: 2014 only or older; C: sample or estimate; empty: none")
    reasons: list[ReasonTold] | None
    conditions: list[ConditionTold] | None
    unknown_indicators: list[str] | None = Field(description="Criteria without a value here")


class Applied(BaseModel):
    """The weights in effect; they add up to 1."""

    need: float
    resources: float
    setting: float


class OpportunitiesPage(PageOf[OpportunityTold]):
    """One page of opportunities, with the method and the weights that they were reckoned with."""

    weights: Applied
    method: str


class OpportunitiesAsked(Paged):
    """What `opportunities` takes."""

    territory: Annotated[Code, Field(description="A place, or a unit above whose places are meant")] | None = None
    model: Annotated[Key, Field(description="Key of a project model")] | None = None
    weights: Annotated[
        str, Field(pattern=WEIGHTS, description="need,resources,setting: only their proportions count")
    ] = DECLARED

    @property
    def applied(self) -> PartWeights:
        """The weights as ``calc`` takes them."""
        need, resources, setting = (float(number) for number in self.weights.split(","))
        return PartWeights(need, resources, setting)


class MatchAsked(Paged):
    """What `match` takes as a query."""

    text: Annotated[str, Field(min_length=1, max_length=2000, description="Who you are and what you can do")]
    territory: Annotated[Code, Field(description="A place of the finest level")] | None = None


class MatchBody(BaseModel):
    """What `match` takes as a body."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str, Field(min_length=1, max_length=2000, description="Who you are and what you can do; 600 characters count")
    ]
    territory: Annotated[Code, Field(description="A place of the finest level")] | None = None


class FitHere(BaseModel):
    """How a project model stands in the place that was named."""

    status: Literal["ranked", "excluded", "unknown"]
    score: float | None
    place_rank: int | None
    grade: str


class MatchTold(BaseModel):
    """How a project model answers a text."""

    model: ModelNamed
    score: float = Field(ge=0, le=1)
    meaning: float | None = Field(description="Nearness in meaning; null where this installation has no encoder")
    words: float = Field(description="Nearness by words")
    shared_words: list[str] = Field(description="Stems in common")
    nearest: str = Field(description="The passage of the model nearest in meaning")
    here: FitHere | None = Field(description="Where a territory was named")


def status(gate: float, score: float | None) -> Literal["ranked", "excluded", "unknown"]:
    return "excluded" if gate == 0 else "unknown" if score is None else "ranked"


def card_told(card: Card, where: Place) -> OpportunityTold:
    return OpportunityTold(
        territory=where,
        model=ModelNamed(key=card.model.key, names=text(card.model.names)),
        status=status(card.gate, card.score),
        need=rounded(card.need),
        resources=rounded(card.resources),
        setting=rounded(card.setting),
        gate=card.gate,
        score=rounded(card.score),
        place_rank=card.place_rank,
        rank=card.rank,
        rank_low=card.rank_low,
        rank_high=card.rank_high,
        top_tenth=rounded(card.top_tenth),
        priority=card.priority,
        grade=card.grade,
        reasons=[reason_told(one) for one in sorted(card.reasons, key=lambda r: -abs(r.points))],
        conditions=[condition_told(one) for one in card.verdicts],
        unknown_indicators=[one.definition.key for one in card.unknown_reasons],
    )


def reason_told(reason: Reason) -> ReasonTold:
    return ReasonTold(
        part=reason.part,
        indicator=reason.definition.key,
        because=told(reason.because),
        wants=reason.wants,
        value=rounded(reason.value, 6),
        year=reason.year,
        median_above=rounded(reason.above_median, 6),
        median_country=rounded(reason.country_median, 6),
        percentile=rounded(reason.percentile),
        weight=round(reason.weight, 6),
        points=round(reason.points, 4),
    )


def condition_told(verdict: Verdict) -> ConditionTold:
    return ConditionTold(
        key=verdict.condition.key,
        text=told(verdict.condition.text),
        outcome=verdict.outcome,
        value=rounded(verdict.value, 6),
        factor=verdict.condition.factor,
    )


def fit_here(card: Card) -> FitHere:
    """How a model stands in the place that was named beside a text."""
    return FitHere(
        status=status(card.gate, card.score),
        score=rounded(card.score),
        place_rank=card.place_rank,
        grade=card.grade,
    )
