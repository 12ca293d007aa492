"""The rooms of the dossier in a project's thread: the papers, and where they were filed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from twiza.dossier.models import Dossier, State
from twiza.dossier.queries import sheets
from twiza.dossier.tracker import way_of
from twiza.projects.models import Project, Stage
from twiza.projects.rooms import Room, register


def _dossier(project: Project) -> Dossier | None:
    return Dossier.objects.filter(project=project).with_law("project").first()


def _state(project: Project) -> str:
    dossier = _dossier(project)
    if dossier is None:
        return _("Not begun")
    papers = sheets(dossier)
    missing = sum(len(one.missing) for one in papers)
    if papers and missing and dossier.state in {State.PREPARING, State.RETURNED}:
        return ngettext("%(n)s signature missing", "%(n)s signatures missing", missing) % {"n": missing}
    way = way_of(dossier)
    return _("%(done)s of %(all)s steps done") % {"done": way.done, "all": len(way.stages)}


def _next(project: Project) -> str:
    dossier = _dossier(project)
    if dossier is None:
        return _("Begin the papers")
    if dossier.state == State.RETURNED:
        return _("Mend the defects")
    return _("Go on with the papers") if dossier.state == State.PREPARING else ""


def _filed(project: Project) -> str:
    dossier = _dossier(project)
    return "" if dossier is None or dossier.state == State.PREPARING else str(State(dossier.state).label)


def register_rooms() -> None:
    """Called once when the application starts."""
    register(
        Room(
            name="papers",
            order=40,
            label=lazy("The papers"),
            address=lambda project: reverse("dossier:home", args=[project.public_id]),
            state=_state,
            done=lambda project: project.stage in {Stage.FILED, Stage.REGISTERED},
            next_step=_next,
        )
    )
    register(
        Room(
            name="filed",
            order=50,
            label=lazy("At the authority"),
            address=lambda project: reverse(
                "dossier:file" if _dossier(project) else "dossier:home", args=[project.public_id]
            ),
            state=_filed,
            done=lambda project: project.stage == Stage.REGISTERED,
            next_step=lambda _project: _("Hand the dossier in"),
        )
    )
