"""What the pages of projects read: a fixed number of queries, whatever is asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from twiza.accounts.models import Role, User
from twiza.accounts.people import Person
from twiza.projects.models import Contribution, Founder, Project, Stage, Task
from twiza.projects.rooms import Room, rooms
from twiza.territories.models import Territory

STILL_AFTER = datetime.timedelta(days=30)
ENDED = (Stage.REGISTERED, Stage.LEFT)
SORTS = {"moved": F("changed_at"), "name": F("name"), "begun": F("made_at"), "people": F("people")}


def mine(person: Person) -> QuerySet[Project]:
    """The projects of somebody: as a founder, or by her session; the last moved first. One query when read."""
    own = Project.objects.of_user(person.pk) if isinstance(person, User) else Project.objects.of_visitor(person.key)
    if not isinstance(person, User) and not person.key:
        own = Project.objects.none()
    return with_counts(own).order_by("-changed_at", "-id")


def with_counts(found: QuerySet[Project]) -> QuerySet[Project]:
    """Place, model and number of present founders with each project."""
    present = Count("founders", filter=Q(founders__left_at__isnull=True), distinct=True)
    ids = found.values("pk")
    return (
        Project.objects.filter(pk__in=ids)
        .select_related("territory", "model", "sector")
        .annotate(people=present)
        .defer("snapshot", "model__content")
    )


@dataclass(frozen=True)
class Standing:
    """One room of the thread, as this project finds it."""

    room: Room
    address: str
    state: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Thread:
    """The way of a project, and what to do there next."""

    rooms: tuple[Standing, ...]
    next_step: str
    next_address: str

    @property
    def eighths(self) -> int:
        """How far the star is filled: of eight points, by rooms done."""
        done = sum(one.done for one in self.rooms)
        return round(8 * done / len(self.rooms)) if self.rooms else 0


def thread(project: Project) -> Thread:
    """All rooms in order; the first that is not done is where the group is."""
    standing, here = [], None
    for room in rooms():
        done = room.done(project)
        current = not done and here is None
        here = room if current else here
        standing.append(Standing(room, room.address(project), room.state(project), done, current))
    step = here.next_step(project) if here else ""
    return Thread(tuple(standing), step, here.address(project) if here else "")


@dataclass(frozen=True)
class Beside:
    """What lies beside the thread, counted: four queries."""

    open_tasks: int
    next_task: Task | None
    notes: int
    files: int


def beside(project: Project) -> Beside:
    """Tasks, notes and files of a project, in numbers."""
    waiting = project.tasks.filter(done_at=None)
    return Beside(
        open_tasks=waiting.count(),
        next_task=waiting.filter(due_on__isnull=False).order_by("due_on", "id").first(),
        notes=project.notes.count(),
        files=project.attachments.count(),
    )


def advised_places(person: Person) -> list[Territory]:
    """Where somebody is an advisor, and may list the projects. One query for somebody with a sign-in."""
    if not isinstance(person, User):
        return []
    return [one.territory for one in person.assignments if one.role == Role.ADVISOR and one.organisation_id is None]


def below(territory: Territory, chosen: dict[str, Any]) -> QuerySet[Project]:
    """Projects of a place and of all below it that answer the filters, in the order asked for.

    What a visitor keeps in her browser alone is nobody's case yet, and is left out.
    """
    found = Project.objects.below(territory.path).filter(visitor="")
    if "q" in chosen:
        found = found.filter(name__icontains=chosen["q"])
    if "stage" in chosen:
        found = found.filter(stage=chosen["stage"])
    if "still" in chosen:
        found = found.filter(changed_at__lt=timezone.now() - STILL_AFTER).exclude(stage__in=ENDED)
    order = SORTS[chosen.get("sort", "moved").removeprefix("-")]
    turned = chosen.get("sort", "moved").startswith("-")
    return with_counts(found).order_by(order.desc() if turned else order.asc(), "-id")


def is_still(project: Project) -> bool:
    """Whether nobody has moved for thirty days, though the group is on its way."""
    return project.stage not in ENDED and project.changed_at < timezone.now() - STILL_AFTER


@dataclass(frozen=True)
class Bringing:
    """One founder in the table of money. Amounts in the country's currency; ``None`` while a share has no value."""

    founder: Founder
    amount: Decimal | None
    promised: Decimal
    received: Decimal


@dataclass(frozen=True)
class Money:
    """Shares and contributions of a group."""

    lines: tuple[Bringing, ...]
    contributions: tuple[Contribution, ...]
    shares: int
    capital: Decimal | None
    promised: Decimal
    received: Decimal


def money(project: Project) -> Money:
    """The money of a group: two queries."""
    founders = list(project.founders.present().order_by("id"))
    brought = list(
        Contribution.objects.filter(founder__in=founders).select_related("founder").order_by("founder_id", "id")
    )
    lines = tuple(_bringing(project, one, [c for c in brought if c.founder_id == one.pk]) for one in founders)
    shares = sum(one.shares for one in founders)
    return Money(
        lines=lines,
        contributions=tuple(brought),
        shares=shares,
        capital=project.share_value * shares if project.share_value is not None else None,
        promised=sum((one.promised for one in lines), Decimal()),
        received=sum((one.received for one in lines), Decimal()),
    )


def _bringing(project: Project, founder: Founder, brought: list[Contribution]) -> Bringing:
    for_shares = [one for one in brought if one.for_shares]
    return Bringing(
        founder=founder,
        amount=project.share_value * founder.shares if project.share_value is not None else None,
        promised=sum((one.value for one in for_shares), Decimal()),
        received=sum((one.value for one in for_shares if one.received_on), Decimal()),
    )
