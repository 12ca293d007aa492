"""Tasks, notes and files of a group."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twiza.accounts import limits
from twiza.accounts.access import needs
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.files import answers
from twiza.projects import commands, forms
from twiza.projects.access import project_subject
from twiza.projects.commands.work import QUOTA
from twiza.projects.models import Attachment, Note, Project, Task
from twiza.projects.timeline import Storyteller
from twiza.projects.views import shared

READ = require_http_methods(["GET", "HEAD", "POST"])
LIMIT = "upload"


@READ
@needs("project.see", project_subject)
def tasks(request: HttpRequest, thing: Project) -> HttpResponse:
    """What is to be done, by whom, until when; and one more."""
    rows = list(thing.tasks.select_related("who"))
    form = forms.TaskForm(shared.given(request), project=thing)
    return shared.asked(
        request,
        thing,
        form,
        lambda form: commands.add_task(project=thing, by=person_of(request), once=form.once_key, **form.answers),
        template="projects/tasks.html",
        title=_("Tasks"),
        verb=_("Add the task"),
        back=shared.address("tasks", thing),
        waiting=[one for one in rows if not one.done_at],
        finished=[one for one in rows if one.done_at],
        today=timezone.localdate(),
    )


@READ
@needs("project.write", shared.task_subject)
def task(request: HttpRequest, thing: Task) -> HttpResponse:
    """Say it otherwise, or take it off the list."""
    who = str(thing.who.public_id) if thing.who else ""
    initial = {"text": thing.text, "who": who, "due_on": thing.due_on, "version": thing.version}
    form = forms.TaskForm(shared.given(request), project=thing.project, initial=initial)

    def do(form: forms.GroupForm) -> None:
        if "remove" in request.POST:
            commands.remove_task(task=thing, by=person_of(request))
        else:
            commands.change_task(task=thing, by=person_of(request), seen_version=form.seen, **form.answers)

    back = shared.address("tasks", thing.project)
    return shared.asked(
        request, thing.project, form, do, title=_("The task"), verb=_("Save"), remove=_("Take it off"), back=back
    )


@require_POST
@needs("project.write", shared.task_subject)
def task_done(request: HttpRequest, thing: Task) -> HttpResponse:
    """Tick a task off, or open it again."""
    try:
        commands.finish_task(task=thing, by=person_of(request), done=request.POST.get("done") == "1")
    except Refused:
        raise Http404 from None
    return redirect(shared.address("tasks", thing.project))


@READ
@needs("project.see", project_subject)
def notes(request: HttpRequest, thing: Project) -> HttpResponse:
    """What the group wants to remember; and one more."""
    rows = list(thing.notes.all())
    teller = Storyteller(thing, [])
    teller.know(one.made_by for one in rows)
    form = forms.NoteForm(shared.given(request))
    return shared.asked(
        request,
        thing,
        form,
        lambda form: commands.add_note(project=thing, by=person_of(request), once=form.once_key, **form.answers),
        template="projects/notes.html",
        title=_("Notes"),
        verb=_("Keep the note"),
        back=shared.address("notes", thing),
        notes=[(one, teller.name_of(one.made_by)) for one in rows],
    )


@READ
@needs("project.write", shared.note_subject)
def note(request: HttpRequest, thing: Note) -> HttpResponse:
    """Write a note anew, or take it away."""
    form = forms.NoteForm(shared.given(request), initial={"text": thing.text, "version": thing.version})

    def do(form: forms.GroupForm) -> None:
        if "remove" in request.POST:
            commands.remove_note(note=thing, by=person_of(request), seen_version=form.seen)
        else:
            commands.change_note(note=thing, by=person_of(request), seen_version=form.seen, text=form.answers["text"])

    back = shared.address("notes", thing.project)
    return shared.asked(
        request, thing.project, form, do, title=_("The note"), verb=_("Save"), remove=_("Remove the note"), back=back
    )


@READ
@needs("project.see", project_subject)
def files(request: HttpRequest, thing: Project) -> HttpResponse:
    """The files of the group; and one more."""
    rows = list(thing.attachments.select_related("file"))
    teller = Storyteller(thing, [])
    teller.know(one.added_by for one in rows)
    form = forms.FileForm(shared.given(request), request.FILES or None)

    def do(form: forms.GroupForm) -> None:
        if limits.reached(request, LIMIT):
            raise Refused(_("You have sent many files in this hour. Wait a little, then send the others."))
        given = form.answers
        commands.attach(
            project=thing, upload=given["file"], label=given["label"], by=person_of(request), once=form.once_key
        )

    return shared.asked(
        request,
        thing,
        form,
        do,
        template="projects/files.html",
        title=_("Files"),
        verb=_("Send the file"),
        back=shared.address("files", thing),
        done=_("The file has arrived."),
        files=[(one, teller.name_of(one.added_by)) for one in rows],
        used=sum(one.file.size for one in rows) / QUOTA * 100,
    )


@require_safe
@needs("project.see", shared.attachment_subject)
def file(request: HttpRequest, thing: Attachment) -> HttpResponse:
    """Hand a file over."""
    try:
        return cast(HttpResponse, answers.download(thing.file))
    except FileNotFoundError:
        raise Http404 from None


@READ
@needs("project.change", shared.attachment_subject)
def remove_file(request: HttpRequest, thing: Attachment) -> HttpResponse:
    """Take a file away for good."""
    return shared.asked(
        request,
        thing.project,
        forms.SureForm(shared.given(request)),
        lambda _form: commands.detach(attachment=thing, by=person_of(request)),
        title=_("Remove the file?"),
        verb=_("Remove it"),
        lead=_("It is deleted here for good. “%(name)s”") % {"name": str(thing)},
        back=shared.address("files", thing.project),
    )
