"""What the pages of a dossier share: where they are, and how a refusal reaches the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.accounts.codes import TooManyCodes, TooManyTries
from twiza.accounts.commands import Refused
from twiza.accounts.people import person_of
from twiza.accounts.rules import may
from twiza.dossier.models import Dossier
from twiza.files.kinds import Unfit
from twiza.projects import drafts
from twiza.projects.access import relations_of
from twiza.projects.commands import Conflict
from twiza.projects.models import Project
from twiza.ui.components.navigation import Link

REFUSALS = (Refused, Unfit, TooManyCodes, TooManyTries)


def trail(project: Project, *further: Link) -> list[Link]:
    """From the project to this page."""
    return [
        Link(project.name, reverse("projects:project", args=[project.public_id])),
        Link(_("The papers"), reverse("dossier:home", args=[project.public_id])),
        *further,
    ]


def try_to(request: HttpRequest, do: Callable[[], Any], done: str = "") -> bool:
    """Run a command; say what was done, or why not. Whether it was done."""
    try:
        do()
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return False
    except Conflict:
        messages.error(request, _("Somebody else changed this meanwhile. Look at it as it is now, then try again."))
        return False
    if done:
        messages.success(request, done)
    return True


def back(name: str, *args: object) -> HttpResponse:
    """To a page of this area."""
    return redirect(reverse(f"dossier:{name}", args=args))


def page(request: HttpRequest, template: str, dossier: Dossier, context: dict[str, Any]) -> HttpResponse:
    """A page about a dossier. What the reader may do is told to the template as ``may_…``."""
    person = person_of(request)
    relations = relations_of(person, dossier.project)
    rights = {
        f"may_{verb}": may(person, f"dossier.{verb}", dossier.project.territory, relations)
        for verb in ("prepare", "make_papers", "sign", "assemble", "file", "tell_answer")
    }
    shown = {
        "drafts_of": drafts.owner(person),
        "dossier": dossier,
        "project": dossier.project,
        "trail": trail(dossier.project),
        **rights,
        **context,
    }
    return render(request, f"dossier/{template}", shown)
