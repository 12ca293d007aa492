"""What the pages of projects read: a fixed number of queries, whatever is asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from twiza.accounts.models import User
from twiza.accounts.people import Person
from twiza.projects.models import Project
from twiza.projects.rooms import Room, rooms


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
