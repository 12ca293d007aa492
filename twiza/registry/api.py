"""The register of cooperatives for machines: what everybody may know, never a member."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from twiza.bank.models import ProjectModel, Sector
from twiza.registry import queries
from twiza.registry.models import Cooperative
from twiza.territories.models import Territory
from twiza.ui.machine import Code, Key, Paged, PageOf, PlainWhole, Text, problems, text, unknown

router = Router(tags=["cooperatives"])
StatusKey = Literal["active", "dormant", "dissolved", "unknown"]
ConfirmationKey = Literal["authority", "told", "contested"]


class Seat(BaseModel):
    """Where a cooperative has its seat."""

    code: str
    names: Text


class CooperativeBrief(BaseModel):
    """A cooperative in a list."""

    id: UUID
    name_ar: str
    name_latin: str = Field(description="Empty where it has none")
    number: str = Field(description="In the register; empty where not known")
    registered_on: datetime.date | None
    status: StatusKey
    confirmation: ConfirmationKey = Field(
        description="`told`: by the group itself, not yet confirmed by an authority; `contested`: by the authority"
    )
    seat: Seat
    sector: str | None = Field(description="Key of the sector")
    project_model: str | None = Field(description="Key of the project model that it was founded after")
    activity: str
    members: int | None = Field(description="How many; nobody is named")
    women: int | None


class Reached(BaseModel):
    """How it is reached, as far as it agreed to publish."""

    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""


class CooperativeWhole(CooperativeBrief):
    """Everything of one cooperative that is public."""

    kind: Literal["cooperative", "union"]
    capital: str | None = Field(description="In the country's currency, with a point before the cents")
    share_value: str | None
    products: list[str]
    contacts: Reached
    example: bool = Field(description="Invented by the demonstration")


class CooperativesAsked(Paged):
    """What `cooperatives` takes."""

    q: Annotated[str, Field(max_length=200, description="Words of the name, the number or the activity")] | None = None
    territory: Code | None = None
    sector: Key | None = None
    model: Key | None = None
    status: StatusKey | None = None
    year: Annotated[int, Field(ge=1800, le=2200, description="Year of registration"), PlainWhole] | None = None


@router.get("cooperatives", response=problems(PageOf[CooperativeBrief], 404), summary="List registered cooperatives")
def cooperatives(request: HttpRequest, asked: Query[CooperativesAsked]) -> Any:
    """By name, or, with `q`, by how well they answer (at most 200). Examples are left out."""
    _must_be_known(asked)
    chosen = {key: value for key, value in asked.model_dump().items() if value is not None and key[:4] != "page"}
    rows = queries.in_order(chosen)
    real = [row for row in rows if not row.example] if isinstance(rows, list) else rows.filter(example=False)
    count = len(real) if isinstance(real, list) else real.count()
    items = [CooperativeBrief(**_brief(row)) for row in real[asked.first : asked.first + asked.page_size]]
    return PageOf[CooperativeBrief](count=count, page=asked.page, page_size=asked.page_size, items=items)


def _must_be_known(asked: CooperativesAsked) -> None:
    """:raises Refused: a territory, sector or model that the country does not have."""
    if asked.territory is not None and not Territory.objects.current().filter(code=asked.territory).exists():
        raise unknown("territory", asked.territory, field="territory")
    if asked.sector is not None and not Sector.objects.filter(key=asked.sector, retired=False).exists():
        raise unknown("sector", asked.sector, field="sector")
    if asked.model is not None and not ProjectModel.objects.current().filter(key=asked.model).exists():
        raise unknown("model", asked.model, field="model")


@router.get("cooperatives/{id}", response=problems(CooperativeWhole, 404), summary="One registered cooperative")
def cooperative(request: HttpRequest, id: Annotated[UUID, Path()]) -> Any:
    """What its public page says."""
    rows = Cooperative.objects.current().select_related("territory", "sector", "project_model")
    found = rows.filter(public_id=id).first()
    if found is None:
        raise unknown("cooperative", id, field="id")
    return CooperativeWhole(
        **_brief(found),
        kind="union" if found.kind == "union" else "cooperative",
        capital=None if found.capital is None else str(found.capital),
        share_value=None if found.share_value is None else str(found.share_value),
        products=found.products,
        contacts=Reached(**found.contacts),
        example=found.example,
    )


def _brief(row: Cooperative) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name_ar": row.name_ar,
        "name_latin": row.name_latin,
        "number": row.number,
        "registered_on": row.registered_on,
        "status": row.status,
        "confirmation": row.confirmation,
        "seat": Seat(code=row.territory.code, names=text(row.territory.names)),
        "sector": row.sector.key if row.sector else None,
        "project_model": row.project_model.key if row.project_model else None,
        "activity": row.activity,
        "members": row.members_count,
        "women": row.women_count,
    }
