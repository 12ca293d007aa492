"""The thread of a project: the rooms that one passes through, each of its own area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from twiza.projects.models import Project


def _never(_project: Project) -> bool:
    return False


def _nothing(_project: Project) -> str:
    return ""


@dataclass(frozen=True)
class Room:
    """One room. ``state`` is a short sentence on how it stands ("3 of 5 papers signed"); it may be empty.

    ``done`` tells whether the work there is finished; ``next_step`` is the verb of what to do there now
    ("Invite the other founders"), empty where nothing waits. The first room that is not done, by
    ``order``, is where the group is. Ours: idea 10, group 20. The plan: 30, papers: 40, filed: 50,
    registered: 60.
    """

    name: str
    order: int
    label: str | Promise
    address: Callable[[Project], str]
    state: Callable[[Project], str] = _nothing
    done: Callable[[Project], bool] = _never
    next_step: Callable[[Project], str] = _nothing


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    """Make a room known; the same name again replaces it."""
    _rooms[room.name] = room


def rooms() -> list[Room]:
    """All rooms in the order in which a group passes them."""
    return sorted(_rooms.values(), key=lambda one: (one.order, one.name))
