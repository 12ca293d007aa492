"""A world in which every word that people typed is markup, a template, a formula and typst at once.

It is that of ``test_every_address``; its pages are opened once, by all who may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.portal.test_every_address import Address, World, addresses, area
from twiza.accounts.models import Organisation, User
from twiza.dossier import models as dossier
from twiza.files.models import StoredFile
from twiza.messages.models import Message
from twiza.planner.models import Plan
from twiza.projects import models as projects
from twiza.registry import models as registry

NASTY = """=1+1<script>alert(1)</script>"'{{7*7}}#eval("x")"""
READERS = ["founder", "filing-founder", "manager", "advisor", "analyst", "officer", "administrator"]


@dataclass(frozen=True)
class Seen:
    """One answer to somebody who may have it."""

    who: str
    name: str
    private: bool
    kind: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")


def _everywhere(value: Any, names: frozenset[str] | None = None, key: str = "") -> Any:
    """*value* with every text in it replaced; only below *names* if they are given."""
    if isinstance(value, dict):
        return {k: _everywhere(v, names, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_everywhere(one, names, key) for one in value]
    return NASTY if isinstance(value, str) and value and (names is None or key in names) else value


def poison() -> None:
    """Replace what people typed, wherever something of somebody is shown."""
    User.objects.update(name=NASTY)
    Organisation.objects.update(name=NASTY)
    Message.objects.update(body=NASTY, subject=NASTY)
    projects.Project.objects.update(name=NASTY, idea=NASTY)
    projects.Founder.objects.update(name=NASTY, name_latin=NASTY, profession=NASTY)
    projects.Contribution.objects.update(text=NASTY, valued_by=NASTY)
    projects.Task.objects.update(text=NASTY)
    projects.Note.objects.update(text=NASTY)
    projects.Attachment.objects.update(label=NASTY)
    for stored in StoredFile.objects.all():
        stored.name = f"{NASTY}.{stored.name.rpartition('.')[2]}"
        stored.save()
    dossier.StepDone.objects.update(reference=NASTY)
    dossier.Assembly.objects.update(place=NASTY)
    dossier.Resolution.objects.update(text=NASTY)
    dossier.Filing.objects.update(receipt_number=NASTY, words=NASTY)
    dossier.Defect.objects.update(text=NASTY, answer=NASTY)
    registry.Cooperative.objects.update(name_ar=NASTY, name_latin=NASTY, activity=NASTY, products=[NASTY], number=NASTY)
    registry.Member.objects.update(name=NASTY)
    registry.Import.objects.update(
        headers=[NASTY],
        mapping={"columns": {"name_ar": 0}, "header": 1, "places": {}},
        trouble=NASTY,
        counts={"lines": 1},
    )
    for plan in Plan.objects.all():
        plan.name, plan.inputs = NASTY, _everywhere(plan.inputs, frozenset({"name", "note"}))
        plan.save()
    for filing in dossier.Filing.objects.all():
        filing.content = _everywhere(filing.content, frozenset({"name", "activity", "object", "address", "profession"}))
        filing.save()


def ours() -> list[Address]:
    """Every address where something of somebody may stand; what follows from the pack alone is tested elsewhere."""
    return [one for one in addresses() if one.access is not None or one.name in {"papers:verify", "portal:territory"}]


def visits(world: World) -> Iterator[Seen]:
    """Every answer to everybody who may have it."""
    poison()
    done: set[tuple[str, str]] = set()
    for who in READERS:
        client = Client()
        client.force_login(world.people[who])
        for one in ours():
            for address in _forms(world, one):
                if (one.name, address) in done and one.access is not None and one.access.action:
                    continue
                with transaction.atomic():
                    answer = client.get(address)
                    body = _body(answer)
                    transaction.set_rollback(True)
                assert answer.status_code < 500 or "readyz" in address, f"{who}: {one.name}: {answer.status_code}"
                if answer.status_code != 200:
                    continue
                done.add((one.name, address))
                private = one.access is not None and (one.access.signed_in or bool(one.access.action))
                kind = answer["Content-Type"].partition(";")[0]
                yield Seen(who, one.name, private, kind, body, dict(answer.headers))


def address_of(world: World, one: Address) -> str:
    """Where *one* lies in *world*."""
    known = {
        "papers:verify": {"code": world.things["dossier"]["code"]},
        "portal:territory": {"code": world.group.territory.code},
    }
    if one.name in known:
        return reverse(one.name, kwargs=known[one.name])
    return world.address(one)


def _forms(world: World, one: Address) -> list[str]:
    """The address, once for each form in which a table or a plan is handed over."""
    first = address_of(world, one)
    if "form" not in one.wants or area(one.name) == "portal":
        return [first]
    stem = first.rpartition(".")[0]
    return [f"{stem}.{form}" for form in ("csv", "xlsx", "pdf", "docx")]


def _body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)  # type: ignore[attr-defined]
