"""The officer's desk: which filings lie there, in her places; how they are searched, sorted and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.models import Role, User
from twiza.dossier.clock import Reading
from twiza.dossier.deadline import reading
from twiza.dossier.forms import DeskForm
from twiza.dossier.models import Filing
from twiza.registry.models import Confirmation, Cooperative
from twiza.territories.models import Territory
from twiza.ui.components.data import Column, Download
from twiza.ui.components.forms import Choice, Field
from twiza.ui.exports import FORMATS, Cell

DEFAULT_SORT = "filed_at"
ORDER = {"filed_at": "filed_at", "name": "dossier__project__name", "place": "dossier__project__territory__code"}
HEAD = (
    "name", "territory", "code", "sector", "round", "way", "receipt", "filed_at", "decision", "decided_at", "number",
    "days_used", "legal_days", "late",
)  # fmt: skip
MOST_SORTED = 2000
"""Filings that are sorted by their clock at once; the oldest first."""


@dataclass(frozen=True)
class Row:
    """One filing with its clock."""

    filing: Filing
    clock: Reading

    @property
    def name(self) -> str:
        """The legal name, or what the group calls it."""
        return str(self.filing.dossier.answers.get("name") or self.filing.dossier.project.name)


def places_of(user: User) -> list[Territory]:
    """Where this person is an officer of the authority."""
    held = [one for one in user.assignments if one.role == Role.AUTHORITY_OFFICER and one.organisation_id is None]
    return [one.territory for one in held]


def rows(places: Sequence[Territory], chosen: dict[str, str]) -> list[Row]:
    """The filings of *places* and below that answer the filters. Three queries, however many there are."""
    if not places:
        return []
    within = reduce(or_, (Q(dossier__project__territory__path__startswith=one.path) for one in places))
    found = Filing.objects.filter(within)
    if chosen["state"] == "told":
        told = Cooperative.objects.current().filter(confirmation=Confirmation.TOLD).order_by("id")
        keys = [one.removeprefix("dossier:") for one in told.values_list("origin", flat=True)]
        found = found.filter(decision="accepted", dossier__public_id__in=keys)
    elif chosen["state"] != "all":
        found = found.filter(decision=chosen["state"])
    if chosen["way"]:
        found = found.filter(way=chosen["way"])
    if asked := chosen["q"].strip():
        found = found.filter(
            Q(dossier__project__name__icontains=asked)
            | Q(dossier__project__territory__names__ar__icontains=asked)
            | Q(dossier__project__territory__names__fr__icontains=asked)
            | Q(dossier__answers__name__icontains=asked)
            | Q(receipt_number__iexact=asked)
        )
    sort = chosen["sort"] or DEFAULT_SORT
    key, down = sort.removeprefix("-"), sort.startswith("-")
    column = ORDER.get(key, ORDER[DEFAULT_SORT])
    ordered = found.order_by(f"-{column}" if down else column, "id")
    whole = ordered.defer("content").select_related(
        "dossier__law", "dossier__project__territory", "dossier__project__sector", "dossier__project__model"
    )
    now = timezone.now()
    made = [
        Row(one, reading(one.dossier, one.decided_at or now))
        for one in whole.prefetch_related("dossier__clock")[:MOST_SORTED]
    ]
    return sorted(made, key=lambda row: row.clock.used, reverse=down) if key == "days" else made


def counts(places: Sequence[Territory]) -> dict[str, int]:
    """How many filings stand in each state. One query."""
    if not places:
        return {}
    within = reduce(or_, (Q(dossier__project__territory__path__startswith=one.path) for one in places))
    found = Filing.objects.filter(within).order_by().values("decision").annotate(n=Count("id"))
    return {row["decision"]: row["n"] for row in found}


def columns(query: QueryDict, chosen: dict[str, str]) -> list[Column]:
    """Heads of the table; those that can be sorted by lead to it."""
    now = chosen["sort"] or DEFAULT_SORT

    def head(label: str, key: str, *, numeric: bool = False) -> Column:
        asked = query.copy()
        asked.pop("page", None)
        asked["sort"] = f"-{key}" if now == key else key
        mark = {key: "ascending", f"-{key}": "descending"}.get(now, "")
        return Column(label, numeric=numeric, sort_href=f"?{asked.urlencode()}", sorted=mark)  # type: ignore[arg-type]

    return [
        head(_("Cooperative"), "name"),
        head(_("Place"), "place"),
        head(_("Handed in on"), "filed_at"),
        Column(_("Filing"), numeric=True),
        head(_("Days used"), "days", numeric=True),
        Column(_("State")),
    ]


def fields(form: DeskForm) -> list[Field]:
    """The filters with what was typed."""
    return [
        Field(
            name="q",
            label=str(form.fields["q"].label),
            kind="search",
            value=form.data.get("q", "")[:100],
            required=False,
        ),
        *(
            Field(
                name=name,
                label=str(form.fields[name].label),
                kind="select",
                choices=[
                    Choice(str(value), str(label), str(value) == form.data.get(name, ""))
                    for value, label in form.fields[name].choices  # type: ignore[attr-defined]
                ],
            )
            for name in ("state", "way")
        ),
    ]


def downloads(query: QueryDict) -> list[Download]:
    """The list as files, with the same filters."""
    kept = query.copy()
    kept.pop("page", None)
    asked = f"?{kept.urlencode()}" if kept else ""
    return [
        Download(_("This list"), reverse("dossier:desk-table", args=[form]) + asked, form.upper()) for form in FORMATS
    ]


def table(found: Iterable[Row]) -> Iterator[list[Cell]]:
    """Rows under ``HEAD``; times in UTC."""
    for row in found:
        filing, project = row.filing, row.filing.dossier.project
        yield [
            row.name,
            project.territory.name,
            project.territory.code,
            project.sector.key if project.sector else None,
            filing.round,
            filing.way,
            filing.receipt_number or None,
            filing.filed_at.isoformat(timespec="seconds"),
            filing.decision or None,
            filing.decided_at.isoformat(timespec="seconds") if filing.decided_at else None,
            filing.number or None,
            row.clock.days_used,
            row.clock.legal_days,
            row.clock.over,
        ]
