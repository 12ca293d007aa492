"""What a person is to a dossier or a filing, for the gates of their addresses."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from twiza.accounts.access import Subject
from twiza.accounts.people import Person
from twiza.dossier.models import Assembly, Defect, Dossier, Filing
from twiza.dossier.queries import dossier_of
from twiza.projects.access import project_subject, subject_of
from twiza.projects.models import Founder


def of_project(person: Person, project_id: UUID) -> Subject:
    """The project of an address, whether it has a dossier or not."""
    return project_subject(person, project_id)


def of_dossier(person: Person, project_id: UUID, **_more: object) -> Subject:
    """The dossier of a project. :raises Http404: none was begun."""
    subject = project_subject(person, project_id)
    dossier = dossier_of(subject.thing)
    if dossier is None:
        raise Http404
    return Subject(dossier, subject.territory, subject.relations)


def of_assembly(person: Person, project_id: UUID, assembly_id: UUID) -> Subject:
    """An assembly of the dossier of a project."""
    subject = of_dossier(person, project_id)
    rows = Assembly.objects.select_related("chair", "secretary").filter(dossier=subject.thing, public_id=assembly_id)
    return Subject(_there(rows.first(), subject.thing), subject.territory, subject.relations)


def of_founder(person: Person, project_id: UUID, founder_id: UUID) -> Subject:
    """A present founder of the group, with the dossier at hand as ``founder.dossier``."""
    subject = of_dossier(person, project_id)
    founder = Founder.objects.present().filter(project=subject.thing.project, public_id=founder_id).first()
    if founder is None:
        raise Http404
    return Subject((subject.thing, founder), subject.territory, subject.relations)


def of_defect(person: Person, project_id: UUID, defect_id: UUID) -> Subject:
    """A defect that an officer sent back to the group; those of a filing on the desk are nobody's yet."""
    subject = of_dossier(person, project_id)
    defect = Defect.objects.select_related("filing").filter(filing__dossier=subject.thing, public_id=defect_id).first()
    if defect is None:
        raise Http404
    defect.filing.dossier = subject.thing
    return Subject(defect, subject.territory, subject.relations)


def of_filing(person: Person, filing_id: UUID) -> Subject:
    """A filing on an officer's desk. What was never filed has no address there."""
    filing = (
        Filing.objects.select_related(
            "dossier__project__territory", "dossier__project__model", "dossier__law", "receipt"
        )
        .filter(public_id=filing_id)
        .first()
    )
    if filing is None:
        raise Http404
    about = subject_of(person, filing.dossier.project)
    return Subject(filing, about.territory, about.relations)


def _there(assembly: Assembly | None, dossier: Dossier) -> Assembly:
    if assembly is None:
        raise Http404
    assembly.dossier = dossier
    return assembly
