"""A dossier begins on the law in force that day, and stays on it until the group adopts a newer one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import law as laws
from twiza.dossier.commands.checks import locked, move, must_be_allowed, must_edit, must_happen_now, note
from twiza.dossier.happenings import happened, undone
from twiza.dossier.models import Dossier, State
from twiza.dossier.renewing import renew_what_leans
from twiza.projects.commands import set_stage
from twiza.projects.models import Project, Stage


@transaction.atomic
def begin(*, project: Project, by: By) -> Dossier:
    """Open the dossier of *project* on the law in force today; a second call gives the same one back.

    :raises Refused: *by* may not, the group has given up, or the country has no law in its pack.
    """
    project = Project.objects.select_for_update(of=("self",)).select_related("territory").get(pk=project.pk)
    found = Dossier.objects.filter(project=project).with_law().first()
    fresh = found or Dossier(project=project, begun_by=actor_of(by))
    must_be_allowed(by, "dossier.prepare", fresh)
    if found is not None:
        return found
    must_edit(by, fresh)
    if project.stage == Stage.LEFT:
        raise Refused(_("This group has given its project up. Take the project up again first."))
    version = laws.version_in_force()
    if version is None or not laws.Law.of(version).steps:
        raise Refused(_("This country's law of cooperatives has not been loaded. Ask the administrator."))
    fresh.law = version
    fresh.save()
    if project.stage in {Stage.IDEA, Stage.GROUP}:
        set_stage(project=project, stage=Stage.FOUNDING, by=by)
    after = {"state": str(fresh.state), "law": version.digest[:12], "pack": version.pack_version}
    note(fresh, "dossier.begun", by, before={}, after=after)
    happened(dossier=fresh, happening="dossier_begun", by=actor_of(by))
    return fresh


@transaction.atomic
def begin_again(*, dossier: Dossier, by: By) -> Dossier:
    """Go on after a refusal with the same answers and founders, on the law in force today; asked twice: once.

    What was refused is kept as it was handed in. Papers that say the same keep their signatures.

    :raises Refused: *by* may not, or it was not refused.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.file", dossier)
    must_edit(by, dossier)
    if dossier.state == State.PREPARING and dossier.filings.filter(decision="refused").exists():
        return dossier
    must_happen_now("begin_again", dossier)
    before, after = move(dossier, "begin_again", ended_at=None)
    undone(dossier=dossier, happening="dossier_filed")
    note(dossier, "dossier.begun_again", by, before=before, after=after)
    return adopt_law(dossier=dossier, by=by)


@transaction.atomic
def adopt_law(*, dossier: Dossier, by: By) -> Dossier:
    """Put the dossier on the law in force today; papers are made anew. Already so: nothing changes.

    :raises Refused: *by* may not, or the dossier is with the authority or has ended.
    """
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.file", dossier)
    must_edit(by, dossier)
    must_happen_now("adopt_law", dossier)
    version, before = laws.version_in_force(), dossier.law
    if version is None or version.pk == before.pk:
        return dossier
    dossier.law = version
    dossier.version += 1
    dossier.save(update_fields=["law", "version"])
    note(dossier, "dossier.law_adopted", by, before={"law": before.digest[:12]}, after={"law": version.digest[:12]})
    renew_what_leans(dossier=dossier, what=frozenset(), because=["law"], by=actor_of(by))
    return dossier
