"""What happened to a project, in plain words: its part of the journal, read by its members."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from twiza.accounts.models import User
from twiza.journal.models import Entry, EntryQuerySet
from twiza.projects.models import Founder, Project
from twiza.ui import formats

Subjects = Callable[[Project], Iterable[tuple[str, str]]]

_AMOUNT = re.compile(r"\d+\.\d\d")
_USER = re.compile("user:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_wordings: dict[str, str | Promise] = {}
_subjects: list[Subjects] = []


def register_wording(action: str, template: str | Promise) -> None:
    """Say how entries of *action* read, with ``%(who)s`` and the names of their details in it.

    A detail ``founder`` (or ``other``) is the public id of one, and is shown by her name; a pair
    [before, after] gives ``%(name_before)s`` and ``%(name_after)s``.
    """
    _wordings[action] = template


def register_subjects(find: Subjects) -> None:
    """Let entries about other things of a project be part of its story: ``find(project)`` gives (kind, key) pairs."""
    if find not in _subjects:
        _subjects.append(find)


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    at: datetime.datetime
    text: str
    action: str


def entries(project: Project) -> EntryQuerySet:
    """The project's part of the journal, newest first."""
    about = Q(subject_kind="project", subject_key=project.key)
    for find in _subjects:
        for kind, key in find(project):
            about |= Q(subject_kind=kind, subject_key=key)
    return Entry.objects.filter(about).order_by("-id")


def _plainly(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details by the names that wordings use: what a field became has the field's own name, or what it was if
    it is gone; of a single field both are also called ``before`` and ``after``."""
    before, after = (details.get(name) for name in ("before", "after"))
    if not isinstance(before, dict) or not isinstance(after, dict):
        return dict(details)
    told = {name: value for name, value in details.items() if name not in {"before", "after"}}
    told = {**before, **after, **told}
    for when, fields in (("before", before), ("after", after)):
        told.update({f"{name}_{when}": value for name, value in fields.items()})
        if len({*before, *after}) == 1:
            told[when] = next(iter(fields.values()), None)
    return told


class _Told(dict[str, str]):
    """Details of an entry; one that is missing reads as unknown, never as an error."""

    def __missing__(self, _key: str) -> str:
        return formats.unknown()


class Storyteller:
    """Turns entries of one project into sentences. Two queries, however many there are."""

    def __init__(self, project: Project, found: Iterable[Entry]) -> None:
        self.entries = list(found)
        founders = list(Founder.objects.filter(project=project).select_related("user"))
        self._founders = {str(one.public_id): one.name for one in founders}
        self._people = {one.user.actor: one.name for one in founders if one.user}
        self.know(one.actor for one in self.entries)

    def know(self, actors: Iterable[str]) -> None:
        """Learn the names of people who are not of the group: an advisor who wrote a note."""
        unknown = {actor for actor in actors if _USER.fullmatch(actor)} - self._people.keys()
        if unknown:
            for user in User.objects.filter(public_id__in=[actor.removeprefix("user:") for actor in unknown]):
                self._people[user.actor] = user.name or _("Somebody of the agency")

    def moments(self) -> list[Moment]:
        """The sentences, in the order of the entries."""
        return [Moment(one.at, self._sentence(one), one.action) for one in self.entries]

    def name_of(self, actor: str) -> str:
        """Who did it, as the group knows her."""
        if actor in self._people:
            return self._people[actor]
        if actor.startswith("visitor:"):
            return _("Whoever began it")
        return _("Somebody who has left") if actor.startswith("user:") else _("The site")

    def _sentence(self, entry: Entry) -> str:
        told = _Told()
        for key, value in _plainly(entry.details).items():
            told.update(self._told(key, value))
        told["who"] = formats.isolated(self.name_of(entry.actor))  # last: a task has a field of that name
        template = _wordings.get(entry.action)
        return str(template) % told if template else _("%(who)s changed something.") % told

    def _told(self, key: str, value: Any) -> dict[str, str]:
        if key in {"founder", "other"}:
            return {key: formats.isolated(self._founders.get(str(value)) or _("somebody"))}
        if isinstance(value, list) and len(value) == 2:
            return {f"{key}_before": self._plain(value[0]), f"{key}_after": self._plain(value[1])}
        return {key: self._plain(value)}

    @staticmethod
    def _plain(value: Any) -> str:
        if value in (None, ""):
            return formats.unknown()
        amount = isinstance(value, str) and _AMOUNT.fullmatch(value)
        return formats.isolated(formats.number(value, 2) if amount else value)


def moments(project: Project, found: Iterable[Entry]) -> list[Moment]:
    """*found* entries of the project, as sentences."""
    return Storyteller(project, found).moments()
