"""What the pages of a project have in common: the frame, an attempt, the conflict, the word that it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.accounts.access import Subject
from twiza.accounts.commands import Refused
from twiza.accounts.models import User
from twiza.accounts.people import Person, person_of
from twiza.files.commands import Unfit
from twiza.projects import drafts, rules
from twiza.projects.access import may_do, subject_of
from twiza.projects.commands import Conflict
from twiza.projects.drafts import COOKIE as SAVED  # noqa: F401
from twiza.projects.drafts import name as draft_of  # noqa: F401
from twiza.projects.drafts import owner as drafts_of  # noqa: F401
from twiza.projects.forms import GroupForm
from twiza.projects.models import Attachment, Contribution, Founder, Invitation, Note, Project, Task
from twiza.ui.components.navigation import Link


def address(name: str, project: Project, *more: Any) -> str:
    """The address of a page of this project."""
    return reverse(f"projects:{name}", args=[project.public_id, *more])


def page(request: HttpRequest, template: str, project: Project, status: int = 200, **context: Any) -> HttpResponse:
    """A page of a project, in its frame."""
    person = person_of(request)
    shown = {
        "project": project,
        "may_change": may_do(person, "project.change", project) and rules.is_open(project),
        "may_write": may_do(person, "project.write", project),
        "keeps_for_now": not isinstance(person, User),
        "drafts_of": drafts.owner(person),
        "is_home": False,
        "trail": [Link(_("My projects"), reverse("projects:mine")), Link(project.name, address("project", project))],
        **context,
    }
    return render(request, template, shown, status=status)


def saved(request: HttpRequest, to: str, text: str = "") -> HttpResponse:
    """It is written: say so once, and let the browser forget the draft."""
    messages.success(request, text or _("Saved."))
    answer = redirect(to)
    drafts.arrived(request, answer)
    return answer


def given(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, even if it is empty; nothing where a page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: GroupForm, do: Callable[[GroupForm], Any]) -> bool:
    """Whether what the form asks was done; what stands against it is written on the form. Conflicts pass through."""
    if not form.is_valid():
        return False
    try:
        do(form)
    except (Refused, Unfit) as error:
        form.add_error(None, str(error))
        return False
    return True


def asked(
    request: HttpRequest,
    project: Project,
    form: GroupForm,
    do: Callable[[GroupForm], Any],
    *,
    title: str,
    verb: str,
    back: str,
    template: str = "projects/form.html",
    **context: Any,
) -> HttpResponse:
    """One question: shown, answered, refused with what was typed, or in conflict with somebody else."""
    if request.method == "POST":
        try:
            if attempt(form, do):
                return saved(request, back, context.get("done", ""))
        except Conflict as conflict:
            return conflicting(request, project, form, conflict, title=title, back=back)
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": title, "verb": verb, "back": back, "draft": drafts.name(request), **context}
    return page(request, template, project, status, **context)


def conflicting(
    request: HttpRequest, project: Project, form: GroupForm, conflict: Conflict, *, title: str, back: str
) -> HttpResponse:
    """Both texts side by side; nothing was overwritten. Whoever reads it chooses, or writes one out of both."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(conflict.current.version)
    form.data = data
    form._bound_fields_cache.clear()  # type: ignore[attr-defined]  # they hold what was sent before
    lines = []
    for field in form.visible_fields():
        mine = conflict.mine.get(field.name)
        theirs = getattr(conflict.current, field.name, None)
        differs = field.name in conflict.mine and mine != theirs
        hidden = field.name in getattr(form, "private", ())
        lines.append((field, differs, _("Changed meanwhile; not shown here.") if hidden else told(field.field, theirs)))
    shown = {
        "form": form, "lines": lines, "title": title, "back": back, "gone": not lines,
        "differing": [one for one in lines if one[1]], "same": [one for one in lines if not one[1]],
    }  # fmt: skip
    return page(request, "projects/conflict.html", project, 409, **shown)


def told(field: forms.Field, value: Any) -> str:
    """A value as a reader knows it from the form."""
    if value in (None, ""):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(cast(Any, field.choices)).get(value, value))
    return str(value)


def _of(project_id: UUID, found: Any) -> Any:
    if found is None or found.project.public_id != project_id:
        raise Http404
    return found


def founder_subject(person: Person, project_id: UUID, founder_id: UUID) -> Subject:
    """A founder of the project in the address. :raises Http404: there is none."""
    rows = Founder.objects.select_related("project__territory", "project__model", "user")
    founder = _of(project_id, rows.filter(public_id=founder_id).first())
    return _about(person, founder.project, founder)


def invitation_subject(person: Person, project_id: UUID, invitation_id: UUID) -> Subject:
    """An invitation of the project in the address. :raises Http404: there is none."""
    rows = Invitation.objects.select_related("project__territory", "founder")
    invitation = _of(project_id, rows.filter(public_id=invitation_id).first())
    return _about(person, invitation.project, invitation)


def contribution_subject(person: Person, project_id: UUID, contribution_id: UUID) -> Subject:
    """A contribution to the project in the address. :raises Http404: there is none."""
    rows = Contribution.objects.select_related("founder__project__territory")
    found = rows.filter(public_id=contribution_id).first()
    if found is None or found.founder.project.public_id != project_id:
        raise Http404
    return _about(person, found.founder.project, found)


def task_subject(person: Person, project_id: UUID, task_id: UUID) -> Subject:
    """A task of the project in the address. :raises Http404: there is none."""
    rows = Task.objects.select_related("project__territory", "who")
    task = _of(project_id, rows.filter(public_id=task_id).first())
    return _about(person, task.project, task)


def note_subject(person: Person, project_id: UUID, note_id: UUID) -> Subject:
    """A note of the project in the address. :raises Http404: there is none."""
    note = _of(project_id, Note.objects.select_related("project__territory").filter(public_id=note_id).first())
    return _about(person, note.project, note)


def attachment_subject(person: Person, project_id: UUID, attachment_id: UUID) -> Subject:
    """A file of the project in the address. :raises Http404: there is none."""
    rows = Attachment.objects.select_related("project__territory", "file")
    attachment = _of(project_id, rows.filter(public_id=attachment_id).first())
    return _about(person, attachment.project, attachment)


def _about(person: Person, project: Project, thing: Any) -> Subject:
    subject = subject_of(person, project)
    return Subject(thing, subject.territory, subject.relations)
