"""A complete first plan from a project model: every figure with its range and where it came from.

What the model does not say is our own declared assumption (``ours``), never a silent one.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from twiza.calc.planning.inputs import FLAT_YEAR, MONTHS
from twiza.packs.schema import Figure, LocalText, ProjectModel
from twiza.packs.schema.bank import InvestmentItem, LabourItem
from twiza.packs.schema.bank import Product as ModelProduct
from twiza.planner import schema as plan
from twiza.planner.rates import Rates

STRONG = Decimal(2)
"""How much a month of strong sales sells, against another month: our assumption, where the model names months only."""
SMALLEST_GROUP = 5
"""Members of an empty plan, until the group says how many they are."""
RENEWED = {"equipment", "vehicle", "livestock", "other"}
CENT, FINE = Decimal("0.01"), Decimal("0.000001")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Call:
    """Money that founders promised for shares, in a month of the plan."""

    month: int
    amount: Decimal


@dataclass(frozen=True)
class Brought:
    """A thing (or a gift of money) from a founder, with its value."""

    text: str
    value: Decimal
    month: int = 1


@dataclass(frozen=True)
class Group:
    """What the project's founders bring. ``members`` 0: nobody has said yet."""

    members: int = 0
    calls: Sequence[Call] = field(default_factory=tuple)
    in_kind: Sequence[Brought] = field(default_factory=tuple)
    gifts: Sequence[Brought] = field(default_factory=tuple)


class _Gathered:
    """Origins by path, as rows are made."""

    def __init__(self) -> None:
        self.origins: dict[str, plan.Origin] = {}

    def spread(self, path: str, figure: Figure, factor: Decimal = Decimal(1)) -> plan.Spread:
        made = spread(figure, factor)
        self.origins[path] = origin(figure, made)
        return made

    def ours(self, path: str, was: object, why: LocalText | None = None) -> None:
        text = dict(why.model_dump()) if why else {}
        self.origins[path] = plan.Origin(kind="ours", was=was, text=text)


def first_plan(
    model: ProjectModel | None, *, group: Group | None = None, rates: Rates | None = None, start: datetime.date
) -> plan.PlanSchema:
    """The plan that a group starts from. Without *model* it is empty but works.

    *start* is a day of the first month; *rates* are the pack's, as they hold then.
    """
    group, rates, gathered = group or Group(), rates or Rates(), _Gathered()
    rows: dict[str, Any] = _rows_of_model(model, start.month, gathered) if model else {}
    members = group.members or (members_of(model) if model else SMALLEST_GROUP)
    if group.members:
        gathered.origins["members"] = plan.Origin(kind="group", was=members)
    elif model:
        gathered.origins["members"] = origin(model.members, None, was=members)
    if model and group.members:
        rows["work"] = tuple(_of_group(row, model, members, gathered) for row in rows["work"])
    rows["investments"] = (*rows.get("investments", ()), *_in_kind(group, gathered))
    return plan.PlanSchema(
        members=members,
        first_calendar_month=start.month,
        first_year=start.year,
        shares=_shares(group, gathered),
        grants=_gifts(group, gathered),
        taxes=rates.taxes,
        charges=rates.charges,
        minimum_wages=rates.minimum_wages,
        surplus=rates.surplus,
        origins={**gathered.origins, **rates.origins},
        **rows,
    )


def _rows_of_model(model: ProjectModel, starts: int, gathered: _Gathered) -> dict[str, Any]:
    return {
        "products": tuple(_product(one, model, starts, gathered) for one in model.products),
        "inputs": tuple(_inputs(model, gathered)),
        "fixed_costs": tuple(_fixed(model, gathered)),
        "work": tuple(_work(one, n, model, gathered) for n, one in enumerate(model.labour, 1)),
        "investments": tuple(_investment(one, n, gathered) for n, one in enumerate(model.investments, 1)),
    }


def _product(one: ModelProduct, model: ProjectModel, starts: int, gathered: _Gathered) -> plan.Product:
    path = f"products.{one.key}"
    losses = plan.PercentSpread(value=ZERO)
    if one.losses:
        made = gathered.spread(f"{path}.losses", one.losses)
        losses = plan.PercentSpread(**made.model_dump())
    if one.volume:
        volume = gathered.spread(f"{path}.volume", one.volume)
    else:
        volume = plan.Spread(value=ZERO)
        gathered.ours(f"{path}.volume", {"value": "0"})
    season = _season(model.season_of_sales)
    if model.season_of_sales:
        gathered.ours(f"{path}.season", [str(weight) for weight in season], model.season_note)
    first = first_month(model)
    gathered.origins[f"{path}.first_month"] = origin(model.months_to_first_income, None, was=first)
    ramp = ramp_up(model.ramp_up, season, first, starts)
    gathered.origins[f"{path}.ramp_up"] = plan.Origin(
        kind="assumption", was=[str(share) for share in ramp], text=model.ramp_up_reason.model_dump()
    )
    return plan.Product(
        key=one.key,
        names=names_of(one.name),
        unit=one.unit,
        price=gathered.spread(f"{path}.price", one.price),
        volume=volume,
        losses=losses,
        season=season,
        ramp_up=ramp,
        first_month=first,
    )


def _inputs(model: ProjectModel, gathered: _Gathered) -> Sequence[plan.Input]:
    return [
        plan.Input(
            key=(key := f"input-{n}"),
            names=names_of(one.name),
            unit=one.unit,
            product=one.product or "",
            price=gathered.spread(f"inputs.{key}.price", one.price),
            quantity=gathered.spread(f"inputs.{key}.quantity", one.quantity),
        )
        for n, one in enumerate(model.inputs, 1)
    ]


def _fixed(model: ProjectModel, gathered: _Gathered) -> Sequence[plan.FixedCost]:
    return [
        plan.FixedCost(
            key=(key := f"cost-{n}"),
            names=names_of(one.name),
            yearly=gathered.spread(f"fixed_costs.{key}.yearly", one.amount),
        )
        for n, one in enumerate(model.yearly_costs, 1)
    ]


def _work(one: LabourItem, n: int, model: ProjectModel, gathered: _Gathered) -> plan.Work:
    """A role. Part of a month in the model becomes whole months of fewer people, the work being the same."""
    key = f"work-{n}"
    months = calendar_months(one.months, model.season_of_work)
    factor = (_exact(one.months) / len(months)).quantize(FINE)
    if one.pay:
        pay = gathered.spread(f"work.{key}.pay", one.pay)
    else:
        pay = plan.Spread(value=ZERO)
        gathered.ours(f"work.{key}.pay", {"value": "0"})
    return plan.Work(
        key=key,
        names=names_of(one.role),
        who=one.who,
        people=gathered.spread(f"work.{key}.people", one.people, factor),
        pay=pay,
        months=months,
        first_month=first_month(model),
    )


def _of_group(row: plan.Work, model: ProjectModel, members: int, gathered: _Gathered) -> plan.Work:
    """Work that the model gives to all members is done by all members of this group."""
    if row.who != "members" or row.people.value != spread(model.members).value:
        return row
    people = plan.Spread(value=Decimal(members))
    gathered.origins[f"work.{row.key}.people"] = plan.Origin(kind="group", was={"value": str(members)})
    return row.model_copy(update={"people": people})


def _investment(one: InvestmentItem, n: int, gathered: _Gathered) -> plan.Investment:
    key = f"investment-{n}"
    return plan.Investment(
        key=key,
        names=names_of(one.name),
        cost=gathered.spread(f"investments.{key}.cost", one.unit_cost, _exact(one.quantity)),
        life_months=min(600, 12 * (one.life_years or 0)),
        renewed=one.kind in RENEWED,
    )


def _shares(group: Group, gathered: _Gathered) -> tuple[plan.ShareCall, ...]:
    by_month: dict[int, Decimal] = {}
    for call in group.calls:
        by_month[call.month] = by_month.get(call.month, ZERO) + call.amount
    rows = []
    for month, amount in sorted(by_month.items()):
        gathered.origins[f"shares.month-{month}.amount"] = plan.Origin(kind="group", was=str(amount))
        rows.append(plan.ShareCall(key=f"month-{month}", month=month, amount=amount))
    return tuple(rows)


def _in_kind(group: Group, gathered: _Gathered) -> Sequence[plan.Investment]:
    rows = []
    for n, one in enumerate(group.in_kind, 1):
        gathered.origins[f"investments.kind-{n}.cost"] = plan.Origin(kind="group", was={"value": str(one.value)})
        cost = plan.Spread(value=one.value)
        rows.append(plan.Investment(key=f"kind-{n}", name=one.text[:120], cost=cost, month=one.month, in_kind=True))
    return rows


def _gifts(group: Group, gathered: _Gathered) -> tuple[plan.Grant, ...]:
    rows = []
    for n, one in enumerate(group.gifts, 1):
        gathered.origins[f"grants.gift-{n}.amount"] = plan.Origin(kind="group", was={"value": str(one.value)})
        amount = plan.Spread(value=one.value)
        rows.append(plan.Grant(key=f"gift-{n}", name=one.text[:120], amount=amount, month=one.month))
    return tuple(rows)


def spread(figure: Figure, factor: Decimal = Decimal(1)) -> plan.Spread:
    """A model's figure times *factor*. Without a typical value, the middle of the range.

    >>> from twiza.packs.schema import Figure
    >>> spread(Figure(low=60, high=90, unit="kg", fact="f-1", confidence="low"))
    Spread(value=Decimal('75.00'), low=Decimal('60.00'), high=Decimal('90.00'))
    """

    def exact(number: float) -> Decimal:
        found = _exact(number) * factor
        # Cents where money or units are meant; a spoonful of an input keeps its small fractions.
        return found.quantize(CENT if found >= 1 or not found else FINE, rounding=ROUND_HALF_UP)

    typical = figure.typical
    if figure.low is None or figure.high is None:
        return plan.Spread(value=exact(typical or 0))
    if typical is None:
        typical = (figure.low + figure.high) / 2
    if figure.low == figure.high:
        return plan.Spread(value=exact(typical))
    return plan.Spread(value=exact(typical), low=exact(figure.low), high=exact(figure.high))


def origin(figure: Figure, made: plan.Spread | None, *, was: object = None) -> plan.Origin:
    """Where *figure* comes from, with the value that the plan took."""
    about = figure.assumption or figure.note
    return plan.Origin(
        kind="fact" if figure.fact else "source" if figure.source else "assumption",
        was=made.model_dump(mode="json", exclude_none=True) if made else was,
        key=figure.fact or figure.source,
        year=figure.year,
        confidence=figure.confidence,
        text=about.model_dump() if about else {},
    )


def _season(strong: Sequence[int]) -> tuple[Decimal, ...]:
    """Twelve weights with mean 1: a strong month sells ``STRONG`` times another.

    >>> [str(weight) for weight in _season((1, 2, 3, 4, 5, 6))[5:7]]
    ['1.333333', '0.666667']
    """
    if not strong or len(set(strong)) == 12:
        return FLAT_YEAR
    count = len(set(strong))
    weak = Decimal(12) / (STRONG * count + 12 - count)
    return tuple((weak * STRONG if month in strong else weak).quantize(FINE) for month in range(1, 13))


def first_month(model: ProjectModel) -> int:
    """The month of the first income, as the model foresees it; work and its pay begin then too."""
    return min(24, max(1, _whole(model.months_to_first_income)))


def ramp_up(yearly: Sequence[float], season: Sequence[Decimal], first: int, starts: int) -> tuple[Decimal, ...]:
    """The five years' pace, in % of cruising, so that the first year still sells what the model says of it.

    *yearly* is what share of a full year each year sells. Where sales begin in month *first* of a plan that
    starts in calendar month *starts*, fewer months carry the first year's share, so their pace is higher;
    but never higher than the second year's.

    >>> [str(pace) for pace in ramp_up((40, 70, 90, 100, 100), FLAT_YEAR, 7, 1)]
    ['70', '70', '90', '100', '100']
    >>> [str(pace) for pace in ramp_up((30, 70, 90, 100, 100), FLAT_YEAR, 7, 1)]
    ['60', '70', '90', '100', '100']
    """
    paces = [_exact(share) for share in yearly]
    weights = [season[(starts - 1 + month - 1) % 12] for month in range(first, 13)]
    if weights and sum(weights):
        faster = (paces[0] * 12 / sum(weights)).quantize(Decimal(1))
        paces[0] = max(paces[0], min(paces[1], faster))
    return tuple(pace.quantize(Decimal(1)) if pace == pace.to_integral_value() else pace for pace in paces)


def calendar_months(count: float, season: Sequence[int]) -> tuple[int, ...]:
    """Which *count* months of the year (a part counts as one) are worked: those of *season* first, then those after.

    >>> calendar_months(3, (11, 12))
    (1, 11, 12)
    >>> calendar_months(0.5, ())
    (1,)
    """
    wanted = min(12, max(1, math.ceil(count)))
    first = list(season) or [1]
    after = [(first[-1] + step - 1) % 12 + 1 for step in range(1, 13)]
    return tuple(sorted(list(dict.fromkeys([*first, *after]))[:wanted]))


def month_of(day: datetime.date | None, start: datetime.date) -> int:
    """The plan's month in which *day* lies; no day, or one before the start: the first; at most the last."""
    if day is None:
        return 1
    return min(MONTHS, max(1, (day.year - start.year) * 12 + day.month - start.month + 1))


def members_of(model: ProjectModel) -> int:
    """How many members the model is for."""
    return _whole(model.members)


def _whole(figure: Figure) -> int:
    return max(1, int(spread(figure).value.to_integral_value(ROUND_HALF_UP)))


def names_of(text: LocalText) -> plan.Names:
    """A name of the model as a row keeps it."""
    return plan.Names(**{language: told[:120] for language, told in text.model_dump().items()})


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
