"""What pages and commands read of dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from twiza.dossier import law as laws
from twiza.dossier.models import Assembly, Dossier, Signature
from twiza.dossier.renewing import papers_of
from twiza.packs.schema import PaperTemplate
from twiza.papers.models import Paper
from twiza.projects.models import Founder, Project


def dossier_of(project: Project) -> Dossier | None:
    """The dossier of a project, with its law, or nothing while none was begun."""
    found = Dossier.objects.filter(project=project).with_law("project__territory").first()
    if found is not None:
        found.project = project
    return found


def dossier_of_paper(paper: Paper) -> Dossier:
    """The dossier that a paper belongs to. Dossier.DoesNotExist for a paper of something else."""
    return Dossier.objects.with_law("project__territory").get(public_id=paper.subject_key)


def present_founders(dossier: Dossier) -> list[Founder]:
    """The group as it is today."""
    return list(Founder.objects.present().filter(project=dossier.project_id).select_related("user").order_by("id"))


def last_assembly(dossier: Dossier) -> Assembly | None:
    """The latest assembly, held or to come."""
    return dossier.assemblies.select_related("chair", "secretary").last()


def board(dossier: Dossier) -> dict[int, str]:
    """Founder → office to which the assembly elected her; from the latest assembly that was closed with success."""
    held = dossier.assemblies.filter(closed_at__isnull=False).exclude(quorum_met=False).last()
    if held is None:
        return {}
    passed = held.resolutions.filter(elected__isnull=False)
    return {one.elected_id: one.office for one in passed if one.elected_id and one.votes_for > one.votes_against}


def signers_of(template: PaperTemplate | None, founders: Iterable[Founder], elected: dict[int, str]) -> list[Founder]:
    """Whose signatures a paper wants: nobody's while the board that signs it has not been elected."""
    who = template.signers if template is not None else "nobody"
    if who == "founders":
        return list(founders)
    if who == "board":
        return [one for one in founders if one.pk in elected]
    return [one for one in founders if elected.get(one.pk) == who]


@dataclass(frozen=True)
class Sheet:
    """One current paper with who signs it, who has, and who must again."""

    paper: Paper
    template: PaperTemplate | None
    signers: tuple[Founder, ...]
    signatures: dict[int, Signature]
    ended: tuple[Signature, ...]

    @property
    def rows(self) -> list[tuple[Founder, Signature | None]]:
        """Each signer with her valid signature, if she has signed."""
        return [(one, self.signatures.get(one.pk)) for one in self.signers]

    @property
    def missing(self) -> list[Founder]:
        """Who has yet to sign."""
        return [one for one in self.signers if one.pk not in self.signatures]

    @property
    def again(self) -> list[tuple[str, list[str]]]:
        """Why signatures no longer count, each time with whose."""
        found: dict[str, list[str]] = {}
        for row in self.ended:
            found.setdefault(row.why, []).append(row.founder.name)
        return list(found.items())

    @property
    def signed(self) -> bool:
        """Whether nobody's signature is missing."""
        return not self.missing

    @property
    def wants_signatures(self) -> bool:
        """Whether anybody signs it at all, now or once the board is elected."""
        return self.template is not None and self.template.signers != "nobody"


def sheets(dossier: Dossier) -> list[Sheet]:
    """The current papers with their signatures; the same few queries however many there are."""
    templates = {paper.key: paper for paper in laws.law_of(dossier).papers}
    founders, elected = present_founders(dossier), board(dossier)
    rows = list(
        Signature.objects.filter(paper__subject_kind="dossier", paper__subject_key=dossier.key)
        .select_related("paper", "founder")
        .order_by("id")
    )
    found = []
    for paper in papers_of(dossier):
        template = templates.get(paper.kind)
        valid = {row.founder_id: row for row in rows if row.paper_id == paper.pk and row.void_at is None}
        ended = {row.founder_id: row for row in rows if row.paper.kind == paper.kind and row.void_at is not None}
        again = tuple(row for pk, row in ended.items() if pk not in valid)
        found.append(Sheet(paper, template, tuple(signers_of(template, founders, elected)), valid, again))
    return found


def to_sign_again(papers: Iterable[Sheet]) -> list[tuple[str, list[str], int]]:
    """Over all papers: why signatures no longer count, whose, and how many papers that touches."""
    names: dict[str, dict[str, None]] = {}
    touched: dict[str, int] = {}
    for sheet in papers:
        for why, whose in sheet.again:
            names.setdefault(why, {}).update(dict.fromkeys(whose))
            touched[why] = touched.get(why, 0) + 1
    return [(why, list(whose), touched[why]) for why, whose in names.items()]


def waiting_for(dossier: Dossier, founder: Founder | None = None) -> list[Paper]:
    """Current papers that lack a signature: of *founder*, or of anybody; one that waits for a board counts too."""
    if founder is not None:
        return [one.paper for one in sheets(dossier) if any(founder.pk == other.pk for other in one.missing)]
    return [one.paper for one in sheets(dossier) if one.missing or (one.wants_signatures and not one.signers)]
