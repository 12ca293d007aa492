"""What all changes of a project have in common: the rule, the version, the journal, the word to the areas above."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.journal import commands as journal
from twiza.projects import rules
from twiza.projects.access import may_do
from twiza.projects.models import Once, Project
from twiza.projects.signals import project_changed
from twiza.sealing.keys import trace

T = TypeVar("T", bound=models.Model)


class Conflict(Exception):
    """Somebody else saved the same thing meanwhile. Nothing was written.

    ``current`` is the thing as it is now; ``mine`` what was to be saved, by the name of the field.
    """

    def __init__(self, current: Any, mine: Mapping[str, Any]) -> None:
        super().__init__(f"{current!r} has changed meanwhile")
        self.current, self.mine = current, dict(mine)


def must(by: By, action: str, project: Project) -> None:
    """:raises Refused: *by* may not do *action* with this project."""
    if isinstance(by, str) or may_do(by, action, project):
        return
    raise Refused(_("You may look at this project, but not change this. Ask its president for the right to edit."))


def must_be_open(project: Project) -> None:
    """Hold the project until the transaction ends. :raises Refused: the group is no longer changed here."""
    project.stage = Project.objects.select_for_update().values_list("stage", flat=True).get(pk=project.pk)
    if not rules.is_open(project):
        raise Refused(
            _("This project is closed. Take it up again before changing it.")
            if project.stage == "left"
            else _("The cooperative is registered. What changes from now on is written in the register.")
        )


def locked(thing: T) -> T:
    """The row as it is now, held until the transaction ends."""
    return type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)


def save(thing: Any, mine: Mapping[str, Any], seen_version: int | None) -> dict[str, list[Any]]:
    """Write the fields *mine* into a locked row; give back before and after of those that differ.

    :raises Conflict: the row is no longer in the version that was seen, and says something else.
    """
    differing = {name: [getattr(thing, name), value] for name, value in mine.items() if getattr(thing, name) != value}
    if not differing:
        return {}
    if seen_version is not None and thing.version != seen_version:
        raise Conflict(thing, mine)
    for name, (_before, after) in differing.items():
        setattr(thing, name, after)
    thing.version += 1
    thing.save()
    return differing


def note(
    project: Project, action: str, by: By, *, before: Mapping[str, Any], after: Mapping[str, Any], **details: Any
) -> None:
    """Write to the journal, and remember that somebody moved. No names of people, no numbers, nothing sealed.

    *before* is empty where something was made, *after* where it was taken away.
    """
    journal.record(
        by=actor_of(by),
        action=action,
        subject_kind="project",
        subject_key=project.key,
        details=details,
        before=before,
        after=after,
    )
    touch(project)


def touch(project: Project) -> None:
    """The project has moved today; for the areas above too."""
    project.changed_at = timezone.now()
    Project.objects.filter(pk=project.pk).update(changed_at=project.changed_at)


def tell(project: Project, *what: str) -> None:
    """Say to the areas above what has changed."""
    project_changed.send(sender=Project, project=project, what=frozenset(what))


def written(value: Any) -> Any:
    """A value as the journal keeps it; a row by its public id."""
    if isinstance(value, models.Model):
        return str(getattr(value, "public_id", value.pk))
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def told(
    thing: Any, differing: Mapping[str, list[Any]], *, hidden: Collection[str] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs as the journal keeps it, before and after; of *hidden* fields no more than whether it changed."""

    def kept(name: str, value: Any) -> Any:
        return trace(value, of=f"{type(thing).__name__} {thing.pk} {name}") if name in hidden else written(value)

    return (
        {name: kept(name, pair[0]) for name, pair in differing.items()},
        {name: kept(name, pair[1]) for name, pair in differing.items()},
    )


class OnceOnly:
    """One thing for one key, however often it is asked for. An empty key asks for a new thing each time."""

    def __init__(self, by: By, once: str) -> None:
        self._row: Once | None = None
        self._made_before: int | None = None
        if not once:
            return
        key = hashlib.sha256(f"{actor_of(by)} {once}".encode()).hexdigest()
        try:
            with transaction.atomic():
                self._row = Once.objects.create(key=key)
        except IntegrityError:
            self._made_before = Once.objects.get(key=key).thing

    def earlier(self, kind: type[T]) -> T | None:
        """What was made for this key before; nothing where it is asked for the first time, or is gone by now."""
        return kind._default_manager.filter(pk=self._made_before).first() if self._made_before else None

    def remember(self, thing: models.Model) -> None:
        """This is what was made."""
        if self._row is not None:
            self._row.thing = thing.pk
            self._row.save(update_fields=["thing"])
