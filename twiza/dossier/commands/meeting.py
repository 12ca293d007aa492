"""The constitutive assembly: convoked, opened, counted, voted, closed. One person, one voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.dossier.commands.checks import locked, must_be_allowed, must_edit, must_happen_now, note
from twiza.dossier.happenings import happened, undone
from twiza.dossier.models import Assembly, Dossier, Presence, Resolution
from twiza.dossier.quorum import quorum_of, voices
from twiza.dossier.renewing import TELLING_LANGUAGE, must_be_free, renew_what_leans, way_to
from twiza.dossier.rules import ALONE, LEADING, OFFICES
from twiza.messages.commands import send
from twiza.projects.commands import Conflict
from twiza.projects.models import Founder

WHAT = frozenset({"assembly", "board"})


def _begin(dossier: Dossier, by: By) -> Dossier:
    """The dossier, held, once it is sure that *by* may hold its assembly now."""
    dossier = locked(dossier)
    must_be_allowed(by, "dossier.assemble", dossier)
    must_edit(by, dossier)
    must_happen_now("assemble", dossier)
    must_be_free(dossier, WHAT)
    return dossier


def _held(assembly: Assembly) -> Assembly:
    return Assembly.objects.select_for_update(of=("self",)).get(pk=assembly.pk)


@transaction.atomic
def convoke(*, dossier: Dossier, held_at: datetime, place: str, agenda: Sequence[str], by: By) -> Assembly:
    """Call the founders together; those who can be reached get a message. The same day and place again: once.

    Where the one before had no quorum, this is the second call. One that was not opened yet is moved.

    :raises Refused: *by* may not, no founders, no place, the hour is over, or an assembly was held already.
    """
    dossier = _begin(dossier, by)
    agenda = [item.strip() for item in agenda if item.strip()]
    if not place.strip() or not agenda:
        raise Refused(_("Write where the assembly meets and what it will decide."))
    last = dossier.assemblies.last()
    if last is not None and last.opened_at is None and (last.held_at, last.place) == (held_at, place.strip()):
        return last
    if held_at <= timezone.now():
        raise Refused(_("Choose a day and hour to come."))
    if last is not None and last.opened_at is not None and last.closed_at is None:
        raise Refused(_("An assembly is open. Close it first."))
    if (
        last is not None
        and last.closed_at is not None
        and last.quorum_met is not False
        and dossier.state == "preparing"
    ):
        raise Refused(_("The assembly has been held. Its minutes are among the papers."))
    assembly = last if last is not None and last.opened_at is None else Assembly(dossier=dossier)
    again = last is not None and last.quorum_met is False
    assembly.call = last.call + 1 if again and last is not None else (assembly.call or 1)
    assembly.held_at, assembly.place, assembly.agenda = held_at, place.strip(), agenda
    assembly.convoked_at = timezone.now()
    assembly.save()
    note(dossier, "dossier.assembly_convoked", by, {"call": assembly.call, "held_at": held_at.isoformat()})
    happened(dossier=dossier, happening="assembly_convoked", by=actor_of(by))
    _invite(dossier, assembly)
    return assembly


def _invite(dossier: Dossier, assembly: Assembly) -> None:
    with translation.override(TELLING_LANGUAGE):
        when = timezone.localtime(assembly.held_at).strftime("%Y-%m-%d %H:%M")
        for founder in Founder.objects.present().filter(project=dossier.project).select_related("user"):
            way = way_to(founder)
            if way is None:
                continue
            send(
                once=f"convocation:{assembly.public_id}:{when}:{founder.pk}",
                channel=way[0],
                to=way[1],
                language=TELLING_LANGUAGE,
                kind="dossier.convocation",
                subject=_("Constitutive assembly of %(project)s") % {"project": dossier.project.name},
                body=_("You are called to the constitutive assembly of %(project)s, on %(when)s, at: %(place)s.")
                % {"project": dossier.project.name, "when": when, "place": assembly.place},
            )


@transaction.atomic
def open_assembly(*, assembly: Assembly, chair: Founder, secretary: Founder, by: By) -> Assembly:
    """Open it under two different founders, who are present by that. Open already: nothing changes.

    :raises Refused: *by* may not, not the same group, or one person in both places.
    """
    dossier, assembly = _begin(assembly.dossier, by), _held(assembly)
    if assembly.opened_at is not None:
        return assembly
    if chair.pk == secretary.pk:
        raise Refused(_("The chair and the secretary must be two different founders."))
    for one in (chair, secretary):
        _must_belong(one, dossier)
    assembly.chair, assembly.secretary, assembly.opened_at = chair, secretary, timezone.now()
    assembly.version += 1
    assembly.save()
    Presence.objects.get_or_create(assembly=assembly, founder=chair)
    Presence.objects.get_or_create(assembly=assembly, founder=secretary)
    note(dossier, "dossier.assembly_opened", by, {"call": assembly.call})
    return assembly


@transaction.atomic
def mark_presence(
    *, assembly: Assembly, present: Mapping[Founder, Founder | None], by: By, seen_version: int
) -> Assembly:
    """Write who is here: each founder herself (None), or by another who is here herself. The whole list at once.

    :raises Conflict: somebody else wrote the list meanwhile.
    :raises Refused: not open, a founder of another group, or one who stands in for another is not here.
    """
    dossier, assembly = _begin(assembly.dossier, by), _must_be_open(_held(assembly))
    before = {row.founder_id: row.represented_by_id for row in assembly.presences.all()}
    after = {founder.pk: other.pk if other else None for founder, other in present.items()}
    if before == after:
        return assembly
    if seen_version != assembly.version:
        raise Conflict(before, {"present": after})
    for founder, other in present.items():
        _must_belong(founder, dossier)
        if other is not None and after.get(other.pk, other.pk) is not None:
            raise Refused(_("%(name)s can be represented only by a founder who is here herself.") % {"name": founder})
    for leader in (assembly.chair, assembly.secretary):
        if leader is not None and after.get(leader.pk, leader.pk) is not None:
            raise Refused(_("The chair and the secretary must be here themselves."))
    assembly.presences.all().delete()
    Presence.objects.bulk_create(
        Presence(assembly=assembly, founder=founder, represented_by=other) for founder, other in present.items()
    )
    _count_up(assembly)
    note(dossier, "dossier.assembly_presence", by, {"present": len(after), "voices": voices(assembly)})
    return assembly


@transaction.atomic
def vote(
    *,
    assembly: Assembly,
    kind: str,
    text: str,
    votes_for: int,
    votes_against: int,
    abstained: int,
    by: By,
    position: int | None = None,
    elected: Founder | None = None,
    office: str = "",
) -> Resolution:
    """Write what was decided and the voices counted. The same text, office and person again corrects the count.

    :raises Refused: not open, or the voices counted are not those present: one person, one voice.
    """
    dossier, assembly = _begin(assembly.dossier, by), _must_be_open(_held(assembly))
    if min(votes_for, votes_against, abstained) < 0 or votes_for + votes_against + abstained != voices(assembly):
        raise Refused(
            _("One person, one voice: there are %(voices)s voices here, and %(counted)s were counted. Count those who "
              "said nothing as abstaining.")
            % {"voices": voices(assembly), "counted": votes_for + votes_against + abstained}
        )  # fmt: skip
    if elected is not None:
        _must_belong(elected, dossier)
        if office not in OFFICES:
            raise Refused(_("Choose the office to which she is elected."))
    if not text.strip():
        raise Refused(_("Write what the assembly decided."))
    resolution, made = Resolution.objects.update_or_create(
        assembly=assembly,
        kind=kind,
        text=text.strip(),
        elected=elected,
        office=office if elected else "",
        defaults={"votes_for": votes_for, "votes_against": votes_against, "abstained": abstained},
        create_defaults={
            "votes_for": votes_for,
            "votes_against": votes_against,
            "abstained": abstained,
            "position": assembly.resolutions.count() if position is None else position,
        },
    )
    _count_up(assembly)
    note(dossier, "dossier.assembly_voted", by, {"kind": kind, "for": votes_for, "against": votes_against,
                                                "abstained": abstained, "new": made})  # fmt: skip
    return resolution


@transaction.atomic
def strike_vote(*, resolution: Resolution, by: By) -> None:
    """Take a resolution out that was written by mistake, while the assembly is open."""
    dossier, assembly = _begin(resolution.assembly.dossier, by), _must_be_open(_held(resolution.assembly))
    if Resolution.objects.filter(pk=resolution.pk).delete()[0]:
        _count_up(assembly)
        note(dossier, "dossier.assembly_vote_struck", by, {"kind": resolution.kind})


@transaction.atomic
def close_assembly(*, assembly: Assembly, by: By) -> Assembly:
    """Close it: the quorum is judged by the pack's rule (None: nobody knows), the minutes are made. Twice: once.

    :raises Refused: not open, nobody is marked present, or the statutes or the board were not voted.
    """
    dossier, assembly = _begin(assembly.dossier, by), _held(assembly)
    if assembly.closed_at is not None:
        return assembly
    _must_be_open(assembly)
    quorum = quorum_of(assembly)
    if quorum.met is not False:
        _must_have_decided(assembly)
    assembly.quorum_met, assembly.closed_at = quorum.met, timezone.now()
    assembly.version += 1
    assembly.save()
    note(dossier, "dossier.assembly_closed", by, {"call": assembly.call, "quorum": quorum.met, "voices": quorum.voices})
    if quorum.met is False:
        return assembly
    happened(dossier=dossier, happening="assembly_held", by=actor_of(by))
    renew_what_leans(dossier=dossier, what=WHAT, because=["assembly", "board"], by=actor_of(by))
    return assembly


@transaction.atomic
def reopen_assembly(*, assembly: Assembly, by: By) -> Assembly:
    """Open it again to correct what was written down. Open already: nothing changes. :raises Refused: *by* may not."""
    dossier, assembly = _begin(assembly.dossier, by), _held(assembly)
    if assembly.closed_at is None:
        return assembly
    if dossier.assemblies.filter(pk__gt=assembly.pk).exists():
        raise Refused(_("A later assembly has been convoked; this one stays as it is."))
    assembly.closed_at = assembly.quorum_met = None
    assembly.version += 1
    assembly.save()
    undone(dossier=dossier, happening="assembly_held")
    note(dossier, "dossier.assembly_reopened", by, {"call": assembly.call})
    return assembly


def _must_have_decided(assembly: Assembly) -> None:
    decided = list(assembly.resolutions.all())
    passed = {one.kind for one in decided if one.votes_for > one.votes_against}
    if "statutes" not in passed:
        raise Refused(_("The assembly has not adopted the statutes. Write that vote before closing it."))
    offices = [one.office for one in decided if one.elected_id and one.votes_for > one.votes_against]
    if not LEADING & set(offices):
        raise Refused(_("The assembly has elected neither a president nor a manager. Write that vote first."))
    for office in ALONE:
        if offices.count(office) > 1:
            raise Refused(_("Two people are elected to the same office: %(office)s.") % {"office": OFFICES[office]})


def _must_belong(founder: Founder, dossier: Dossier) -> None:
    if founder.project_id != dossier.project_id or founder.left_at is not None:
        raise Refused(_("Only present founders of this group take part in its assembly."))


def _must_be_open(assembly: Assembly) -> Assembly:
    if assembly.opened_at is None:
        raise Refused(_("Open the assembly first."))
    if assembly.closed_at is not None:
        raise Refused(_("The assembly is closed. Open it again to correct its minutes."))
    return assembly


def _count_up(assembly: Assembly) -> None:
    assembly.version += 1
    assembly.save(update_fields=["version"])
