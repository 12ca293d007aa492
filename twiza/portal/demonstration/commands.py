"""Adding the examples, and taking every one of them away again."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from twiza.accounts import commands as accounts
from twiza.accounts.commands import Refused
from twiza.accounts.models import Role
from twiza.accounts.queries import country_territory
from twiza.bank.models import ProjectModel
from twiza.files import commands as files
from twiza.files.models import StoredFile
from twiza.journal import commands as journal
from twiza.opportunities import queries as opportunities
from twiza.papers.models import Paper
from twiza.portal.demonstration import DOMAIN
from twiza.portal.demonstration.groups import filed_dossier, group_on_its_way, registered_cooperative
from twiza.portal.demonstration.people import SignIn, add_people, invented
from twiza.projects.models import Project
from twiza.registry import commands as register
from twiza.registry.models import Cooperative
from twiza.territories import snapshot
from twiza.territories.models import Territory


def load() -> list[SignIn]:
    """Add invented people and groups. They are there already: nothing is added, and nobody is given back.

    :raises Refused: this is a production site, or no country is loaded.
    """
    if settings.PRODUCTION:
        raise Refused("Examples are never added to a production site.")
    country = country_territory()
    if country is None:
        raise Refused("Load a country first: run.py manage pack load packs/ma")
    if invented():
        return []
    with translation.override("ar"), transaction.atomic():
        commune, models = _where_and_what()
        people, sign_ins = add_people(commune)
        group_on_its_way(people, commune, models[0])
        filed_dossier(people, commune, models[1])
        cooperative = registered_cooperative(people, commune, models[2])
        accounts.give_role(
            user=people["manager"],
            role=Role.COOPERATIVE_MANAGER,
            territory=commune,
            organisation=cooperative.organisation,
            by="command-line",
        )
        journal.record(
            by="command-line", action="demo.added", subject_kind="demo", subject_key=DOMAIN,
            before={}, after={"people": len(sign_ins), "projects": Project.objects.filter(example=True).count()},
        )  # fmt: skip
    return sign_ins


def _where_and_what() -> tuple[Territory, list[ProjectModel]]:
    """The rural commune nearest to the middle of the list by size, and the three models that fit it best."""
    places = list(Territory.objects.filter(level=snapshot.current().finest, retired=False).order_by("code"))
    rural = [place for place in places if place.kind == "rural"] or places
    commune = rural[len(rural) // 2]
    best = [card.model.key for card in opportunities.for_place(commune, None).cards]
    models = {one.key: one for one in ProjectModel.objects.current().order_by("key")}
    keys = list(dict.fromkeys([*best, *models]))[:3]
    return commune, [models[key] for key in keys]


@transaction.atomic
def remove() -> dict[str, int]:
    """Take away every invented person, group, paper and cooperative; the journal keeps that they were there.

    Counts what went. Nothing of a real person hangs on them; if something does, all stays (ProtectedError).
    """
    projects = Project.objects.filter(example=True)
    dossiers = [str(one.dossier.public_id) for one in projects.select_related("dossier") if hasattr(one, "dossier")]
    cooperatives = Cooperative.objects.filter(example=True)
    keys = [*dossiers, *(str(one.public_id) for one in cooperatives)]
    papers = Paper.objects.filter(subject_key__in=keys)
    held = _files_of(papers)
    counts = {"people": 0, "projects": projects.count(), "papers": papers.count(), "cooperatives": cooperatives.count()}
    for project in projects:
        _remove_dossier(project)
    papers.delete()
    projects.delete()
    register.remove_examples(by="command-line")
    for stored in held:
        files.remove(stored)
    for user in invented():
        counts["people"] += 1
        accounts.remove_staff(user=user, by="command-line", erase=True)
    if any(counts.values()):
        journal.record(
            by="command-line", action="demo.removed", subject_kind="demo", subject_key=DOMAIN, before=counts, after={}
        )
    return counts


def _files_of(papers: QuerySet[Paper]) -> list[StoredFile]:
    """Every file that papers of examples alone refer to."""
    of_papers = Q(pk__in=papers.values("pdf")) | Q(pk__in=papers.values("docx"))
    return list(StoredFile.objects.filter(of_papers).order_by("pk"))


def _remove_dossier(project: Project) -> None:
    dossier = getattr(project, "dossier", None)
    if dossier is None:
        return
    for filing in dossier.filings.all():
        filing.defects.all().delete()
        filing.delete()
    for founder in project.founders.all():
        founder.signatures.all().delete()
    for assembly in dossier.assemblies.all():
        assembly.resolutions.all().delete()
        assembly.presences.all().delete()
        assembly.delete()
    dossier.delete()
