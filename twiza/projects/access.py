"""What a person is to a project, for the gates of every page that belongs to one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from twiza.accounts.access import Subject
from twiza.accounts.models import User
from twiza.accounts.people import Person, Visitor
from twiza.accounts.rules import FOUNDER, OWNER, may
from twiza.projects.models import Founder, Project


def relations_of(person: Person, project: Project) -> frozenset[str]:
    """``founder`` for somebody with a present place in the group, ``owner`` for the visitor who made it."""
    if isinstance(person, User):
        present = Founder.objects.present().filter(project=project, user=person)
        return frozenset({FOUNDER}) if present.exists() else frozenset()
    if isinstance(person, Visitor) and person.key and project.visitor == person.key:
        return frozenset({OWNER})
    return frozenset()


def project_subject(person: Person, project_id: UUID) -> Subject:
    """The project of an address, and what *person* is to it. :raises Http404: there is none."""
    project = Project.objects.select_related("territory", "model", "sector").filter(public_id=project_id).first()
    if project is None:
        raise Http404
    return subject_of(person, project)


def subject_of(person: Person, project: Project) -> Subject:
    """The same for a project at hand."""
    return Subject(project, project.territory, relations_of(person, project))


def may_do(person: Person, action: str, project: Project) -> bool:
    """Whether *person* may do *action* with this project; for changes a founder needs the right to edit too."""
    relations = relations_of(person, project)
    if not may(person, action, project.territory, relations):
        return False
    if action == "project.change" and FOUNDER in relations:
        return Founder.objects.present().filter(project=project, user_id=person.pk, edits=True).exists()  # type: ignore[union-attr]
    return True
