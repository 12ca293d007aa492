"""When what papers repeat has changed: they are made anew, signatures under the old ones end, signers are told why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from twiza.accounts.commands import Refused
from twiza.dossier import composing
from twiza.dossier import law as laws
from twiza.dossier.happenings import undone
from twiza.dossier.models import Defect, Dossier, Signature, State
from twiza.dossier.rules import WHY_NOT, opened
from twiza.journal import commands as journal
from twiza.messages.commands import send
from twiza.papers.models import Paper
from twiza.papers.queries import current
from twiza.papers.reasons import in_words
from twiza.projects.models import Founder, Project
from twiza.projects.signals import project_changed

TELLING_LANGUAGE = "ar"
"""Nobody's language is known before she opens a page: letters are written in the first language of the product."""


def leaning(dossier: Dossier) -> dict[str, frozenset[str]]:
    """What each paper of the dossier's law repeats, by its key."""
    return {paper.key: frozenset(paper.leans_on) for paper in laws.law_of(dossier).papers}


def papers_of(dossier: Dossier) -> list[Paper]:
    """The current version of each paper, in the law's order."""
    order = {paper.key: place for place, paper in enumerate(laws.law_of(dossier).papers)}
    found = current("dossier", dossier.key)
    return sorted(found, key=lambda paper: (order.get(paper.kind, len(order)), paper.kind))


def renew_what_leans(*, dossier: Dossier, what: frozenset[str], because: Sequence[str], by: str) -> list[Signature]:
    """Make papers anew after *what* changed; the signatures that ended with it. No papers yet: nothing happens."""
    if not papers_of(dossier):
        return []
    composing.renew(dossier=dossier, by=by, because=list(because))
    return end_signatures(dossier=dossier, what=what, because=because, by=by)


def end_signatures(*, dossier: Dossier, what: frozenset[str], because: Sequence[str], by: str) -> list[Signature]:
    """End what was signed under replaced papers, or under papers that lean on *what*; tell the signers."""
    leans = [kind for kind, on in leaning(dossier).items() if on & what]
    valid = Signature.objects.filter(
        Q(paper__replaced_at__isnull=False) | Q(paper__kind__in=leans),
        paper__subject_kind="dossier",
        paper__subject_key=dossier.key,
        void_at__isnull=True,
    )
    ended = list(valid.select_related("paper", "founder__user").order_by("id"))
    if not ended:
        return []
    now, reasons = timezone.now(), list(because)
    for signature in ended:
        signature.void_at, signature.void_because = now, reasons
    Signature.objects.bulk_update(ended, ["void_at", "void_because"])
    undone(dossier=dossier, happening="papers_signed")
    journal.record(
        by=by,
        action="dossier.signatures_ended",
        subject_kind="project",
        subject_key=dossier.project.key,
        details={"dossier": dossier.key, "because": reasons, "papers": sorted({s.paper.kind for s in ended}),
                 "signatures": len(ended)},
        before={"valid": [str(one.public_id) for one in ended]},
        after={"valid": []},
    )  # fmt: skip
    _tell(dossier, ended, reasons)
    return ended


def _tell(dossier: Dossier, ended: Sequence[Signature], because: Sequence[str]) -> None:
    """One message for each signer who can be reached, however many papers she signed."""
    by_founder: dict[Founder, list[Signature]] = {}
    for signature in ended:
        by_founder.setdefault(signature.founder, []).append(signature)
    with translation.override(TELLING_LANGUAGE):
        for founder, signatures in by_founder.items():
            way = way_to(founder)
            if way is None:
                continue
            send(
                once=f"signature-ended:{signatures[-1].public_id}",
                channel=way[0],
                to=way[1],
                language=TELLING_LANGUAGE,
                kind="dossier.signature_ended",
                subject=_("Please sign again: the papers of %(project)s changed") % {"project": dossier.project.name},
                body=ngettext(
                    "Your signature no longer counts under %(count)s paper of %(project)s, because %(why)s. "
                    "The paper was made anew. Open the group's page, read it and sign again.",
                    "Your signature no longer counts under %(count)s papers of %(project)s, because %(why)s. "
                    "The papers were made anew. Open the group's page, read them and sign again.",
                    len(signatures),
                )
                % {"count": len(signatures), "project": dossier.project.name, "why": _(", ").join(in_words(because))},
            )


def way_to(founder: Founder) -> tuple[str, str] | None:
    """By which channel and to which address this founder is reached: her sign-in first, or nothing."""
    user = founder.user
    if user is not None and user.phone:
        return "sms", user.phone
    if user is not None and user.email:
        return "email", user.email
    return ("sms", founder.phone) if founder.phone else None


@receiver(project_changed, dispatch_uid="dossier.project_changed")
def group_changed(sender: object, project: Project, what: frozenset[str], **more: Any) -> None:
    """A group changed something that papers repeat. :raises Refused: they are filed; undoes the change."""
    dossier = Dossier.objects.with_law("project").filter(project=project).first()
    if dossier is None or not what:
        return
    must_be_free(dossier, what)
    dossier.project = project
    by = str(more.get("by") or "") or "projects"
    renew_what_leans(dossier=dossier, what=frozenset(what), because=sorted(what), by=by)


def must_be_free(dossier: Dossier, what: frozenset[str]) -> None:
    """:raises Refused: what papers repeat may not be changed now; a defect opens what it names, and no more."""
    if dossier.state in {State.PREPARING, State.REFUSED}:
        return
    if dossier.state != State.RETURNED:
        raise Refused(str(WHY_NOT[State(dossier.state)]))
    free = opened(Defect.objects.filter(filing__dossier=dossier, mended_at__isnull=True), leaning(dossier))
    if closed := sorted(what - free):
        names = _(", ").join(str(SUBJECTS.get(one, one)) for one in closed)
        raise Refused(
            _("The authority found nothing wrong with this: %(what)s. Change only what a defect names.")
            % {"what": names}
        )


SUBJECTS: dict[str, str | Promise] = {
    "name": lazy("the name"),
    "founders": lazy("the founders"),
    "shares": lazy("the shares"),
    "capital": lazy("the capital"),
    "place": lazy("the place"),
    "board": lazy("the board"),
    "assembly": lazy("the assembly"),
}
"""What papers can lean on, in words."""
