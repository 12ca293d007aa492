"""The home of a project: the thread, where it comes from, its words, its story, its end."""

from __future__ import annotations

from typing import Literal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twiza.accounts.access import needs
from twiza.accounts.people import person_of
from twiza.projects import commands, origins, queries
from twiza.projects import timeline as story
from twiza.projects.access import project_subject
from twiza.projects.forms import DescribeForm, SureForm
from twiza.projects.models import Project, Stage
from twiza.projects.views import shared
from twiza.ui.components.navigation import Step, Steps

PER_PAGE, LATELY = 50, 3


@require_safe
@needs("project.see", project_subject)
def project(request: HttpRequest, thing: Project) -> HttpResponse:
    """The thread with its rooms, what to do next, what happened lately."""
    lately = story.moments(thing, story.entries(thing)[:LATELY])
    thread = queries.thread(thing)
    return shared.page(
        request,
        "projects/project.html",
        thing,
        thread=thread,
        steps=_steps(thread),
        capital=thing.capital,
        is_home=True,
        beside=queries.beside(thing),
        lately=lately,
        given_up=thing.stage == Stage.LEFT,
    )


def _steps(thread: queries.Thread) -> Steps:
    def state(one: queries.Standing) -> Literal["done", "current", "todo"]:
        return "done" if one.done else "current" if one.current else "todo"

    items = [Step(str(one.room.label), state(one), one.state, one.address) for one in thread.rooms]
    return Steps(items=items, label=_("The way to a cooperative"))


@require_safe
@needs("project.see", project_subject)
def origin(request: HttpRequest, thing: Project) -> HttpResponse:
    """What the opportunity said that day, what the model assumes, and what has changed since."""
    kept = origins.kept(thing, get_language() or "ar")
    return shared.page(request, "projects/origin.html", thing, kept=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("project.change", project_subject)
def describe(request: HttpRequest, thing: Project) -> HttpResponse:
    """Name and words."""
    form = DescribeForm(
        shared.given(request), initial={"name": thing.name, "idea": thing.idea, "version": thing.version}
    )

    def do(form: DescribeForm) -> None:
        commands.describe(project=thing, by=person_of(request), seen_version=form.seen, **form.answers)

    back = shared.address("project", thing)
    return shared.asked(request, thing, form, do, title=_("What is the project about?"), verb=_("Save"), back=back)  # type: ignore[arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("project.change", project_subject)
def give_up(request: HttpRequest, thing: Project) -> HttpResponse:
    """The group stops, or goes on again."""
    again = thing.stage == Stage.LEFT
    command = commands.take_up_again if again else commands.give_up
    lead = _("Everything is as you left it.") if again else _("Everything is kept. You can go on at any time.")
    if thing.stage == Stage.FILED:
        lead = _(
            "Your dossier is taken back from the authority's desk. Everything is kept: you can go on at any time, and "
            "hand it in again. If you handed it in on paper, tell the counter too."
        )
    return shared.asked(
        request,
        thing,
        SureForm(shared.given(request)),
        lambda _form: command(project=thing, by=person_of(request)),
        title=_("Take the project up again?") if again else _("Give the project up?"),
        verb=_("Take it up again") if again else _("Give it up"),
        back=shared.address("project", thing),
        lead=lead,
    )


@require_safe
@needs("project.see", project_subject)
def timeline(request: HttpRequest, thing: Project) -> HttpResponse:
    """Everything that happened, newest first, in plain words."""
    found = Paginator(story.entries(thing), PER_PAGE).get_page(request.GET.get("page"))
    return shared.page(
        request,
        "projects/timeline.html",
        thing,
        found=found,
        moments=story.moments(thing, found.object_list),
        query=request.GET,
    )
