"""Every page of the founding thread, on a small phone, in Arabic, with names as long as a field lets in.

One group goes from its first founder to the register; at each stage all pages that it, its officer and its advisor
can open are looked at, in the light scheme and the dark one by turns: none scrolls sideways, none has a barrier. It
knows the addresses of all pages: whoever adds one adds it here, or says below why it is none.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle

import pytest
from django.core.cache import cache
from django.urls import get_resolver, reverse
from django.utils import translation

from tests.accounts.factories import person
from tests.browser.barriers import barriers
from tests.browser.test_projects import signed_in
from tests.dossier.factories import begun, filed, officer, papered, picture, signed
from tests.projects.factories import a_founder, a_project
from tests.registry.factories import cooperative, manager_of
from tests.registry.test_loading import GOOD, checked, line
from tests.registry.test_loading import begun as load_begun
from twiza.dossier import commands as dossier_commands
from twiza.dossier import interview
from twiza.dossier.models import Dossier
from twiza.dossier.views.answering import ANSWERS
from twiza.papers.models import Paper
from twiza.planner import commands as planner_commands
from twiza.planner.lines import STATEMENTS
from twiza.planner.steps import SLUGS
from twiza.projects import commands
from twiza.projects.models import Founder, Project

LONG = (
    "تعاونية_النساء_القرويات_لتثمين_المنتجات_المحلية Coopérative-des-femmes-rurales-pour-la-valorisation-de-Chichaoua"
)
UNBROKEN = "Bent-Abderrahmane" * 6
AREAS = ("dossier", "planner", "privacy", "projects", "registry")
NO_PAGE = {
    "dossier": "begin begin-again interview newer-law step-back proof make-papers paper signature assembly-open "
    "assembly-presence assembly-vote assembly-strike assembly-close assembly-reopen receipt answer-file desk-table "
    "desk-return desk-accept desk-refuse desk-receipt desk-answer desk-paper desk-signature",
    "planner": "begin add preview reset scale change copy download",
    "privacy": "my-data-file",
    "projects": "start overview-table withdraw task-done file",
    "registry": "table extract members-table load-decide load-places load-all load-undo load-stop load-report",
}
"""Addresses that only take something, give a file, a part of a page, or lead elsewhere."""


class Walk:
    """Somebody's phone, and the names of the pages that were looked at."""

    def __init__(self, page):
        self.page = page
        self.base = "/".join(page.url.split("/")[:3])
        self.schemes = cycle(("light", "dark"))
        self.seen = set()
        self.poor = []

    def becomes(self, user):
        self.page.context.clear_cookies()
        signed_in(self.page, user)
        return self

    def look(self, name, *args, query=""):
        self.seen.add(name)
        scheme = next(self.schemes)
        self.page.emulate_media(color_scheme=scheme)
        with translation.override("ar"):
            path = reverse(name, args=args) + query
        answer = self.page.goto(f"{self.base}{path}", wait_until="load")
        if answer.status != 200:
            self.poor.append(f"{path}: {answer.status}")
            return
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.poor.append(f"{path} is too wide")
        self.poor += [f"{path} ({scheme}): {told}" for told in barriers(self.page)]

    def all(self, area, names, *args):
        for name in names.split():
            self.look(f"{area}:{name}", *args)


def pages_of(area):
    """Names of the addresses of *area* that lead to a page."""
    found, waiting = set(), [("", get_resolver())]
    while waiting:
        namespace, one = waiting.pop()
        for inner in one.url_patterns:
            if hasattr(inner, "url_patterns"):
                waiting.append((inner.namespace or namespace, inner))
            elif namespace == area:
                found.add(f"{area}:{inner.name}")
    return found - {f"{area}:{name}" for name in NO_PAGE[area].split()}


@pytest.fixture
def walk(visit, country):
    cache.clear()
    return Walk(visit("/ar/about/", width=360, has_touch=True))


def group_pages(walk, project, president):
    """The project, its people, its money and its work; before that, a project with nothing in it."""
    key = project.public_id
    other = project.founders.order_by("id")[1]
    task = commands.add_task(project=project, text=UNBROKEN, who=other, by=president)
    note = commands.add_note(project=project, text=UNBROKEN, by=president)
    invitation = commands.invite(project=project, by=president)
    contribution = commands.add_contribution(
        founder=other, kind="money", value=Decimal(500), text=UNBROKEN, for_shares=True, by=president
    )
    attachment = commands.attach(project=project, upload=picture(), label=UNBROKEN, by=president)
    twin = a_founder(project, other.name + " ")
    walk.all("projects", "mine new")
    walk.all("projects", "project origin describe give-up timeline founders add-founder invite money share-value", key)
    walk.all("projects", "add-contribution tasks notes files", key)
    walk.look("projects:invitation", key, invitation.public_id)
    walk.look("projects:join", commands.inviting.secret_of(invitation))
    walk.look("projects:contribution", key, contribution.public_id)
    walk.look("projects:task", key, task.public_id)
    walk.look("projects:note", key, note.public_id)
    walk.look("projects:remove-file", key, attachment.public_id)
    walk.all("projects", "founder consent remove-founder", key, other.public_id)
    for section in ("name", "identity", "reach", "shares", "office"):
        walk.look("projects:founder-section", key, other.public_id, section)
    walk.look("projects:twins", key, other.public_id, twin.public_id)
    commands.remove_founder(founder=twin, by=president)


def plan_pages(walk, project, president):
    walk.look("planner:plan", project.public_id)
    plan = planner_commands.begin(project=project, by=president)
    walk.look("planner:scenarios", project.public_id)
    here = (project.public_id, plan.public_id)
    walk.all("planner", "overview inputs results certainty", *here)
    for step in SLUGS:
        walk.look("planner:question", *here, step)
    walk.look("planner:statement", *here, STATEMENTS[0])


def dossier_pages(walk, dossier):
    """From the first question to papers that wait to be signed."""
    key = dossier.project.public_id
    walk.all("dossier", "home rules answers papers sign file assembly", key)
    for step in dossier.law.content["law_steps"][::4]:
        walk.look("dossier:step", key, step["key"])
    one_of_each = {one.question.kind: one.question.key for one in interview.asked(dossier)}
    for question in one_of_each.values():
        walk.look("dossier:question", key, question)
    dossier = papered(dossier)
    walk.all("dossier", "home papers sign assembly answers", key)
    walk.look("dossier:assembly-sheet", key, dossier.assemblies.get().public_id)
    walk.look("dossier:record", key, dossier.project.founders.order_by("id")[1].public_id)
    walk.look("papers:verify", Paper.objects.order_by("id")[0].code)
    dossier = signed(dossier)
    walk.look("dossier:file", key)
    return dossier


def desk_pages(walk, dossier, president):
    """Handed in, examined, returned, mended, handed in on paper."""
    key, authority = dossier.project.public_id, officer()
    filing = filed(dossier)
    walk.becomes(authority)
    walk.all("dossier", "desk")
    walk.look("dossier:desk-filing", filing.public_id)
    faults = [dossier_commands.Fault("seat", UNBROKEN), dossier_commands.Fault("object", "الغرض غير واضح")]
    filing = dossier_commands.return_with_defects(filing=filing, defects=faults, by=authority)
    walk.look("dossier:desk-filing", filing.public_id)
    walk.becomes(president)
    walk.all("dossier", "home defects", key)
    walk.look("dossier:filed", key, filing.round)
    walk.look("dossier:mend", key, filing.defects.order_by("id")[0].public_id)
    for defect in filing.defects.all():
        dossier_commands.mend(defect=defect, by=president, answer="صححناه.")
    dossier = Dossier.objects.get(pk=dossier.pk)
    dossier_commands.refile(dossier=dossier, by=president, way="paper", receipt_number="12/2026")
    walk.all("dossier", "home answer", key)
    for what in ANSWERS:
        walk.look("dossier:tell-answer", key, what)


def staff_pages(walk):
    """The register, its loads, the advisor's table, one's own data."""
    administrator = person("administrator@example.org", role="administrator", name=UNBROKEN)
    load = load_begun(GOOD, line(name=LONG), by=administrator)
    read = checked(GOOD, line(number="2/2015", place="مكان مجهول", name=UNBROKEN), by=administrator)
    body = cooperative(LONG, name_latin=UNBROKEN, activity=UNBROKEN)
    walk.page.context.clear_cookies()
    walk.all("registry", "cooperatives map")
    walk.look("registry:cooperative", body.public_id)
    walk.all("privacy", "privacy who-may")
    walk.becomes(administrator)
    walk.look("registry:loads")
    walk.look("registry:load-new", "XE")
    walk.look("registry:load-columns", load.public_id)
    walk.look("registry:load", read.public_id)
    walk.all("registry", "correct confirm", body.public_id)
    walk.becomes(person("advisor@example.org", role="advisor", territory="01"))
    walk.look("projects:overview", "01")
    walk.becomes(manager_of(body))
    walk.all("registry", "publish members", body.public_id)
    walk.all("privacy", "my-data end")


def test_no_page_scrolls_sideways_or_has_a_barrier(walk):
    president = person("president@example.org", name=UNBROKEN)
    empty = a_project(by=person("alone@example.org"), name=UNBROKEN)
    walk.becomes(empty.founders.get().user)
    walk.all("projects", "project founders money tasks notes files timeline", empty.public_id)
    walk.all("planner", "plan", empty.public_id)
    walk.all("dossier", "home", empty.public_id)

    dossier = begun(president=president)
    Project.objects.filter(pk=dossier.project_id).update(name=LONG[:120])
    Founder.objects.filter(project=dossier.project).exclude(user=president).update(name_latin=UNBROKEN)
    project = Project.objects.get(pk=dossier.project_id)
    walk.becomes(president)
    walk.look("dossier:founding-law")
    group_pages(walk, project, president)
    plan_pages(walk, project, president)
    desk_pages(walk, dossier_pages(walk, dossier), president)
    staff_pages(walk)

    assert walk.poor == []
    assert set().union(*map(pages_of, AREAS)) - walk.seen == set(), "pages that nobody looked at"
