"""What the pages of project models read: a fixed number of queries, whatever is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twiza.bank.comparing import Row, compared
from twiza.bank.models import ProjectModel, Sector
from twiza.bank.search import KIND
from twiza.bank.sheet import ModelPage
from twiza.packs import queries as packs
from twiza.packs.schema import ProjectModel as Definition
from twiza.search.queries import find
from twiza.territories.models import Indicator

MOST_FOUND = 200
LOOKUPS = {
    "investment": "investment_low__lte", "members": "members_low__lte", "jobs": "jobs_high__gte",
    "evidence": "sourced_share__gte", "sector": "sector__key", "category": "category",
}  # fmt: skip
"""What a filter asks of a project model."""


def sectors() -> list[Sector]:
    """The branches of activity in the pack's order."""
    return list(Sector.objects.filter(retired=False))


def definitions() -> dict[str, Definition]:
    """Every current model parsed, by key; one query, then kept while the same pack is in force."""
    return packs.remember(
        "bank definitions", lambda: {m.key: m.definition for m in ProjectModel.objects.current().order_by("key")}
    )


def indicator_names() -> dict[str, dict[str, str]]:
    """Names of all indicators by key; one query, then kept while the same pack is in force."""

    def read() -> dict[str, dict[str, str]]:
        rows = Indicator.objects.filter(retired=False)
        return {row.key: row.content["name"] for row in rows}

    return packs.remember("bank indicator names", read)


def listing(chosen: dict[str, Any], language: str) -> list[ProjectModel]:
    """Current models that answer the filters, in the order asked for. Four queries at most.

    A search by words keeps its own order, the likeliest first, unless another is asked for.
    """
    rows = ProjectModel.objects.current().select_related("sector").defer("content")
    rows = rows.filter(**{lookup: chosen[name] for name, lookup in LOOKUPS.items() if name in chosen})
    held = [row for row in rows.order_by("sector__position", "key") if _fits(row, chosen)]
    if "q" in chosen:
        found = find(chosen["q"], kind=KIND, limit=MOST_FOUND, full_text=True)
        order = {one.key: position for position, one in enumerate(found)}
        held = sorted((row for row in held if row.key in order), key=lambda row: order[row.key])
    return _sorted(held, chosen.get("sort", ""), language)


def _fits(row: ProjectModel, chosen: dict[str, Any]) -> bool:
    """Audience and kind of place live in JSON lists, which two databases ask differently: asked here."""
    wanted = set(chosen.get("audience", ()))
    place = chosen.get("place")
    return wanted <= set(row.audience) and (place is None or place in row.places)


def _sorted(rows: list[ProjectModel], by: str, language: str) -> list[ProjectModel]:
    if by == "name":
        return sorted(rows, key=lambda row: (row.names.get(language) or row.names["ar"]).casefold())
    keys = {
        "investment": lambda row: (row.investment_low, row.key),
        "members": lambda row: (row.members_low, row.key),
        "jobs": lambda row: (-row.jobs_high, row.key),
        "evidence": lambda row: (-row.sourced_share, row.key),
    }
    return sorted(rows, key=keys[by]) if by in keys else rows


def chosen_models(keys: Sequence[str]) -> list[ProjectModel]:
    """The current models of *keys*, in that order; unknown keys are left out."""
    held = {row.key: row for row in ProjectModel.objects.current().filter(key__in=keys).select_related("sector")}
    return [held[key] for key in keys if key in held]


def model_page(key: str, language: str) -> ModelPage:
    """Everything the page of one model shows; kept while the same pack is in force.

    Raises ProjectModel.DoesNotExist for a key that no current model has.
    """

    def make() -> ModelPage:
        row = ProjectModel.objects.current().select_related("sector").get(key=key)
        return ModelPage(row, definitions()[key], language, indicator_names())

    return packs.remember(f"bank page {language} {key}", make)


def comparison(rows: Sequence[ProjectModel], language: str) -> list[Row]:
    """What a group weighs first, side by side."""
    return compared(rows, definitions(), language)
