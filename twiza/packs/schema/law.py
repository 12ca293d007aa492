"""The law of cooperatives as data: texts, dated rules, steps, papers, questions, rates and words.

Everything a jurist writes lies in the folder ``law/`` of a pack. An item without a ``source`` or
``fact``, or with ``confirmed: false``, is shown "to be confirmed by a jurist" wherever it appears.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from twiza.packs.schema.text import Item, Key, LocalText, Sourced

Actor = Literal["group", "each_founder", "president", "assembly", "agency", "authority", "court", "bank", "other"]
"""Who must act in a step."""

Outcome = Literal[
    "at_least", "at_most", "equals", "is_true", "is_false", "one_of", "multiple_of", "exceeds_half", "contains"
]
"""How a quantity is compared with the value in force; :mod:`twiza.calc.law` says what each means."""

Scalar = Decimal | bool | str
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def scalar(value: Any) -> Any:
    """A number written as text is a number: kept as JSON, it must come back as what it was."""
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else value


class Cited(Sourced):
    """Something that leans on an article."""

    law: Key | None = Field(default=None, description="Key of an entry of law/texts.yaml")
    article: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        default=None, description="Number as the text writes it; empty where nobody confirmed it"
    )
    confirmed: bool = Field(default=False, description="True only if a fact or source confirms it word for word")
    doubt: LocalText | None = Field(default=None, description="What exactly a jurist has yet to confirm")

    @property
    def leans(self) -> bool:
        """Whether it names where it comes from."""
        return self.source is not None or self.fact is not None

    @model_validator(mode="after")
    def _confirmed_by_something(self) -> Self:
        if self.confirmed and not self.leans:
            raise ValueError("what is confirmed names the fact or the source that confirms it")
        return self


class LegalText(Item):
    """``law/texts.yaml``: a law, a decree, a circular."""

    key: Key
    name: LocalText
    number: str
    date: datetime.date | None = None
    in_force: datetime.date | None = None
    url: Annotated[str, StringConstraints(max_length=1000)] | None = None
    note: LocalText | None = None


class DatedValue(Cited):
    """What holds from ``since`` until the next value. No ``since``: as far back as we know."""

    since: datetime.date | None = None
    value: Scalar | tuple[str, ...] | None = Field(
        default=None,
        description="A number, true or false, a text, several texts, or the name of another quantity to compare with; "
        "empty where the law asks for something that nobody could tell: the outcome is then unknown",
    )
    note: LocalText | None = None

    @field_validator("value", mode="before")
    @classmethod
    def _as_written(cls, value: Any) -> Any:
        return scalar(value)

    @model_validator(mode="after")
    def _confirmed_to_be_something(self) -> Self:
        if self.confirmed and self.value is None:
            raise ValueError("what is confirmed has a value")
        return self


class Rule(Item):
    """``law/rules.yaml``: one thing the law asks of a founding group, checked against its data.

    ``quantity`` names what is looked at; the vocabulary is :data:`twiza.calc.law.QUANTITIES`. A quantity
    that is not known yet makes the outcome *unknown*, never *no*.
    """

    key: Key
    order: Annotated[int, Field(ge=0, le=1000)] = 0
    text: LocalText = Field(description="What is asked, in one plain sentence; {value} stands for the value in force")
    why: LocalText | None = None
    remedy: LocalText = Field(description="What the group can do where the answer is no")
    quantity: Key
    test: Outcome
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    when: Key | None = Field(default=None, description="A yes/no quantity; the rule holds only where it is yes")
    stage: Literal["founding", "after"] = "founding"


class Range(Item):
    """A duration or a cost as far as it is known; all empty: nobody knows."""

    low: Annotated[Decimal, Field(ge=0)] | None = None
    high: Annotated[Decimal, Field(ge=0)] | None = None


class Step(Cited):
    """``law/steps.yaml``: one step of founding, in order."""

    key: Key
    order: Annotated[int, Field(ge=0, le=1000)]
    name: LocalText
    text: LocalText = Field(description="What to do, in plain words")
    who: Actor
    authority: Key | None = Field(default=None, description="Key of law/authorities.yaml, if one must act")
    where: LocalText | None = None
    after: tuple[Key, ...] = Field(default=(), description="Steps that come before")
    papers: tuple[Key, ...] = Field(default=(), description="Papers it needs (law/papers)")
    brings: tuple[LocalText, ...] = Field(default=(), description="What the group brings besides our papers")
    yields: LocalText | None = Field(default=None, description="What one has in hand when it is done")
    days: Range = Field(default_factory=Range, description="Days that the one who acts may take by law or custom")
    legal_days: Annotated[int, Field(ge=0, le=3650)] | None = Field(
        default=None, description="Days after which the law says what follows; the clock of the officer's desk"
    )
    silence: Literal["accepted", "refused", "unknown"] = Field(
        default="unknown", description="What the authority's silence means when those days are over"
    )
    cost: Range = Field(default_factory=Range, description="In the country's currency")
    done_when: Key | None = Field(
        default=None, description="The happening that ends it (twiza.dossier.happenings); none: the group says so"
    )
    proves: tuple[Key, ...] = Field(
        default=(), description="Yes/no quantities that are yes once the step is done (twiza.calc.law.QUANTITIES)"
    )


class Authority(Item):
    """``law/authorities.yaml``: a body that acts in a step."""

    key: Key
    name: LocalText
    text: LocalText
    url: Annotated[str, StringConstraints(max_length=1000)] | None = None


class Clause(Cited):
    """One part of a paper. ``{name}`` is filled from the dataset (twiza.dossier.dataset.FIELDS)."""

    key: Key
    heading: LocalText | None = None
    text: LocalText | None = Field(default=None, description="Paragraphs, parted by an empty line")
    table: Literal["founders", "shares", "kind", "presence", "votes", "board", "papers"] | None = None
    when: Key | None = Field(default=None, description="A yes/no quantity or dataset field; otherwise left out")
    unless: Key | None = None
    mandatory: bool = Field(default=False, description="An item that the law wants in this paper")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.text is None and self.table is None and self.heading is None:
            raise ValueError("a clause needs a heading, a text or a table")
        return self


class PaperTemplate(Cited):
    """``law/papers/KEY.yaml``: the words of one paper, as our own sentences."""

    key: Key
    order: Annotated[int, Field(ge=0, le=1000)]
    name: LocalText
    purpose: LocalText
    addressed_to: LocalText | None = None
    signers: Literal["founders", "board", "president", "secretary", "nobody"] = "founders"
    leans_on: tuple[Literal["name", "founders", "shares", "capital", "board", "assembly", "place"], ...] = Field(
        default=(), description="What it repeats; a change of it invalidates signatures on this paper"
    )
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]
    when: Key | None = Field(default=None, description="Made only where this quantity is yes (e.g. in-kind shares)")


class Choice(Item):
    value: Key
    label: LocalText


class Question(Item):
    """``law/questions.yaml``: one question of the interview; asked only if the dataset lacks its answer."""

    key: Key
    order: Annotated[int, Field(ge=0, le=1000)]
    field: Key = Field(description="The field of the dataset that it fills")
    text: LocalText
    help: LocalText | None = None
    term: Key | None = Field(default=None, description="A word of law/terms.yaml, explained beside the question")
    kind: Literal["text", "long_text", "number", "money", "date", "yes_no", "choice"]
    choices: tuple[Choice, ...] = ()
    rule: Key | None = Field(default=None, description="The rule that its answer is checked with at once")
    when: Key | None = None
    optional: bool = False


class Term(Cited):
    """``law/terms.yaml``: a legal word in plain words."""

    key: Key
    word: LocalText
    meaning: LocalText


class Band(Item):
    """One band of a progressive rate: ``percent`` of what lies above ``above``."""

    above: Annotated[Decimal, Field(ge=0)] = Decimal(0)
    percent: Annotated[Decimal, Field(ge=0, le=100)]


class RateValue(Cited):
    since: datetime.date | None = None
    value: Decimal | None = None
    bands: tuple[Band, ...] = ()
    exempt_below_turnover: Decimal | None = None
    note: LocalText | None = None


class Rate(Item):
    """``law/rates.yaml``: a dated number that plans need: taxes, social charges, wages, reserves.

    Keys that plans ask for: ``corporate_tax`` (of the yearly result), ``turnover_tax``, ``employer_charges``
    and ``member_charges`` (% of pay), ``minimum_wage`` (a month), ``legal_reserve`` (% of the surplus),
    ``reserve_ceiling`` (% of capital), ``training_reserve`` (% of the surplus), ``share_interest_limit``.
    """

    key: Key
    name: LocalText
    unit: Key
    values: Annotated[tuple[RateValue, ...], Field(min_length=1)]


class Example(Item):
    """``law/examples.yaml``: a case that a jurist worked out by hand, as a test of the rules."""

    key: Key
    text: Annotated[str, StringConstraints(min_length=3, max_length=500)] = Field(description="The case, in a sentence")
    on: datetime.date
    quantities: dict[Key, Scalar | None] = Field(description="What is known of the group; absent or empty: unknown")
    expected: Annotated[dict[Key, Literal["yes", "no", "unknown"]], Field(min_length=1)] = Field(
        description="Outcome by the key of the rule"
    )

    @field_validator("quantities", mode="before")
    @classmethod
    def _as_written(cls, value: Any) -> Any:
        return {key: scalar(one) for key, one in value.items()} if isinstance(value, dict) else value
