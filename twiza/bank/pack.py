"""The bank's parts of a country pack: sectors and project models."""

from __future__ import annotations

from typing import cast

from twiza.bank.models import ProjectModel, Sector
from twiza.packs import schema
from twiza.packs.checks.references import walk
from twiza.packs.checks.sanity import bounds
from twiza.packs.content import CheckedItem
from twiza.packs.parts import Changes, Part, register
from twiza.packs.reader import Progress
from twiza.packs.rows import ids_by, retire, upsert


def load_sectors(changes: Changes, _progress: Progress) -> None:
    """Write changed sectors; those that are gone are retired."""
    upsert(Sector, [_sector(cast(schema.Sector, item.model)) for item in changes.written])
    retire(Sector, changes.removed)


def _sector(item: schema.Sector) -> Sector:
    return Sector(key=item.key, names=item.name.model_dump(), position=item.order)


def load_project_models(changes: Changes, _progress: Progress) -> None:
    """Write changed models with the columns that filters need; those that are gone are retired."""
    sectors = ids_by(Sector)
    upsert(ProjectModel, [_project_model(item, sectors) for item in changes.written])
    retire(ProjectModel, changes.removed)


def _project_model(item: CheckedItem, sectors: dict[str, int]) -> ProjectModel:
    model = cast(schema.ProjectModel, item.model)
    investment, members, jobs = bounds(model.investment), bounds(model.members), bounds(model.jobs)
    return ProjectModel(
        key=model.key,
        sector_id=sectors[model.sector],
        names=model.name.model_dump(),
        content=item.content,
        category=model.category,
        audience=list(model.audience),
        places=list(model.places),
        investment_low=investment[0],
        investment_high=investment[1],
        members_low=members[0],
        members_high=members[1],
        jobs_low=jobs[0],
        jobs_high=jobs[1],
        sourced_share=sourced_share(model),
    )


def sourced_share(model: schema.ProjectModel) -> float:
    """Per cent of the model's figures that name a source or a fact; the others are assumptions."""
    figures = [part for _, part in walk(model) if isinstance(part, schema.Figure)]
    sourced = [figure for figure in figures if figure.source is not None or figure.fact is not None]
    return round(100 * len(sourced) / len(figures), 1)


def register_parts() -> None:
    """Called once when the application starts."""
    register(Part("sectors", order=200, load=load_sectors))
    register(Part("project_models", order=210, load=load_project_models))
