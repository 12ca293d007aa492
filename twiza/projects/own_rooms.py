"""The first two rooms of the thread: the idea and the group."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from twiza.projects.models import Project
from twiza.projects.rooms import Room, register


def _address(name: str, project: Project) -> str:
    return reverse(f"projects:{name}", args=[project.public_id])


def _idea_state(project: Project) -> str:
    if project.model:
        return _("%(model)s in %(place)s") % {"model": project.model.name, "place": project.territory.name}
    return _("An idea of your own, in %(place)s") % {"place": project.territory.name}


def _group_state(project: Project) -> str:
    count = _present(project)
    if not count:
        return _("Nobody is written down yet")
    return ngettext("%(count)d founder", "%(count)d founders", count) % {"count": count}


def _present(project: Project) -> int:
    return project.founders.present().count()


def register_rooms() -> None:
    """Called once when the application starts."""
    register(
        Room(
            name="idea",
            order=10,
            label=lazy("The idea"),
            address=lambda project: _address("origin", project),
            state=_idea_state,
            done=lambda project: bool(project.model or project.idea),
            next_step=lambda _project: _("Say what you want to do together"),
        )
    )
    register(
        Room(
            name="group",
            order=20,
            label=lazy("The group"),
            address=lambda project: _address("founders", project),
            state=_group_state,
            done=lambda project: _present(project) > 1,
            next_step=lambda project: (
                _("Bring the other founders in") if _present(project) else _("Write yourself down")
            ),
        )
    )
