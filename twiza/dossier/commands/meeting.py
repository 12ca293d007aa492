"""The constitutive assembly: convoked, opened, counted, voted, closed. One person, one voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

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
    before = _called(assembly) if assembly.pk else {}
    assembly.call = last.call + 1 if again and last is not None else (assembly.call or 1)
    assembly.held_at, assembly.place, assembly.agenda = held_at, place.strip(), agenda
    assembly.convoked_at = timezone.now()
    assembly.save()
    note(dossier, "dossier.assembly_convoked", by, {"call": assembly.call}, before=before, after=_called(assembly))
    happened(dossier=dossier, happening="assembly_convoked", by=actor_of(by))
    _invite(dossier, assembly)
    return assembly


def _called(assembly: Assembly) -> dict[str, Any]:
    """What the journal keeps of a convocation."""
    told = {"held_at": assembly.held_at, "convoked_at": assembly.convoked_at}
    days = {name: moment.isoformat() if moment else None for name, moment in told.items()}
    return {**days, "place": assembly.place, "agenda": list(assembly.agenda)}


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
    after = {"open": True, "chair": str(chair.public_id), "secretary": str(secretary.public_id)}
    note(dossier, "dossier.assembly_opened", by, {"call": assembly.call}, before={"open": False}, after=after)
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
    was = _here(assembly)
    assembly.presences.all().delete()
    Presence.objects.bulk_create(
        Presence(assembly=assembly, founder=founder, represented_by=other) for founder, other in present.items()
    )
    _count_up(assembly)
    note(dossier, "dossier.assembly_presence", by, {"voices": voices(assembly)}, before=was, after=_here(assembly))
    return assembly


def _here(assembly: Assembly) -> dict[str, Any]:
    """Who is here, for the journal: each founder's public id, with that of whoever stands in for her."""
    rows = assembly.presences.select_related("founder", "represented_by").order_by("founder_id")
    return {str(one.founder.public_id): _id_of(one.represented_by) or "herself" for one in rows}


def _id_of(founder: Founder | None) -> str | None:
    return str(founder.public_id) if founder else None


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
    count = {"votes_for": votes_for, "votes_against": votes_against, "abstained": abstained}
    about = {"kind": kind, "text": text.strip(), "elected": elected, "office": office if elected else ""}
    resolution = Resolution.objects.filter(assembly=assembly, **about).first()
    before = _counted(resolution) if resolution else {}
    if resolution is None:
        place = assembly.resolutions.count() if position is None else position
        resolution = Resolution(assembly=assembly, position=place, **about)
    for name, voices_counted in count.items():
        setattr(resolution, name, voices_counted)
    if before == _counted(resolution):
        return resolution
    resolution.save()
    _count_up(assembly)
    note(dossier, "dossier.assembly_voted", by, before=before, after=_counted(resolution))
    return resolution


def _counted(resolution: Resolution) -> dict[str, Any]:
    """What the journal keeps of a vote."""
    return {
        "kind": resolution.kind,
        "text": resolution.text,
        "elected": _id_of(resolution.elected),
        "office": resolution.office,
        "votes": [resolution.votes_for, resolution.votes_against, resolution.abstained],
    }


@transaction.atomic
def strike_vote(*, resolution: Resolution, by: By) -> None:
    """Take a resolution out that was written by mistake, while the assembly is open."""
    dossier, assembly = _begin(resolution.assembly.dossier, by), _must_be_open(_held(resolution.assembly))
    held = Resolution.objects.select_related("elected").filter(pk=resolution.pk).first()
    if held is not None:
        before = _counted(held)
        held.delete()
        _count_up(assembly)
        note(dossier, "dossier.assembly_vote_struck", by, before=before, after={})


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
    after = {"open": False, "quorum": quorum.met, "voices": quorum.voices}
    note(dossier, "dossier.assembly_closed", by, {"call": assembly.call}, before={"open": True}, after=after)
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
    before = {"open": False, "quorum": assembly.quorum_met}
    assembly.closed_at = assembly.quorum_met = None
    assembly.version += 1
    assembly.save()
    undone(dossier=dossier, happening="assembly_held")
    after = {"open": True, "quorum": None}
    note(dossier, "dossier.assembly_reopened", by, {"call": assembly.call}, before=before, after=after)
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
