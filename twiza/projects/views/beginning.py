"""My projects, and the home of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twiza.accounts.access import needs, open_to_all
from twiza.accounts.people import person_of
from twiza.projects import queries
from twiza.projects.access import project_subject
from twiza.projects.models import Project


@require_safe
@open_to_all
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that I have begun or belong to; a visitor's own by her session."""
    return render(request, "projects/mine.html", {"projects": queries.mine(person_of(request))})


@require_safe
@needs("project.see", project_subject)
def project(request: HttpRequest, thing: Project) -> HttpResponse:
    """The home of a project: the thread with its rooms, and what to do next."""
    return render(request, "projects/project.html", {"project": thing, "thread": queries.thread(thing)})
