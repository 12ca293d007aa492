"""Issuing papers: a new version only where a paper says something new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from twiza.files.commands import store_bytes
from twiza.files.models import StoredFile
from twiza.journal import commands as journal
from twiza.papers.editions import Edition, digest
from twiza.papers.models import Paper, new_code

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Made = bytes | Callable[[Edition], bytes]
"""A file, or how to make it for an edition whose code and version it prints; called only where it is new."""


@transaction.atomic
def issue(
    *,
    subject_kind: str,
    subject_key: str,
    kind: str,
    title: Mapping[str, str],
    data: Mapping[str, Any],
    pdf: Made,
    docx: Made | None = None,
    by: str,
    because: Sequence[str] = (),
) -> Paper:
    """The paper of *kind* that says *data*: the current one if it says just that, else the next version.

    *data* is JSON: everything the paper says, with a fingerprint in place of what is sealed. *because* names
    what changed (keys such as ``name`` or ``founders``); it is kept with the version that is replaced.
    """
    said = digest({"title": dict(title), "data": data})
    held = Paper.objects.select_for_update().filter(subject_kind=subject_kind, subject_key=subject_key, kind=kind)
    last = held.order_by("-version").first()
    if last is not None and last.replaced_at is None and last.data_hash == said:
        return last
    was = last if last is not None and last.replaced_at is None else None
    if was is not None:
        _replace(was, because)
    edition = Edition(new_code(), last.version + 1 if last else 1, said)
    paper = Paper.objects.create(
        code=edition.code,
        subject_kind=subject_kind,
        subject_key=subject_key,
        kind=kind,
        version=edition.version,
        title=dict(title),
        data_hash=said,
        data=data,
        pdf=_kept(pdf, edition, f"{kind}-{edition.code}.pdf", by),
        docx=None if docx is None else _kept(docx, edition, f"{kind}-{edition.code}.docx", by),
        made_by=by,
    )
    _note("paper.issued", paper, by, because, before=_told(was), after=_told(paper))
    return paper


@transaction.atomic
def withdraw(*, paper: Paper, by: str, because: Sequence[str] = ()) -> None:
    """End a paper without another in its place: what it says no longer holds. Ended already: nothing changes."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.replaced_at is None:
        _replace(paper, because)
        _note("paper.withdrawn", paper, by, because, before=_told(paper), after={})


def _replace(paper: Paper, because: Sequence[str]) -> None:
    paper.replaced_at, paper.replaced_because = timezone.now(), list(because)
    paper.save(update_fields=["replaced_at", "replaced_because"])


def _kept(made: Made, edition: Edition, name: str, by: str) -> StoredFile:
    content = made if isinstance(made, bytes) else made(edition)
    media_type = DOCX if name.endswith(".docx") else PDF
    return store_bytes(content=content, name=name, media_type=media_type, by=by)


def _told(paper: Paper | None) -> dict[str, Any]:
    """Which paper holds, as the journal says it."""
    return {} if paper is None else {"version": paper.version, "code": paper.code, "hash": paper.data_hash}


def _note(
    action: str, paper: Paper, by: str, because: Sequence[str], *, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """On the record that the paper is about: its readers see what became of it."""
    journal.record(
        by=by,
        action=action,
        subject_kind=paper.subject_kind,
        subject_key=paper.subject_key,
        details={"paper": paper.kind, "because": list(because)},
        before=before,
        after=after,
    )
