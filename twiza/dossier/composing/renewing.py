"""Making papers anew: those whose words changed, those that have become possible; ending those that no longer are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from twiza.dossier import law as laws
from twiza.dossier.composing import setting, word
from twiza.dossier.composing.content import compose, sealed_away
from twiza.dossier.composing.signing import drawn
from twiza.dossier.dataset import CONDITIONS, FIELDS, Dataset, dataset, holds, missing
from twiza.dossier.models import Dossier, Signature
from twiza.packs.schema import PaperTemplate
from twiza.papers import commands, queries, typesetting
from twiza.papers.editions import Edition, digest
from twiza.papers.models import Paper

SUBJECT = "dossier"


class PaperChanged(Exception):
    """The dossier no longer says what the paper says: sign and print the current version."""


@dataclass(frozen=True)
class Sheet:
    """One paper of a dossier before it is made: its template, and what it would say."""

    told: Dataset
    template: PaperTemplate
    more: Mapping[str, Any]

    @property
    def content(self) -> dict[str, Any]:
        return compose(self.told, self.template, **self.more)

    @cached_property
    def open(self) -> dict[str, Any]:
        """The content without what is sealed: what is kept, and hashed."""
        return sealed_away(self.told, self.template, **self.more)

    @property
    def title(self) -> dict[str, str]:
        name = self.template.name
        return {"ar": name.ar, "fr": name.get("fr"), "en": name.get("en")}


@transaction.atomic
def renew(*, dossier: Dossier, by: str, because: Sequence[str] = ()) -> list[Paper]:
    """Make the papers of *dossier* that say something new; the papers made, in the law's order.

    The same dataset and law say the same: nothing is made twice. A paper that still lacks something is not made
    (:func:`wanting` says what), and one that has begun to lack something ends without a successor.
    *by* is the actor's text; *because* names what changed, for the page of the replaced version.
    """
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    told = dataset(dossier)
    held = {paper.kind: paper for paper in queries.current(SUBJECT, dossier.key)}
    made, possible = [], set()
    for sheet in _sheets(dossier, told):
        possible.add(sheet.template.key)
        paper = _issue(dossier, sheet, by, because)
        if paper.pk != getattr(held.get(paper.kind), "pk", None):
            made.append(paper)
    for kind, paper in held.items():
        if kind not in possible:
            commands.withdraw(paper=paper, by=by, because=because)
    if made:
        typesetting.let_typst_forget()
    return made


def _issue(dossier: Dossier, sheet: Sheet, by: str, because: Sequence[str]) -> Paper:
    day = timezone.localdate()
    return commands.issue(
        subject_kind=SUBJECT,
        subject_key=dossier.key,
        kind=sheet.template.key,
        title=sheet.title,
        data=sheet.open,
        pdf=lambda edition: setting.pdf(sheet.content, edition, day=day, forget=False),
        docx=lambda edition: word.content(sheet.content, edition, day=day),
        by=by,
        because=because,
    )


def _sheets(dossier: Dossier, told: Dataset) -> Iterator[Sheet]:
    """The papers that can be made now, in the law's order."""
    law = laws.law_of(dossier)
    ready = [one for one in law.papers if applies(told, one) and not missing(told, one)]
    for template in ready:
        others = [
            {language: one.name.get(language) for language in told.languages}
            for one in ready
            if one.key != template.key
        ]
        yield Sheet(told, template, {"texts": law.texts, "papers": others})


def applies(told: Dataset, template: PaperTemplate) -> bool:
    """Whether this group needs the paper at all. A condition that papers do not know is not met."""
    when = template.when
    return when is None or ((when in CONDITIONS or when in FIELDS) and holds(told, when))


def wanting(dossier: Dossier, told: Dataset | None = None) -> dict[str, list[str]]:
    """Papers of the law that this group needs and that cannot be made yet → what each still lacks.

    Names are those of :data:`twiza.dossier.dataset.FIELDS`, and ``founders.national_id`` and the like.
    *told*: the dataset, where it is at hand.
    """
    told = told or dataset(dossier)
    lacks = {one.key: missing(told, one) for one in laws.law_of(dossier).papers if applies(told, one)}
    return {key: names for key, names in lacks.items() if names}


def signed_pdf(paper: Paper, signatures: Iterable[Signature]) -> bytes:
    """The PDF of a current *paper* with its valid *signatures* in their places.

    The file differs from the one that was issued, the words do not: version, code and hash stay.

    :raises PaperChanged: the paper is not the current one, or its dossier says something else by now.
    """
    dossier = Dossier.objects.with_law("project__territory").get(public_id=paper.subject_key)
    told = dataset(dossier)
    found = next((one for one in _sheets(dossier, told) if one.template.key == paper.kind), None)
    if found is None or paper.replaced_at is not None or said(found) != paper.data_hash:
        raise PaperChanged(f"{paper} is no longer what the dossier says")
    edition = Edition(paper.code, paper.version, paper.data_hash)
    return setting.pdf(found.content, edition, day=day_of(paper), signatures=drawn(signatures, told.languages))


def said(sheet: Sheet) -> str:
    """The hash that a paper saying just this would have."""
    return digest({"title": sheet.title, "data": sheet.open})


def day_of(paper: Paper) -> datetime.date:
    """The day on which it was made, where the group lives."""
    return timezone.localdate(paper.made_at)
