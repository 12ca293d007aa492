"""What the officer decides: returned with defects, accepted with a number, refused with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier import filed, registering
from twiza.dossier.commands.checks import locked, move, must_be_allowed, must_happen_now, note
from twiza.dossier.deadline import mark_clock
from twiza.dossier.happenings import happened
from twiza.dossier.models import Defect, Dossier, Filing, State
from twiza.dossier.renewing import TELLING_LANGUAGE, way_to
from twiza.messages.commands import send
from twiza.projects.commands import set_stage
from twiza.projects.models import Founder, Stage
from twiza.registry.models import Cooperative
from twiza.ui.formats import long_date

MOST_DEFECTS = 60


@dataclass(frozen=True)
class Fault:
    """What an officer finds wrong: with a field of the dataset, a paper (``paper:KEY``) or a founder's entry."""

    field: str
    text: str
    founder: Founder | None = None


@transaction.atomic
def return_with_defects(*, filing: Filing, defects: Sequence[Fault], by: By, words: str = "") -> Filing:
    """Give it back to the group to mend just these; the clock stops. Returned already: nothing changes.

    :raises Refused: *by* may not, it is not on the desk, no defect, or one that is tied to nothing filed.
    """
    dossier, filing = _on_the_desk(filing, by, "returned", "return")
    if filing.decision:
        return filing
    sent_back(dossier, filing, fitting(defects, dossier, filing), by, words)
    note_decision(dossier, filing, "dossier.returned", by)
    return filing


@transaction.atomic
def accept(*, filing: Filing, number: str, by: By) -> Cooperative:
    """Accept it with its registration number: the cooperative is entered in the register with its first members.

    Accepted already: that cooperative. :raises Refused: *by* may not, it is not on the desk, or no number.
    """
    dossier, filing = _on_the_desk(filing, by, "accepted", "accept")
    if filing.decision:
        return registering.cooperative_of(dossier)
    number = " ".join(number.split())
    if not number:
        raise Refused(_("Write the number under which the cooperative is registered."))
    cooperative = registering.enter(dossier, number, by)
    registering.entrust(dossier, cooperative)
    registered(dossier, filing, number, by)
    note_decision(dossier, filing, "dossier.accepted", by)
    return cooperative


@transaction.atomic
def refuse(*, filing: Filing, words: str, by: By) -> Filing:
    """Refuse it with reasons; the dossier ends. Refused already: nothing changes.

    :raises Refused: *by* may not, it is not on the desk, or no reasons.
    """
    dossier, filing = _on_the_desk(filing, by, "refused", "refuse")
    if filing.decision:
        return filing
    if not words.strip():
        raise Refused(_("Write why it is refused, and on which article."))
    turned_down(dossier, filing, by, words)
    note_decision(dossier, filing, "dossier.refused", by)
    return filing


def fitting(defects: Sequence[Fault], dossier: Dossier, filing: Filing) -> list[Fault]:
    """The defects that say something. :raises Refused: none, too many, or one that is tied to nothing filed."""
    defects = [one for one in defects if one.text.strip()]
    if not defects or len(defects) > MOST_DEFECTS:
        raise Refused(_("Say what is wrong, tied to the field or the paper, so that the group can mend it."))
    known = filed.fields(filing)
    for one in defects:
        if one.field not in known or (one.founder is not None and one.founder.project_id != dossier.project_id):
            raise Refused(_("A defect must be tied to something that was filed."))
    return defects


def sent_back(dossier: Dossier, filing: Filing, defects: Sequence[Fault], by: By, words: str) -> None:
    """What follows from a return, whoever writes it down: defects, the state, the clock, the group is told."""
    Defect.objects.bulk_create(
        Defect(filing=filing, field=one.field, founder=one.founder, text=one.text.strip()[:500]) for one in defects
    )
    _decide(dossier, filing, "returned", by, words)
    set_stage(project=dossier.project, stage=Stage.FOUNDING, by=by)
    mark_clock(dossier, "stop", because="returned", at=filing.decided_at)
    told = ngettext(
        "Your dossier came back with %(count)s defect to mend. Open the group's page to see it.",
        "Your dossier came back with %(count)s defects to mend. Open the group's page to see them.",
        len(defects),
    )
    _tell(filing, told % {"count": len(defects)})


def registered(dossier: Dossier, filing: Filing, number: str, by: By) -> None:
    """What follows from an acceptance once the cooperative stands in the register."""
    filing.number = number
    _decide(dossier, filing, "accepted", by, "")
    set_stage(project=dossier.project, stage=Stage.REGISTERED, by=by)
    mark_clock(dossier, "end", because="accepted", at=filing.decided_at)
    happened(dossier=dossier, happening="dossier_accepted", by=actor_of(by), reference=number)
    _tell(filing, _("Your cooperative is registered under the number %(number)s.") % {"number": number})


def turned_down(dossier: Dossier, filing: Filing, by: By, words: str) -> None:
    """What follows from a refusal."""
    _decide(dossier, filing, "refused", by, words)
    set_stage(project=dossier.project, stage=Stage.FOUNDING, by=by)
    mark_clock(dossier, "end", because="refused", at=filing.decided_at)
    _tell(filing, _("Your dossier was refused. Open the group's page to read why."))


def note_decision(dossier: Dossier, filing: Filing, action: str, by: By) -> None:
    """Write to the journal what was decided, and what it made of the dossier."""
    after = {"state": str(dossier.state), "number": filing.number, "by_the_group": filing.told_by_group,
             "defects": [one.field for one in filing.defects.all()]}  # fmt: skip
    before = {"state": str(State.FILED), "number": "", "by_the_group": False, "defects": []}
    note(dossier, action, by, {"round": filing.round}, before=before, after=after)


def _on_the_desk(filing: Filing, by: By, decision: str, verb: str) -> tuple[Dossier, Filing]:
    """The dossier and the filing, held. Decided the same way already: given back as it is."""
    dossier = locked(filing.dossier)
    must_be_allowed(by, "filing.decide", dossier)
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    filing.dossier = dossier
    if filing.decision == decision:
        return dossier, filing
    if filing.decision == "withdrawn":
        raise Refused(
            _("The group withdrew this filing on %(day)s. There is nothing to decide until it files again.")
            % {"day": long_date(timezone.localdate(filing.decided_at))}
        )
    must_happen_now(verb, dossier)
    if filing.decision:
        raise Refused(_("This filing was decided already; the group has filed again since. Open the latest one."))
    return dossier, filing


def _decide(dossier: Dossier, filing: Filing, decision: str, by: By, words: str) -> None:
    """The decision on the filing, and the state of the dossier that follows from it."""
    filing.decision, filing.decided_by, filing.words = decision, actor_of(by), words.strip()
    filing.decided_at = filing.decided_at or timezone.now()
    filing.save()
    verb = {"returned": "return", "accepted": "accept", "refused": "refuse"}[decision]
    move(dossier, verb, ended_at=None if decision == "returned" else timezone.now())


def _tell(filing: Filing, text: str) -> None:
    """One message for each founder who can be reached."""
    project = filing.dossier.project
    with translation.override(TELLING_LANGUAGE):
        for founder in Founder.objects.present().filter(project=project).select_related("user"):
            way = way_to(founder)
            if way is None:
                continue
            send(
                once=f"decision:{filing.public_id}:{filing.decision}:{founder.pk}",
                channel=way[0],
                to=way[1],
                language=TELLING_LANGUAGE,
                kind=f"dossier.{filing.decision}",
                subject=project.name,
                body=text,
            )
