"""Every address is visited as everybody, and the answer compared with the table of who may do what.

The world is that of the examples: a group on its way, a filed file, a registered cooperative, one person of
every role. Besides them: nobody at all, another browser's visitor, a stranger with a sign-in, an advisor and an
officer of another province, a founder who has left.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.accounts.factories import person
from twiza.accounts.access import Access
from twiza.accounts.models import Role, RoleAssignment, User
from twiza.accounts.rules import FOUNDER, permissions
from twiza.dossier.commands import Fault, return_with_defects
from twiza.dossier.models import Assembly, Dossier, Filing, Signature, StepDone
from twiza.messages.models import Message
from twiza.papers.models import Paper
from twiza.planner.models import Plan
from twiza.portal.demonstration import DOMAIN
from twiza.projects import commands as projects
from twiza.projects.commands.inviting import secret_of
from twiza.projects.models import Project
from twiza.registry.loading import commands as loading
from twiza.registry.models import Cooperative, Import
from twiza.territories.models import Territory

OPEN_AREAS = {"territories", "bank", "opportunities", "portal", "ui", "papers"}
"""Everything in these is for everybody."""
NOT_PAGES = {"healthz", "readyz", "ui-gallery-redirect", "api"}


@dataclass(frozen=True)
class Address:
    """One address that declares who may open it."""

    name: str
    access: Access | None
    wants: tuple[str, ...]


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        wants = tuple(one.pattern.converters)
        if isinstance(one, URLResolver):
            inside = f"{namespace}{one.namespace}:" if one.namespace else namespace
            for name, pattern, more in _patterns(one, inside):
                yield name, pattern, (*wants, *more)
        elif one.name:
            yield f"{namespace}{one.name}", one, wants


def addresses() -> list[Address]:
    """Every named address of our own areas."""
    found = {}
    for name, pattern, wants in _patterns(get_resolver()):
        module = getattr(pattern.callback, "__module__", "")
        if module.startswith("twiza.") and name.split(":")[0] not in NOT_PAGES:
            found[name] = Address(name, getattr(pattern.callback, "access", None), wants)
    return [found[name] for name in sorted(found)]


def area(name: str) -> str:
    return name.partition(":")[0]


def test_every_private_address_says_who_may_open_it():
    silent = [one.name for one in addresses() if one.access is None and area(one.name) not in OPEN_AREAS]

    assert silent == []


def test_every_action_that_an_address_needs_is_in_the_table():
    asked = {one.access.action for one in addresses() if one.access and one.access.action}

    assert asked <= {one.action for one in permissions()}


@dataclass
class World:
    """The examples, and what stands in the addresses."""

    group: Project
    filed: Project
    cooperative: Cooperative
    people: dict[str, User | None]
    things: dict[str, dict[str, Any]]

    def address(self, one: Address) -> str:
        """*one* filled with things that are there."""
        with translation.override("en"):
            return reverse(one.name, kwargs={name: self.thing(one.name, name) for name in one.wants})

    def thing(self, address: str, name: str) -> Any:
        of_area = self.things.get(address) or {}
        if name in of_area:
            return of_area[name]
        return self.things[area(address)][name] if name in self.things[area(address)] else self.things[""][name]


@pytest.fixture
def world(country: object) -> World:
    cache.clear()
    call_command("demo", "load", stdout=io.StringIO())
    people: dict[str, User | None] = {
        user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith=DOMAIN)
    }
    group = Project.objects.get(dossier__state="preparing")
    filed = Project.objects.get(dossier__state="filed")
    far = Territory.objects.filter(level="province").exclude(pk=group.territory.parent_id).order_by("code").first()
    people["nobody"] = None
    people["stranger"] = person("stranger@example.org")
    people["advisor elsewhere"] = person("far@example.org", role="advisor", territory=far.code)
    people["officer elsewhere"] = person("away@example.org", role="authority_officer", territory=far.code)
    people["former founder"] = _who_left(group, people["founder"])
    return World(group, filed, Cooperative.objects.get(), people, _things(group, filed, people))


def _who_left(group: Project, founder: User | None) -> User:
    user = person("former@example.org")
    invitation = projects.invite(project=group, by=founder)
    place = projects.accept(invitation=invitation, user=user, name="Former")
    projects.remove_founder(founder=place, by=user)
    return user


def _things(group: Project, filed: Project, people: dict[str, User | None]) -> dict[str, dict[str, Any]]:
    by = people["founder"]
    plan, load = Plan.objects.get(project=group), _an_import()
    founder, other = group.founders.present().order_by("pk")[1:3]
    picture = SimpleUploadedFile("photo.png", _png(), content_type="image/png")
    contribution = projects.add_contribution(founder=founder, kind="money", value=Decimal(100), by=by)
    note = projects.add_note(project=group, text="x", by=by)
    file = projects.attach(project=group, upload=picture, by=by)
    invitation = projects.invite(project=group, by=by)
    dossier = Dossier.objects.get(project=filed)
    filing = Filing.objects.get(dossier=dossier)
    defects = return_with_defects(filing=filing, defects=[Fault(field="name", text="x")], by=people["officer"]).defects
    paper = Paper.objects.filter(subject_key=dossier.key, replaced_at=None).order_by("pk")[0]
    signature = Signature.objects.filter(paper__subject_key=dossier.key).order_by("pk")[0]
    cooperative = Cooperative.objects.get()
    of_dossier = {
        "project_id": filed.public_id, "founder_id": filed.founders.order_by("pk")[0].public_id,
        "signature_id": signature.public_id, "assembly_id": Assembly.objects.get(dossier=dossier).public_id,
        "number": 1, "defect_id": defects.get().public_id, "filing_id": filing.public_id,
        "code": paper.code, "form": "pdf", "key": "x", "what": "accepted",
    }  # fmt: skip
    return {
        "": {"code": group.territory.code, "form": "csv", "name": "x", "number": 1},
        "projects": {
            "project_id": group.public_id, "founder_id": founder.public_id, "other_id": other.public_id,
            "section": "name", "contribution_id": contribution.public_id, "note_id": note.public_id,
            "task_id": group.tasks.order_by("pk")[0].public_id, "attachment_id": file.public_id,
            "invitation_id": invitation.public_id, "secret": secret_of(invitation),
        },
        "planner": {
            "project_id": group.public_id, "plan_id": plan.public_id, "step": "products", "statement": "income",
            "form": "xlsx",
        },
        "dossier": of_dossier,
        "dossier:desk-table": {"form": "csv"},
        "dossier:step": {"key": "gather"},
        "dossier:step-back": {"key": "gather"},
        "dossier:question": {"key": "object"},
        "dossier:proof": {"key": _a_proof(dossier).step},
        "registry": {"public_id": cooperative.public_id, "form": "csv", },
        **{f"registry:{name}": {"public_id": load.public_id} for name in LOADS},
        "accounts": {"public_id": _a_message().public_id, "number": _a_role(people).pk},
    }  # fmt: skip


def _png() -> bytes:
    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(content, "PNG")
    return content.getvalue()


def _an_import() -> Import:
    content = "name,number\nتعاونية الأمل,7\n".encode()
    upload = SimpleUploadedFile("r.csv", content, content_type="text/csv")
    return loading.start(upload=upload, territory=Territory.objects.get(parent=None), by="command-line")


def _a_proof(dossier: Dossier) -> StepDone:
    """A step that was done, with the picture of its receipt; the filing has it too."""
    from twiza.files.commands import store_bytes

    done = StepDone.objects.filter(dossier=dossier).order_by("pk")[0]
    done.proof = store_bytes(content=_png(), name="r.png", media_type="image/png", by="tests")
    done.save()
    Filing.objects.filter(dossier=dossier).update(receipt=done.proof, answer=done.proof)
    return done


def _a_role(people: dict[str, User | None]) -> RoleAssignment:
    """The advisor's, in the province of the group."""
    return RoleAssignment.objects.get(user=people["advisor"])


def _a_message() -> Message:
    return Message.objects.create(once="x", channel="email", to="x@example.org", language="ar", kind="x", body="x")


LOADS = (
    "load", "load-columns", "load-decide", "load-places", "load-all", "load-undo", "load-stop", "load-report",
)  # fmt: skip
OF_ONES_OWN = {
    "accounts:people-mine",
    "accounts:second-factor-wanted",
    "dossier:desk",
    "dossier:desk-table",
    "registry:loads",
}
"""About the places where the reader holds a role, wherever they are: their own tests say who sees what."""
NOT_NOW = {"accounts:code", "accounts:welcome", "accounts:held", "accounts:outbox"}
"""Open in the middle of signing in, or on a developer's own machine, and at no other time."""
ALLOWED = {one.action: one.who for one in permissions()}


def may_open(world: World, who: str, one: Address) -> bool | None:
    """What the table says; None where the address is about a thing that this role has elsewhere."""
    assert one.access is not None
    if not one.access.action:
        return not one.access.signed_in or world.people[who] is not None
    roles = ALLOWED[one.access.action]
    user = world.people[who]
    if user is None:
        return False
    if who == "manager":
        return area(one.name) == "registry" and Role.COOPERATIVE_MANAGER in roles
    project = world.filed if area(one.name) == "dossier" else world.group
    here = project.territory.path
    held = {
        a.role for a in user.role_assignments.select_related("territory") if here.startswith(a.territory.path)
    }  # an assignment above the place of the thing
    if project.founders.filter(user=user, left_at=None).exists() and area(one.name) in {
        "projects",
        "planner",
        "dossier",
    }:
        held.add(FOUNDER)
    return bool(roles & held)


def outcome(answer: Any) -> str:
    """``refused``, ``asked to sign in`` or ``opened``; whatever the page itself then says is its own affair."""
    if answer.status_code == 403:
        return "refused"
    if answer.status_code in {301, 302} and "/account/login/" in answer.get("Location", ""):
        return "asked to sign in"
    if answer.status_code == 404 or answer.status_code >= 500:
        return f"broken ({answer.status_code})"
    return "opened"


WHO = [
    "nobody", "stranger", "former founder", "advisor elsewhere", "officer elsewhere", "founder", "second-founder",
    "filing-founder", "manager", "advisor", "analyst", "officer", "administrator",
]  # fmt: skip


@pytest.mark.same_on_each
def test_every_address_opens_for_those_whom_the_table_names_and_for_nobody_else(world):
    wrong = []
    for who in WHO:
        user = world.people[who]
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        for one in addresses():
            if one.access is None or one.name in OF_ONES_OWN | NOT_NOW:
                continue
            allowed = may_open(world, who, one)
            wanted = "opened" if allowed else "refused" if user is not None else "asked to sign in"
            for method in ("get", "post"):
                found = _visit(client, method, world.address(one))
                stricter = (
                    allowed and method == "post" and found in {"refused", "asked to sign in"}
                )  # seeing is not changing
                if found not in {wanted, "no such verb"} and not stricter:
                    wrong.append(f"{who}: {method} {one.name} ({one.access.action or 'all'}): {found}, not {wanted}")
    assert wrong == [], "\n".join(wrong)


def _visit(client: Client, method: str, address: str) -> str:
    """One request, whose changes are undone, those of the browser's cookies too."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address, headers={"Sec-Fetch-Site": "same-origin"})
        transaction.set_rollback(True)
    client.cookies = cookies
    return "no such verb" if answer.status_code == 405 else outcome(answer)
