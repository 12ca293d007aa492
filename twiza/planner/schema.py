"""A plan as it is stored and sent: the mirror of :mod:`twiza.calc.planning.inputs`, with limits and origins.

Every row has a key, so that a *path* such as ``products.honey.price`` keeps its meaning when rows come and
go. Money is in the country's currency, percentages are 0 to 100, month 1 is the first of sixty. An origin
says where a value came from and what it was, so that a person's own answer can be taken back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from twiza.calc.planning import inputs as calc

MOST = Decimal(10**12)
"""The largest amount; a plan of a cooperative never comes near."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, StringConstraints(max_length=120)]
Unit = Annotated[str, StringConstraints(max_length=40)]
Money = Annotated[Decimal, Field(ge=0, le=MOST)]
Quantity = Annotated[Decimal, Field(ge=0, le=MOST)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Growth = Annotated[Decimal, Field(ge=-50, le=100)]
Share = Annotated[Decimal, Field(ge=0, le=300)]
Weight = Annotated[Decimal, Field(ge=0, le=12)]
Month = Annotated[int, Field(ge=1, le=calc.MONTHS)]
CalendarMonth = Annotated[int, Field(ge=1, le=12)]
Days = Literal[0, 30, 60, 90, 120, 150, 180]
StockMonths = Annotated[Decimal, Field(ge=0, le=6)]
Ramp = Annotated[tuple[Share, ...], Field(min_length=calc.YEARS, max_length=calc.YEARS)]
Year = Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12)]
_ZERO = Decimal(0)
_FULL = (Decimal(100),) * calc.YEARS


class Part(BaseModel):
    """Base of all parts: unknown fields are refused, so that a typing mistake fails at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


class Names(Part):
    """A name in the languages of the product, where the model gives it so."""

    ar: Name
    fr: Name = ""
    en: Name = ""


class Spread(Part):
    """A quantity and, where it is known as a range, its low and high end; the draws use the triangle."""

    value: Quantity
    low: Quantity | None = None
    high: Quantity | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise PydanticCustomError("half_a_range", "give low and high together, or neither")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise PydanticCustomError("not_in_order", "low, value and high must be in ascending order")
        return self


class PercentSpread(Spread):
    """A percentage and its range."""

    value: Percent
    low: Percent | None = None
    high: Percent | None = None


class Row(Part):
    """Base of what a plan has several of. ``names`` serve where ``name`` is empty."""

    key: Key
    name: Name = ""
    names: Names | None = None

    def called(self, language: str) -> str:
        """The name that a person gave, else the model's in *language*."""
        if self.name or self.names is None:
            return self.name
        return getattr(self.names, language, "") or self.names.ar


class Product(Row):
    """Something sold."""

    unit: Unit = Field(description="What is counted: a unit of the country pack, or words")
    price: Spread = Field(description="Money for one unit, taxes aside")
    volume: Spread = Field(description="Units made in a full year at cruising speed, before losses")
    losses: PercentSpread = Field(default=PercentSpread(value=_ZERO), description="% of the units made")
    season: Year = Field(
        default=calc.FLAT_YEAR, description="Weights of the twelve calendar months; only their proportions count"
    )
    ramp_up: Ramp = Field(default=_FULL, description="% of the volume in each of the five years")
    price_growth: Growth = Field(default=_ZERO, description="% a year")
    stock_months: StockMonths = Field(default=_ZERO, description="Months of finished goods kept before the sale")
    customer_days: Days = Field(default=0, description="Days until customers pay")
    first_month: Month = Field(default=1, description="First month in which it is made")

    @model_validator(mode="after")
    def _sold_sometime(self) -> Self:
        if not sum(self.season):
            raise PydanticCustomError("no_season", "at least one month must sell something")
        return self


class Input(Row):
    """Something bought for each unit made."""

    unit: Unit
    price: Spread = Field(description="Money for one unit of input")
    quantity: Spread = Field(description="Units of input for one unit made")
    product: Key | Literal[""] = Field(default="", description="Key of the product it is for; empty: each of them")
    price_growth: Growth = _ZERO
    supplier_days: Days = Field(default=0, description="Days until the supplier is paid")
    stock_months: StockMonths = _ZERO


class VariableCost(Row):
    """A part of each sale that goes out in the same month: commission, transport, stall."""

    percent: PercentSpread = Field(description="% of the sales")
    product: Key | Literal[""] = Field(default="", description="Key of the product; empty: all sales")


class FixedCost(Row):
    """What is paid whatever is sold."""

    yearly: Spread = Field(description="Money for a full year")
    growth: Growth = _ZERO
    first_month: Month = 1


class Work(Row):
    """People at work and their gross pay."""

    who: Literal["members", "employees"]
    people: Spread = Field(description="Posts; half a post is 0.5")
    pay: Spread = Field(description="Gross pay of one person for one month")
    months: Annotated[tuple[CalendarMonth, ...], Field(min_length=1, max_length=12)] = tuple(range(1, 13))
    pay_ramp: Ramp = Field(default=_FULL, description="% of the pay in each of the five years")
    first_month: Month = 1
    growth: Growth = _ZERO

    @model_validator(mode="after")
    def _each_month_once(self) -> Self:
        if len(set(self.months)) != len(self.months):
            raise PydanticCustomError("repeated_month", "each month of the year once")
        return self


class Investment(Row):
    """Something bought to last."""

    cost: Spread
    month: Month = 1
    life_months: Annotated[int, Field(ge=0, le=600, description="0: not written off, as land")] = 60
    in_kind: bool = Field(default=False, description="Brought by a member for shares; no cash leaves")
    renewed: bool = Field(default=True, description="Bought again when its life ends")


class ShareCall(Row):
    """Money that members pay for shares in one month."""

    month: Month
    amount: Money


class Grant(Row):
    """Money given."""

    amount: Spread
    month: Month
    life_months: Annotated[
        int, Field(ge=0, le=600, description="Taken into income over so many months; 0: at once")
    ] = 0
    condition: Annotated[str, StringConstraints(max_length=300)] = ""


class Loan(Row):
    """Money lent."""

    amount: Money
    month: Month
    term: Annotated[int, Field(ge=1, le=360, description="Months in all, grace included")]
    rate: Annotated[Decimal, Field(ge=0, le=60, description="% a year")] = _ZERO
    grace: Annotated[int, Field(ge=0, le=120, description="Months in which no capital is paid back")] = 0
    kind: Literal["interest", "free", "murabaha"] = "interest"
    repayment: Literal["equal_capital", "equal_instalments"] = "equal_instalments"
    fee: Money = Field(default=_ZERO, description="Paid once, when the money comes")

    @model_validator(mode="after")
    def _paid_back(self) -> Self:
        if self.grace >= self.term:
            raise PydanticCustomError("no_time_to_pay", "grace must be shorter than the term")
        return self


class Band(Part):
    """``percent`` of what lies above ``above``."""

    above: Money
    percent: Percent


class Taxes(Part):
    """Taxes as they hold for this plan."""

    bands: Annotated[tuple[Band, ...], Field(max_length=12)] = ()
    turnover_percent: Percent = _ZERO
    exempt_below_turnover: Money | None = None
    losses_carried: bool = Field(default=True, description="Losses of earlier years lower the taxable result")
    months_after_year: Annotated[int, Field(ge=0, le=12)] = 3
    known: bool = Field(default=True, description="False: the rule is not known, none is reckoned")


class Charges(Part):
    """Social charges, % of gross pay."""

    employer: Percent = _ZERO
    members: Percent = _ZERO
    known: bool = True


class MinimumWage(Row):
    """The lowest gross pay of one person for a month of full work. No figure depends on it."""

    amount: Money | None = Field(default=None, description="Empty: there may be one, and it is not known")
    confirmed: bool = Field(default=True, description="False: a jurist is still to confirm it")


class Surplus(Part):
    """How the yearly surplus after tax is used, in this order."""

    legal_reserve: Percent = _ZERO
    reserve_ceiling: Annotated[Decimal, Field(ge=0, le=1000, description="% of the capital")] | None = None
    training_reserve: Percent = _ZERO
    patronage: Percent = Field(default=_ZERO, description="% of the rest that goes to members by their activity")
    paid_month: CalendarMonth = 4


class Origin(Part):
    """Where the value at one path came from, and what it was then."""

    kind: Literal["source", "fact", "assumption", "law", "group", "ours"]
    was: Any = Field(default=None, description="The value as the model, the group or the law gave it")
    key: str | None = Field(default=None, description="Of the source or the fact")
    year: int | None = None
    confidence: str | None = None
    text: dict[str, str] = Field(default_factory=dict, description="Reasoning, by language")
    confirmed: bool = True


class PlanSchema(Part):
    """All inputs of a five-year plan."""

    members: Annotated[int, Field(ge=1, le=5000)]
    first_calendar_month: CalendarMonth = 1
    first_year: Annotated[int, Field(ge=2000, le=2100)] | None = Field(
        default=None, description="Of the first month; only names months, no figure depends on it"
    )
    products: Annotated[tuple[Product, ...], Field(max_length=30)] = ()
    inputs: Annotated[tuple[Input, ...], Field(max_length=100)] = ()
    variable_costs: Annotated[tuple[VariableCost, ...], Field(max_length=30)] = ()
    fixed_costs: Annotated[tuple[FixedCost, ...], Field(max_length=60)] = ()
    work: Annotated[tuple[Work, ...], Field(max_length=40)] = ()
    investments: Annotated[tuple[Investment, ...], Field(max_length=80)] = ()
    shares: Annotated[tuple[ShareCall, ...], Field(max_length=60)] = ()
    grants: Annotated[tuple[Grant, ...], Field(max_length=20)] = ()
    loans: Annotated[tuple[Loan, ...], Field(max_length=20)] = ()
    taxes: Taxes = Taxes()
    charges: Charges = Charges()
    minimum_wages: Annotated[
        tuple[MinimumWage, ...],
        Field(max_length=6, description="Pay below one of them is warned of, in words; none: it is not compared"),
    ] = ()
    surplus: Surplus = Surplus()
    discount_rate: Annotated[Decimal, Field(ge=0, le=100, description="% a year, for the net present value")] = Decimal(
        10
    )
    origins: Annotated[dict[str, Origin], Field(max_length=2000)] = Field(
        default_factory=dict, description="By path; no figure depends on them"
    )

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for rows in LISTS:
            keys = [row.key for row in getattr(self, rows)]
            if len(set(keys)) != len(keys):
                raise PydanticCustomError("repeated_key", "{rows}: each key once", {"rows": rows})
        known = {"", *(row.key for row in self.products)}
        named = {*(row.product for row in self.inputs), *(row.product for row in self.variable_costs)}
        if named - known:
            raise PydanticCustomError("no_such_product", "the product that a cost is for is not there")
        return self

    def to_plan(self, language: str = "ar") -> calc.Plan:
        """What the engine takes; names in *language*. Seasons are brought to a mean of 1."""
        plan: calc.Plan = _PLAIN.plan(self, language)
        return plan

    @classmethod
    def from_plan(cls, plan: calc.Plan) -> PlanSchema:
        """The mirror of an engine's plan; rows without a key get one by their position."""
        return _PLAIN.mirror(plan)

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it: amounts as text, so that no cent is lost."""
        return self.model_dump(mode="json", exclude_none=True)


LISTS = ("products", "inputs", "variable_costs", "fixed_costs", "work", "investments", "shares", "grants", "loans",
         "minimum_wages")  # fmt: skip
"""What a plan has several of."""
_OURS = {"names", "origins", "first_year"}


class _Plain:
    """Between pydantic and the engine's frozen dataclasses, field by field."""

    kinds: dict[type[Part], type[Any]] = {
        Spread: calc.Spread, PercentSpread: calc.Spread, Product: calc.Product, Input: calc.Input,
        VariableCost: calc.VariableCost,
        FixedCost: calc.FixedCost, Work: calc.Work, Investment: calc.Investment, ShareCall: calc.ShareCall,
        Grant: calc.Grant, Loan: calc.Loan, Band: calc.Band, Taxes: calc.Taxes, Charges: calc.Charges,
        MinimumWage: calc.MinimumWage, Surplus: calc.Surplus, PlanSchema: calc.Plan,
    }  # fmt: skip

    def plan(self, part: Part, language: str) -> Any:
        kind = self.kinds[type(part)]
        taken = kind.__dataclass_fields__
        given: dict[str, Any] = {}
        for name in type(part).model_fields:
            if name in taken:
                given[name] = self._value(getattr(part, name), language)
        if isinstance(part, Row) and "name" in taken:
            given["name"] = part.called(language)
        if isinstance(part, Product):
            mean = sum(part.season, _ZERO) / 12
            given["season"] = tuple(weight / mean for weight in part.season)
        return kind(**given)

    def _value(self, value: Any, language: str) -> Any:
        if isinstance(value, Part):
            return self.plan(value, language)
        if isinstance(value, tuple):
            return tuple(self._value(one, language) for one in value)
        return value

    def mirror(self, plan: calc.Plan) -> PlanSchema:
        given: dict[str, Any] = {}
        for name in PlanSchema.model_fields.keys() - _OURS:
            value = getattr(plan, name)
            if name in LISTS:
                value = [
                    {"key": _slug(getattr(row, "key", ""), name, position), **_plainly(row)}
                    for position, row in enumerate(value, 1)
                ]
            given[name] = value if name in LISTS else _plainly(value)
        return PlanSchema.model_validate(given)


def _slug(key: str, rows: str, position: int) -> str:
    return key if re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", key) else f"{rows.replace('_', '-')}-{position}"


def _plainly(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plainly(getattr(value, name)) for name in value.__dataclass_fields__ if name != "key"}
    if isinstance(value, tuple):
        return [_plainly(one) for one in value]
    return value


_PLAIN = _Plain()
