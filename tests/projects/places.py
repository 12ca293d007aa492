"""Every address of a project, filled with things that it has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.files import samples
from tests.projects.factories import a_founder, a_group, a_member
from twiza.accounts.models import User
from twiza.accounts.people import SESSION_KEY, Visitor
from twiza.projects import commands
from twiza.projects.models import Project
from twiza.sealing.keys import fingerprint

SEEN = ["project", "origin", "timeline", "founders", "founder", "founder-section", "consent", "remove-founder", "money",
        "tasks", "notes", "files", "file"]  # fmt: skip
"""Whoever may see the project may open these; some of them refuse when something is to be changed."""
WRITTEN = ["task", "task-done", "note"]
CHANGED = ["describe", "give-up", "add-founder", "invite", "invitation", "withdraw", "twins", "share-value",
           "add-contribution", "contribution", "remove-file"]  # fmt: skip
POSTED = {"task-done"}
READ = {"project", "origin", "timeline", "founders", "founder", "money", "file"}


@dataclass
class Scene:
    """A whole project with one of everything."""

    project: Project
    president: User
    member: User
    reader: User
    former: User
    addresses: dict[str, str]


def url(name: str, *args: object) -> str:
    """An address in English."""
    with translation.override("en"):
        return reverse(f"projects:{name}", args=args)


def a_scene() -> Scene:
    """A group with a president, a member, somebody who reads only, and somebody who has left."""
    project = a_group(3)
    first = project.founders.order_by("id")[0]
    assert first.user
    president = first.user
    member = a_member(project, "member@example.org")
    reader = a_member(project, "reader@example.org", edits=False, name="بهيجة")
    former = a_member(project, "former@example.org", name="يامنة")
    commands.remove_founder(founder=project.founders.get(user=former), by=former)
    other = a_founder(project, "Khadija", by=president)
    alone = project.founders.get(name="خديجة")
    invitation = commands.invite(project=project, by=president, founder=other)
    brought = commands.add_contribution(founder=first, kind="money", value=Decimal(500), by=president)
    task = commands.add_task(project=project, text="Call the advisor", by=president)
    note = commands.add_note(project=project, text="The land is free in May", by=president)
    attachment = commands.attach(project=project, upload=samples.upload(samples.picture()), by=president)
    own = {
        "founder": [alone.public_id], "founder-section": [alone.public_id, "name"], "consent": [alone.public_id],
        "remove-founder": [alone.public_id], "invitation": [invitation.public_id], "withdraw": [invitation.public_id],
        "twins": [alone.public_id, other.public_id], "contribution": [brought.public_id], "task": [task.public_id],
        "task-done": [task.public_id], "note": [note.public_id], "file": [attachment.public_id],
        "remove-file": [attachment.public_id],
    }  # fmt: skip
    names = [*SEEN, *WRITTEN, *CHANGED]
    addresses = {name: url(name, project.public_id, *own.get(name, [])) for name in names}
    return Scene(project, president, member, reader, former, addresses)


def as_person(user: User) -> Client:
    """A browser in which *user* has signed in."""
    client = Client()
    client.force_login(user)
    return client


def as_visitor(secret: str) -> tuple[Client, Visitor]:
    """A browser whose session holds *secret*, and the visitor that it makes of its reader."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = secret
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return client, Visitor(fingerprint(secret, purpose="visitor"))
