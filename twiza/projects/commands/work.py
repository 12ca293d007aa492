"""Tasks, notes and files of a group."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.files import commands as files
from twiza.projects.commands import shared
from twiza.projects.models import Attachment, Founder, Note, Project, Task
from twiza.sealing.keys import trace

QUOTA = 200_000_000
"""Bytes of all files of a project."""
MOST_FILES, MOST_TASKS, MOST_NOTES = 200, 500, 1000


def _must_be_of(project: Project, who: Founder | None) -> None:
    if who and (who.project_id != project.pk or who.left_at):
        raise Refused(_("Choose somebody of the group."))


@transaction.atomic
def add_task(
    *,
    project: Project,
    text: str,
    by: By,
    who: Founder | None = None,
    due_on: datetime.date | None = None,
    once: str = "",
) -> Task:
    """Something to do, perhaps by somebody and until a day. :raises Refused: may not, no words, or too many."""
    shared.must(by, "project.write", project)
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Task):
        return before
    text = " ".join(text.split())[:200]
    if not text:
        raise Refused(_("Say what is to be done."))
    _must_be_of(project, who)
    if project.tasks.count() >= MOST_TASKS:
        raise Refused(_("There are very many tasks here. Remove those that are done."))
    task = Task.objects.create(project=project, text=text, who=who, due_on=due_on)
    only.remember(task)
    shared.note(project, "task.added", by, before={}, after=_asked(task))
    return task


@transaction.atomic
def change_task(*, task: Task, by: By, seen_version: int | None = None, **fields: Any) -> Task:
    """Say it otherwise: ``text``, ``who``, ``due_on``.

    :raises Refused: may not. :raises Conflict: changed meanwhile.
    """
    shared.must(by, "project.write", task.project)
    fresh = shared.locked(task)
    if "text" in fields:
        fields["text"] = " ".join(fields["text"].split())[:200]
        if not fields["text"]:
            raise Refused(_("Say what is to be done."))
    _must_be_of(task.project, fields.get("who"))
    differing = shared.save(fresh, fields, seen_version)
    if differing:
        before, after = shared.told(fresh, differing)
        shared.note(task.project, "task.changed", by, text=fresh.text, before=before, after=after)
    return fresh


@transaction.atomic
def finish_task(*, task: Task, by: By, done: bool = True) -> Task:
    """Tick a task off, or open it again. Already so: nothing changes. :raises Refused: may not."""
    shared.must(by, "project.write", task.project)
    fresh = shared.locked(task)
    if (fresh.done_at is not None) == done:
        return fresh
    before = {"done_at": shared.written(fresh.done_at)}
    fresh.done_at, fresh.done_by = (timezone.now(), actor_of(by)) if done else (None, "")
    fresh.version += 1
    fresh.save()
    after = {"done_at": shared.written(fresh.done_at)}
    shared.note(
        task.project, "task.done" if done else "task.opened_again", by, text=fresh.text, before=before, after=after
    )
    return fresh


@transaction.atomic
def remove_task(*, task: Task, by: By) -> None:
    """Take a task off the list. :raises Refused: may not."""
    shared.must(by, "project.write", task.project)
    gone, _counts = Task.objects.filter(pk=task.pk).delete()
    if gone:
        shared.note(task.project, "task.removed", by, before=_asked(task), after={})


def _asked(task: Task) -> dict[str, Any]:
    """What the journal says is to be done."""
    return {"text": task.text, "who": shared.written(task.who), "due_on": shared.written(task.due_on)}


@transaction.atomic
def add_note(*, project: Project, text: str, by: By, once: str = "") -> Note:
    """Something to remember. :raises Refused: may not, no words, or too many."""
    shared.must(by, "project.write", project)
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Note):
        return before
    if not text.strip():
        raise Refused(_("The note is empty. Write what you want to remember."))
    if project.notes.count() >= MOST_NOTES:
        raise Refused(_("There are very many notes here. Remove those that are not needed."))
    made = Note.objects.create(project=project, text=text.strip()[:4000], made_by=actor_of(by))
    only.remember(made)
    shared.note(project, "note.added", by, before={}, after=_noted(made, made.text))
    return made


@transaction.atomic
def change_note(*, note: Note, text: str, by: By, seen_version: int | None = None) -> Note:
    """Write a note anew. :raises Refused: may not, or no words. :raises Conflict: somebody else wrote it meanwhile."""
    shared.must(by, "project.write", note.project)
    if not text.strip():
        raise Refused(_("The note is empty. Write what you want to remember, or remove the note."))
    fresh = shared.locked(note)
    if differing := shared.save(fresh, {"text": text.strip()[:4000]}, seen_version):
        before, after = (_noted(fresh, one) for one in differing["text"])
        shared.note(note.project, "note.changed", by, before=before, after=after)
    return fresh


@transaction.atomic
def remove_note(*, note: Note, by: By, seen_version: int | None = None) -> None:
    """Take a note away. :raises Refused: may not. :raises Conflict: somebody wrote in it meanwhile."""
    shared.must(by, "project.write", note.project)
    fresh = Note.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if fresh is None:
        return
    if seen_version is not None and fresh.version != seen_version:
        raise shared.Conflict(fresh, {})
    before = _noted(fresh, fresh.text)
    fresh.delete()
    shared.note(note.project, "note.removed", by, before=before, after={})


def _noted(note: Note, text: str) -> dict[str, Any]:
    """What the journal keeps of a note: which text it was, never the text. A note that is removed is gone."""
    return {"note": note.pk, "letters": len(text), "text": trace(text, of=f"Note {note.pk}")}


@transaction.atomic
def attach(*, project: Project, upload: UploadedFile[Any], by: By, label: str = "", once: str = "") -> Attachment:
    """Keep a file of the group. :raises Refused: may not, or no room. :raises files.Unfit: it is not taken."""
    shared.must(by, "project.change", project)
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Attachment):
        return before
    held = project.attachments.aggregate(all=Sum("file__size"))["all"] or 0
    if held + (upload.size or 0) > QUOTA or project.attachments.count() >= MOST_FILES:
        raise Refused(_("The project's room for files is full. Remove files that are not needed."))
    stored = files.store(upload=upload, by=actor_of(by))
    label = " ".join(label.split())[:120]
    attachment = Attachment.objects.create(project=project, file=stored, label=label, added_by=actor_of(by))
    only.remember(attachment)
    shared.note(project, "file.added", by, before={}, after=_held(attachment))
    return attachment


@transaction.atomic
def detach(*, attachment: Attachment, by: By) -> None:
    """Take a file away, its bytes too. :raises Refused: may not."""
    shared.must(by, "project.change", attachment.project)
    gone, _counts = Attachment.objects.filter(pk=attachment.pk).delete()
    if gone:
        shared.note(attachment.project, "file.removed", by, before=_held(attachment), after={})
        files.remove(attachment.file)


def _held(attachment: Attachment) -> dict[str, Any]:
    """What the journal says of a file: which bytes, never what they show."""
    stored = attachment.file
    return {"sha256": stored.sha256, "size": stored.size, "type": stored.media_type}
