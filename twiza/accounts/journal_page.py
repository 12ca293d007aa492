"""The journal in the clothes of the page and of the tables to take away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts import queries
from twiza.accounts.forms import JournalForm
from twiza.journal.models import Entry
from twiza.ui.components.data import Column, Download
from twiza.ui.components.forms import Choice, Field
from twiza.ui.exports import Cell

HEAD = ("at", "action", "actor", "subject_kind", "subject_key", "details", "request_id")
LONGEST = 160


@dataclass(frozen=True)
class Line:
    """One entry, ready to be read."""

    entry: Entry
    who: str
    details: str

    @property
    def at(self) -> str:
        """Day and time in the site's zone, to the second."""
        return timezone.localtime(self.entry.at).strftime("%Y-%m-%d %H:%M:%S")


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries with the names behind their actors; one query for all names."""
    found = list(entries)
    names = queries.names_of(entry.actor for entry in found)
    return [Line(entry, names.get(entry.actor, entry.actor), _shortened(entry)) for entry in found]


def _shortened(entry: Entry) -> str:
    told = json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else ""
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def columns() -> list[Column]:
    """Heads of the page's table."""
    return [Column(_("When")), Column(_("Who")), Column(_("What")), Column(_("About what")), Column(_("Details"))]


def fields(form: JournalForm, actions: Sequence[str]) -> list[Field]:
    """The filters with what was typed and what is wrong with it."""
    chosen = form["action"].value() or ""
    every = [Choice("", _("Everything"), not chosen), *(Choice(name, name, name == chosen) for name in actions)]
    if chosen and chosen not in actions:
        every.append(Choice(chosen, chosen, True))
    kinds = {"since": "date", "until": "date"}
    return [
        Field(name="action", label=str(form["action"].label), kind="select", choices=every),
        *(
            Field(
                name=name,
                label=str(form[name].label),
                kind="date" if name in kinds else "text",
                value=str(form[name].value() or ""),
                required=False,
                error=" ".join(str(error) for error in form[name].errors),
            )
            for name in ("actor", "subject", "since", "until")
        ),
    ]


def downloads(query: QueryDict) -> list[Download]:
    """The entries shown, all pages, as files."""
    kept = query.copy()
    kept.pop("page", None)
    asked = f"?{kept.urlencode()}" if kept else ""
    return [
        Download(_("Journal"), reverse("accounts:journal-table", args=[form]) + asked, form.upper())
        for form in ("csv", "xlsx")
    ]


def rows(entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    """Entries as rows under ``HEAD``; times are in UTC, details as JSON."""
    for entry in entries:
        details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True)
        at = entry.at.isoformat(timespec="seconds")
        yield [at, entry.action, entry.actor, entry.subject_kind, entry.subject_key, details, entry.request_id]
