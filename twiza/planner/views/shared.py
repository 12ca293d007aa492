"""What all pages of a plan show around their content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.accounts.people import person_of
from twiza.planner import rules, submitting
from twiza.planner.access import Asked
from twiza.planner.models import Plan
from twiza.projects import drafts
from twiza.ui.components.navigation import Breadcrumb, Link, Tabs


def language() -> str:
    """The reader's language."""
    return (get_language() or "ar")[:2]


def address(name: str, plan: Plan, *more: str) -> str:
    """The address of a page of *plan*."""
    return reverse(f"planner:{name}", args=[plan.project.public_id, plan.public_id, *more])


@dataclass(frozen=True)
class Frame:
    """Where one is, what else there is, and whether one may change it."""

    plan: Plan
    breadcrumb: Breadcrumb
    tabs: Tabs
    edits: bool
    scenarios: str
    drafts_of: str


def frame(request: HttpRequest, plan: Plan, current: str) -> Frame:
    """Around a page; *current* is the name of its tab."""
    project = plan.project
    views = [
        ("overview", pgettext("tab of the plan", "Questions"), address("overview", plan)),
        ("results", pgettext("tab of the plan", "Results"), address("results", plan)),
        ("statement", pgettext("tab of the plan", "Statements"), address("statement", plan, "income")),
        ("certainty", pgettext("tab of the plan", "How sure?"), address("certainty", plan)),
        ("inputs", pgettext("tab of the plan", "All figures"), address("inputs", plan)),
        ("scenarios", pgettext("tab of the plan", "Scenarios"), reverse("planner:scenarios", args=[project.public_id])),
    ]
    return Frame(
        plan=plan,
        breadcrumb=Breadcrumb(items=[Link(project.name, reverse("projects:project", args=[project.public_id]))]),
        tabs=Tabs(label=_("The plan"), items=[Link(label, href, key == current) for key, label, href in views]),
        edits=rules.may_edit(person_of(request), plan),
        scenarios=reverse("planner:scenarios", args=[project.public_id]),
        drafts_of=drafts.owner(person_of(request)),
    )


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form, without what stands there as the page showed it."""
    return submitting.touched({name: text for name, text in request.POST.items() if isinstance(text, str)})


def version_in(texts: Mapping[str, str]) -> int:
    """The version that the page showed; a broken one counts as an old one."""
    told = texts.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def kept(request: HttpRequest, to: str) -> HttpResponse:
    """On to the next page; the browser may forget what it kept of this one."""
    answer = redirect(to)
    drafts.arrived(request, answer)
    return answer


def page(
    request: HttpRequest, name: str, asked: Asked, current: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page *name* of a plan in its frame."""
    around = {"frame": frame(request, asked.plan, current), "plan": asked.plan, "project": asked.plan.project}
    around |= {"draft": drafts.name(request), "answered": request.method == "POST"}
    return render(request, f"planner/{name}.html", {**around, **context}, status=status)
