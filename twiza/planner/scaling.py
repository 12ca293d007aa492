"""From the model's size to the group's: which of the model's figures follow the number of members, and how.

Volumes and people do, in proportion. A purchase does only where the model has one, or several, for each member:
where its quantity is a whole multiple of the model's members. All else, and whatever a person said, stays as it is.
Figures are always taken from the model's own, so scaling twice is scaling once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from twiza.packs.schema import ProjectModel
from twiza.planner import paths
from twiza.planner.from_model import members_of, names_of, spread
from twiza.planner.gathering import A_GROUP
from twiza.planner.models import Plan
from twiza.planner.schema import PlanSchema, Row

Why = Literal["once", "yours", "yearly"]
"""Why a figure stays: bought once for the whole group; a person said it; a cost of every year."""
CENT, HALF, WHOLE = Decimal("0.01"), Decimal("0.5"), Decimal(1)
MANY = 10
"""From so many on, whole units stay whole."""


@dataclass(frozen=True)
class Move:
    """One value as stored: where it is, what it is now and what it becomes."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Scaling:
    """What would be done. ``of``: the model's members; ``to``: the group's; ``kept``: paths that stay, and why."""

    of: int
    to: int
    moves: tuple[Move, ...]
    kept: tuple[tuple[str, Why], ...]


def scaling(plan: Plan, founders: int) -> Scaling | None:
    """What scaling *plan* to its group would change; *founders* are written down. None: there is no model."""
    if plan.project.model is None:
        return None
    model, inputs = plan.project.model.definition, PlanSchema.model_validate(plan.inputs)
    of, to = members_of(model), _number(plan, inputs, founders)
    wanted = dict(_wanted(inputs, model, to))
    data = inputs.stored()
    moves, kept = [], []
    for path, after in wanted.items():
        before = paths.value_at(data, path)
        if isinstance(after, str):
            kept.append((path, _why(after)))
        elif _is_hers(plan, path, before) and path != "members":
            kept.append((path, "yours"))
        elif not paths.same(_middle(before), _middle(after)):
            moves.append(Move(path, before, after))
    return Scaling(of, to, tuple(moves), tuple(kept))


def _middle(value: Any) -> Any:
    """A quantity without its range: where that stays, rounded, the range stays too."""
    return value.get("value") if isinstance(value, Mapping) else value


def restored(plan: Plan) -> dict[str, Any]:
    """What stood where scaling put something else, by path; what a person has changed since is left out."""
    done, data = plan.scaled, PlanSchema.model_validate(plan.inputs).stored()
    found = {}
    for path, before in done.get("before", {}).items():
        if is_scaled(plan, path, _there(data, path)):
            found[path] = before
    return found


def is_scaled(plan: Plan, path: str, value: Any) -> bool:
    """Whether *value* at *path* is what scaling put there."""
    after = plan.scaled.get("after", {})
    return path in after and value is not None and paths.same(after[path], value)


def is_here(plan: Plan, path: str) -> bool:
    """Whether what stands at *path* now came from scaling."""
    return path in plan.scaled.get("after", {}) and is_scaled(plan, path, _there(plan.inputs, path))


def _is_hers(plan: Plan, path: str, value: Any) -> bool:
    """Whether a person said it, and not scaling."""
    return path in plan.given and not is_scaled(plan, path, value)


def _number(plan: Plan, inputs: PlanSchema, founders: int) -> int:
    """How many they are: as somebody said in the plan, or as are written down in the project."""
    if _is_hers(plan, "members", inputs.members) or founders < A_GROUP:
        return inputs.members
    return founders


def _wanted(inputs: PlanSchema, model: ProjectModel, to: int) -> Iterator[tuple[str, Any]]:
    """The value that each of the model's figures would have, or in a word why it stays."""
    factor = Decimal(to) / members_of(model)
    yield "members", to
    for product in inputs.products:
        path = f"products.{product.key}.volume"
        if (was := _of_model(inputs, path)) is not None:
            yield path, _times(was, factor)
    for row in inputs.work:
        path = f"work.{row.key}.people"
        origin, was = inputs.origins.get(path), _of_model(inputs, path)
        all_of_them = was is not None and Decimal(str(was["value"])) == spread(model.members).value
        if row.who == "members" and (all_of_them or (origin is not None and origin.kind == "group")):
            yield path, {"value": str(to)}
        elif was is not None:
            yield path, _times(was, factor, posts=True)
    for bought in inputs.investments:
        path = f"investments.{bought.key}.cost"
        one = _item(model.investments, bought)
        if one is None or (was := _of_model(inputs, path)) is None:
            continue
        each = Decimal(str(one.quantity)) % members_of(model) == 0
        yield path, _times(was, factor) if each else "once"
    for cost in inputs.fixed_costs:
        if _item(model.yearly_costs, cost) is not None:
            yield f"fixed_costs.{cost.key}.yearly", "yearly"


def _item(items: tuple[Any, ...], row: Row) -> Any:
    """The model's item that *row* was made from; none: it is the group's own, or the model has changed since."""
    rows, _dash, number = row.key.rpartition("-")
    if rows not in ("investment", "cost") or not number.isdigit() or not 1 <= int(number) <= len(items):
        return None
    item = items[int(number) - 1]
    return item if row.names is not None and row.names == names_of(item.name) else None


def _of_model(inputs: PlanSchema, path: str) -> Mapping[str, Any] | None:
    origin = inputs.origins.get(path)
    if origin is None or origin.kind in ("group", "law") or not isinstance(origin.was, Mapping):
        return None
    return origin.was


def _times(was: Mapping[str, Any], factor: Decimal, *, posts: bool = False) -> dict[str, Any]:
    """The model's quantity times *factor*, its range too; whole posts become half ones at the least."""
    whole = Decimal(str(was["value"])) % 1 == 0
    if factor == 1:
        return dict(was)

    def made(number: Any) -> Decimal:
        exact = Decimal(str(number)) * factor
        if posts and whole:
            return max(HALF, (exact / HALF).quantize(WHOLE, ROUND_HALF_UP) * HALF)
        return exact.quantize(WHOLE if whole and exact >= MANY else CENT, ROUND_HALF_UP)

    return {end: f"{made(number):f}" for end, number in was.items() if number is not None}


def _why(word: str) -> Why:
    return "once" if word == "once" else "yearly"


def _there(data: Mapping[str, Any], path: str) -> Any:
    try:
        return paths.value_at(data, path)
    except (KeyError, TypeError):
        return None
