"""What a share is worth, and what each founder brings."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused
from twiza.projects.commands import shared
from twiza.projects.models import Contribution, Founder, Project

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")


def _amount(value: Decimal) -> Decimal:
    """A positive amount of money to the cent. :raises Refused: it is none."""
    if not value.is_finite() or not CENT <= value <= LARGEST:
        raise Refused(_("Write an amount above zero, in digits."))
    return value.quantize(CENT, ROUND_HALF_UP)


@transaction.atomic
def set_share_value(*, project: Project, value: Decimal | None, by: By, seen_version: int | None = None) -> Project:
    """What one share costs; nothing while it is open.

    :raises Refused: may not, or no amount. :raises Conflict: somebody else changed the project meanwhile.
    """
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    fresh = shared.locked(project)
    differing = shared.save(fresh, {"share_value": None if value is None else _amount(value)}, seen_version)
    if differing:
        before, after = shared.told(fresh, differing)
        shared.note(fresh, "project.share_value_set", by, before=before, after=after)
        shared.tell(fresh, "shares", "capital")
    return fresh


@transaction.atomic
def add_contribution(
    *,
    founder: Founder,
    kind: str,
    value: Decimal,
    by: By,
    text: str = "",
    for_shares: bool = True,
    valued_by: str = "",
    due_on: datetime.date | None = None,
    once: str = "",
) -> Contribution:
    """Something that a founder promises: money, a thing with its value, or work.

    :raises Refused: may not, no amount, or a thing that nobody could recognise.
    """
    project = founder.project
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Contribution):
        return before
    mine = _checked({"kind": kind, "value": value, "text": text, "valued_by": valued_by})
    contribution = Contribution.objects.create(founder=founder, for_shares=for_shares, due_on=due_on, **mine)
    only.remember(contribution)
    promised = {**_promised(contribution), "for_shares": for_shares}
    shared.note(project, "contribution.added", by, founder=str(founder.public_id), before={}, after=promised)
    shared.tell(project, "capital")
    return contribution


def _promised(contribution: Contribution) -> dict[str, Any]:
    """What the journal says was promised."""
    return {"kind": contribution.kind, "text": contribution.text, "value": str(contribution.value)}


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if "value" in fields:
        fields["value"] = _amount(fields["value"])
    for name in {"text", "valued_by"} & fields.keys():
        fields[name] = " ".join(fields[name].split())
    if fields.get("kind") in {Contribution.Kind.KIND, Contribution.Kind.WORK} and not fields.get("text"):
        raise Refused(_("Say what it is: a field, a machine, so many days of work."))
    return fields


@transaction.atomic
def change_contribution(
    *, contribution: Contribution, by: By, seen_version: int | None = None, **fields: Any
) -> Contribution:
    """Correct a contribution, or write down the day on which it arrived (``received_on``).

    :raises Refused: may not, or a value cannot be. :raises Conflict: somebody else changed it meanwhile.
    """
    project = contribution.founder.project
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    fresh = shared.locked(contribution)
    whole = {"kind": fresh.kind, "text": fresh.text, **fields}
    checked = _checked(whole)
    differing = shared.save(fresh, {name: checked[name] for name in fields}, seen_version)
    if differing:
        before, after = shared.told(fresh, differing, hidden={"valued_by"})
        founder = str(contribution.founder.public_id)
        shared.note(project, "contribution.changed", by, founder=founder, before=before, after=after)
        shared.tell(project, "capital")
    return fresh


@transaction.atomic
def remove_contribution(*, contribution: Contribution, by: By, seen_version: int | None = None) -> None:
    """Take back what was promised. :raises Refused: may not. :raises Conflict: changed meanwhile."""
    project = contribution.founder.project
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    fresh = Contribution.objects.select_for_update(of=("self",)).filter(pk=contribution.pk).first()
    if fresh is None:
        return
    if seen_version is not None and fresh.version != seen_version:
        raise shared.Conflict(fresh, {})
    founder = str(contribution.founder.public_id)
    shared.note(project, "contribution.removed", by, founder=founder, before=_promised(fresh), after={})
    fresh.delete()
    shared.tell(project, "capital")
