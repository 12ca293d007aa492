"""A dossier for machines of those who may read it: by their session, without what is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router
from pydantic import BaseModel, Field

from twiza.accounts.models import User
from twiza.accounts.rules import may
from twiza.dossier.dataset import dataset, plain
from twiza.dossier.deadline import reading
from twiza.dossier.models import Dossier, Filing
from twiza.dossier.queries import sheets
from twiza.projects.access import subject_of
from twiza.ui.machine import Refused, problems

Id = Annotated[
    UUID, Field(description="Its id, as its papers' page shows it", examples=["3f1c2b9a-6d1e-4c58-9f0a-2b7e5d4c3a10"])
]

router = Router(tags=["dossiers"])


class PaperOf(BaseModel):
    """A paper as it stands."""

    kind: str
    code: str
    version: int
    hash: str = Field(description="SHA-256 of what it says")
    signatures: int
    missing: int | None = Field(description="Signatures that it still wants; none of what was filed")


class FilingOf(BaseModel):
    """One time the dossier was handed in."""

    round: int
    way: Literal["desk", "paper"]
    filed_at: datetime
    decision: Literal["", "returned", "accepted", "refused", "withdrawn"] = Field(
        description="Withdrawn by the group, where it gave its project up while it waited"
    )
    told_by_group: bool = Field(description="The group wrote the decision down from paper")
    decided_at: datetime | None
    number: str


class ClockOf(BaseModel):
    """What the clock of the law shows."""

    days_used: int
    legal_days: int | None = Field(description="None where no law is known that limits them")
    running: bool
    silence: Literal["accepted", "refused", "unknown"]


class DossierOf(BaseModel):
    """A founding file. An officer reads what was filed; the group and its advisor what is known today."""

    id: UUID
    project: UUID
    state: Literal["preparing", "filed", "returned", "accepted", "refused"]
    law: str = Field(description="Digest of the version of the law that it stays on")
    dataset: dict[str, Any] = Field(description="Everything its papers say, but for numbers and addresses of people")
    papers: list[PaperOf]
    filings: list[FilingOf]
    clock: ClockOf | None = Field(description="None before it was filed")


@router.get("dossiers/{dossier_id}", response=problems(DossierOf, 401, 404), summary="A founding file, by session")
def dossier(request: HttpRequest, dossier_id: Path[Id]) -> Any:
    """The dataset of a founding file, its papers and filings, for members, their advisor and the officer.

    Sign in with the browser first: the session's cookie says who asks. Others are told that there is none.
    """
    if not isinstance(request.user, User):
        raise Refused(401, "not_signed_in", _("Sign in first: this answer is for members of the group alone."))
    found = Dossier.objects.with_law("project__territory").filter(public_id=dossier_id).first()
    filings = list(found.filings.all()) if found else []
    seen = _seen(request.user, found, filings) if found else None
    if found is None or seen is None:
        raise Refused(
            404, "unknown_dossier", _("There is no dossier with this id that you may read."), field="dossier_id"
        )
    told, papers = seen
    clock = reading(found) if filings else None
    return DossierOf(
        id=found.public_id,
        project=found.project.public_id,
        state=found.state,  # type: ignore[arg-type]
        law=found.law.digest,
        dataset=told,
        papers=papers,
        filings=[FilingOf.model_validate(one, from_attributes=True) for one in filings],
        clock=ClockOf.model_validate(clock, from_attributes=True) if clock else None,
    )


def _seen(user: User, found: Dossier, filings: list[Filing]) -> tuple[dict[str, Any], list[PaperOf]] | None:
    """What this person may read of it: today's state, or the latest filing, or nothing."""
    subject = subject_of(user, found.project)
    if may(user, "dossier.see", subject.territory, subject.relations):
        return plain(dataset(found)), [
            PaperOf(
                kind=one.paper.kind,
                code=one.paper.code,
                version=one.paper.version,
                hash=one.paper.data_hash,
                signatures=len(one.signatures),
                missing=len(one.missing),
            )
            for one in sheets(found)
        ]
    if filings and may(user, "filing.see", subject.territory, subject.relations):
        kept = filings[-1].content
        return kept["dataset"], [
            PaperOf(**{key: one[key] for key in ("kind", "code", "version", "hash")},
                    signatures=len(one["signatures"]), missing=None)
            for one in kept["papers"]
        ]  # fmt: skip
    return None
