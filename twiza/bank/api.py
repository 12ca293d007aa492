"""The bank of project models for machines."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from twiza.bank.models import ProjectModel, Sector
from twiza.bank.search import KIND
from twiza.packs import queries as packs
from twiza.packs.checks.references import walk
from twiza.packs.schema import Figure
from twiza.packs.schema import ProjectModel as Definition
from twiza.packs.schema.bank import InputItem, Product
from twiza.packs.schema.text import Sourced
from twiza.search.queries import find
from twiza.territories.answers import Credit, UnitOf, credit, unit_of
from twiza.ui.machine import (
    Key,
    Paged,
    PageOf,
    PlainNumber,
    Text,
    page_of,
    problems,
    rounded,
    text,
    unknown,
)

router = Router(tags=["project models"])
MOST_FOUND = 40

Category = Literal["marketing", "services_to_members", "work"]
Audience = Literal["women", "youth", "graduates", "people_with_disability"]
Setting = Literal["rural", "urban", "coast", "mountain", "oasis", "forest"]


class SectorOf(BaseModel):
    """A branch of activity."""

    key: str
    names: Text


class Range(BaseModel):
    """A quantity as a range; ``typical`` alone is a point."""

    low: float | None
    typical: float | None
    high: float | None
    unit: str


class ModelBrief(BaseModel):
    """A project model in a list."""

    key: str
    names: Text
    summary: Text
    sector: SectorOf
    category: Category
    audience: list[Audience]
    places: list[Setting]
    investment: Range
    members: Range
    jobs: Range
    sourced_share: float = Field(description="% of its figures with a source; the others are declared assumptions")
    nearness: float | None = Field(description="How well it answers q; none without q")


class FactOf(BaseModel):
    """A published statement that a figure rests on."""

    key: str
    topic: str
    statement: str
    value: str | None
    unit: str | None
    year: int | None
    source: str | None
    confidence: Literal["high", "medium", "low", "not_found"]


class ModelWhole(BaseModel):
    """A project model whole: every figure names a source, a fact, or the assumption that it is."""

    key: str
    names: Text
    sector: SectorOf
    sourced_share: float
    content: Definition = Field(description="As the country pack has it")
    units: list[UnitOf] = Field(description="Units that its figures name")
    sources: list[Credit] = Field(description="Sources that its figures name")
    facts: list[FactOf] = Field(description="Facts that its figures name, and others worth reading")


class ModelsAsked(Paged):
    """What `project-models` takes."""

    q: Annotated[str, Field(max_length=200, description="Words, also from descriptions")] | None = None
    sector: Key | None = None
    category: Category | None = None
    audience: Annotated[Audience, Field(description="Whom it suits in particular")] | None = None
    place: Annotated[Setting, Field(description="Kind of place it is for")] | None = None
    investment_max: (
        Annotated[float, Field(ge=0, le=1e12, description="Its lowest investment is at most this"), PlainNumber] | None
    ) = None
    members_max: (
        Annotated[float, Field(ge=1, le=1e6, description="Possible with so many members"), PlainNumber] | None
    ) = None


@router.get("project-models", response=problems(PageOf[ModelBrief], 404), summary="List project models")
def project_models(request: HttpRequest, asked: Query[ModelsAsked]) -> Any:
    """By key, or, with `q`, by how well they answer (at most 40)."""
    if asked.sector is not None and not Sector.objects.filter(key=asked.sector, retired=False).exists():
        raise unknown("sector", asked.sector, field="sector")
    held = packs.remember("project models in brief", _briefs)
    nearness: dict[str, float] = {}
    keys = list(held)
    if asked.q and asked.q.strip():
        nearness = {one.key: one.score for one in find(asked.q, kind=KIND, limit=MOST_FOUND, full_text=True)}
        keys = [key for key in nearness if key in held]
    fitting = [held[key] for key in keys if _fits(held[key], asked)]
    return page_of(asked, fitting, lambda one: one.model_copy(update={"nearness": rounded(nearness.get(one.key))}))


def _briefs() -> dict[str, ModelBrief]:
    """Every model in brief, by key; read once for each load, since their contents are long."""
    rows = ProjectModel.objects.current().select_related("sector").order_by("key")
    return {model.key: _brief(model) for model in rows}


def _fits(model: ModelBrief, asked: ModelsAsked) -> bool:
    return (
        asked.sector in {None, model.sector.key}
        and asked.category in {None, model.category}
        and (asked.audience is None or asked.audience in model.audience)
        and (asked.place is None or asked.place in model.places)
        and (asked.investment_max is None or _lowest(model.investment) <= asked.investment_max)
        and (asked.members_max is None or _lowest(model.members) <= asked.members_max)
    )


def _lowest(figure: Range) -> float:
    """The low end of a range, or its only point."""
    ends = [end for end in (figure.low, figure.typical) if end is not None]
    return min(ends)


@router.get("project-models/{key}", response=problems(ModelWhole, 404), by_alias=True, summary="One project model")
def project_model(request: HttpRequest, key: Annotated[Key, Path()]) -> Any:
    """Its whole content: products, prices, yields, investments, labour, risks, conditions, what is not known."""
    model = ProjectModel.objects.current().select_related("sector").filter(key=key).first()
    if model is None:
        raise unknown("model", key, field="key")
    definition = model.definition
    sourced = [part for _, part in walk(definition) if isinstance(part, Sourced)]
    facts = dict.fromkeys([*(part.fact for part in sourced if part.fact), *definition.facts])
    return ModelWhole(
        key=model.key,
        names=text(model.names),
        sector=_sector(model.sector),
        sourced_share=model.sourced_share,
        content=definition,
        units=[unit_of(one) for one in sorted(_units(definition))],
        sources=[credit(one) for one in sorted({part.source for part in sourced if part.source})],
        facts=[_fact(one) for one in facts],
    )


def _units(definition: Definition) -> set[str]:
    return {part.unit for _, part in walk(definition) if isinstance(part, Figure | Product | InputItem)}


def _brief(model: ProjectModel) -> ModelBrief:
    content: dict[str, Any] = model.content
    return ModelBrief(
        key=model.key,
        names=text(model.names),
        summary=text(content["summary"]),
        sector=_sector(model.sector),
        category=model.category,  # type: ignore[arg-type]
        audience=model.audience,
        places=model.places,
        investment=_range(content["investment"]),
        members=_range(content["members"]),
        jobs=_range(content["jobs"]),
        sourced_share=model.sourced_share,
        nearness=None,
    )


def _sector(sector: Sector) -> SectorOf:
    return SectorOf(key=sector.key, names=text(sector.names))


def _range(figure: dict[str, Any]) -> Range:
    return Range(low=figure.get("low"), typical=figure.get("typical"), high=figure.get("high"), unit=figure["unit"])


def _fact(key: str) -> FactOf:
    return FactOf.model_validate({"value": None, "unit": None, "year": None, "source": None, **packs.fact(key).content})
