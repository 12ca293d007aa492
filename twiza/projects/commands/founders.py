"""People come into a group, say who they are, change, and leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import User
from twiza.projects import consent, identity, rules
from twiza.projects.commands import shared
from twiza.projects.commands.starting import set_stage
from twiza.projects.models import Difference, Founder, Invitation, Office, Project, Stage
from twiza.projects.signals import founders_joined

PERSONAL = ("name", "name_latin", "gender", "born_on", "national_id", "address", "profession", "phone")
OF_THE_GROUP = ("office", "shares", "edits")
MOST_SHARES = 1_000_000
MOST_FOUNDERS = 500


@transaction.atomic
def add_founder(
    *,
    project: Project,
    name: str,
    by: By,
    consent_how: str = "",
    user: User | None = None,
    shares: int = 0,
    office: str = Office.MEMBER,
    once: str = "",
    **personal: Any,
) -> Founder:
    """Another person of the group. *personal* are fields of ``PERSONAL``; *consent_how* is spoken, paper or self.

    :raises Refused: may not, no name, no consent recorded, or a number that cannot be read.
    """
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    only = shared.OnceOnly(by, once)
    if before := only.earlier(Founder):
        return before
    if consent_how and consent_how not in consent.how_words():
        raise ValueError(f"nobody agrees by {consent_how!r}")
    if user is None and not consent_how:
        raise Refused(_("Read the text to her first, and say how she agreed: we may not keep her name without it."))
    if project.founders.present().count() >= MOST_FOUNDERS:
        raise Refused(_("A group has %(most)d founders at most here.") % {"most": MOST_FOUNDERS})
    founder = Founder(project=project, user=user, edits=user is not None, shares=_shares(shares), office=office)
    for field, value in _personal({**personal, "name": name}).items():
        setattr(founder, field, value)
    if consent_how:
        _consent(founder, consent_how, by)
    founder.save()
    only.remember(founder)
    after = {"consent": consent_how, "shares": shares, "office": office}
    shared.note(project, "founder.added", by, founder=str(founder.public_id), before={}, after=after)
    _a_group_now(project, by)
    shared.tell(project, "founders", *(["shares", "capital"] if shares else []))
    return founder


def _a_group_now(project: Project, by: By) -> None:
    if project.stage == Stage.IDEA and project.founders.present().count() > 1:
        project.stage = set_stage(project=project, stage=Stage.GROUP, by=by).stage


def _consent(founder: Founder, how: str, by: By) -> None:
    founder.consent_at, founder.consent_version = timezone.now(), consent.VERSION
    founder.consent_how, founder.consent_by = how, actor_of(by)


def _shares(shares: int) -> int:
    if not 0 <= shares <= MOST_SHARES:
        raise Refused(_("A founder has between 0 and %(most)d shares.") % {"most": MOST_SHARES})
    return shares


def _personal(given: dict[str, Any]) -> dict[str, Any]:
    """Fields of a person in the form in which they are kept, fingerprints with them."""
    if unknown := given.keys() - set(PERSONAL):
        raise TypeError(f"a founder has no {', '.join(sorted(unknown))}")
    fields: dict[str, Any] = {
        key: " ".join(value.split()) if isinstance(value, str) else value for key, value in given.items()
    }
    if "name" in fields and not fields["name"]:
        raise Refused(_("Write her name as it stands on her identity card."))
    if "national_id" in fields:
        fields["national_id"] = identity.national_id(fields["national_id"])
        fields["national_id_print"] = identity.national_id_print(fields["national_id"])
    if "phone" in fields:
        fields["phone"] = identity.phone(fields["phone"])
        fields["phone_print"] = identity.phone_print(fields["phone"])
    if fields.get("born_on") and fields["born_on"] >= timezone.localdate():
        raise Refused(_("The date of birth lies in the future. Check day, month and year."))
    return fields


@transaction.atomic
def change_founder(*, founder: Founder, by: By, seen_version: int | None = None, **fields: Any) -> Founder:
    """Write down what changed of a founder: fields of ``PERSONAL`` and ``OF_THE_GROUP``.

    Somebody with a sign-in gives her own data herself; offices and shares are the group's to say.

    :raises Refused: may not, or a value cannot be. :raises Conflict: somebody else changed her meanwhile.
    """
    project = founder.project
    shared.must_be_open(project)
    fresh = shared.locked(founder)
    _must_be_present(fresh)
    personal = {key: value for key, value in fields.items() if key not in OF_THE_GROUP}
    of_the_group = {key: value for key, value in fields.items() if key in OF_THE_GROUP}
    _may_change(project, fresh, by, personal, of_the_group)
    mine = {**(_personal(personal) if personal else {}), **of_the_group}
    if "shares" in mine:
        _shares(mine["shares"])
    differing = shared.save(fresh, mine, seen_version)
    if not differing:
        return fresh
    personally = {key for key in differing if key in PERSONAL}
    visible = {key: pair for key, pair in differing.items() if key in (*PERSONAL, *OF_THE_GROUP)}
    before, after = shared.told(fresh, visible, hidden=PERSONAL)
    shared.note(project, "founder.changed", by, founder=str(fresh.public_id), before=before, after=after)
    what = [*(["founders"] if personally or "office" in differing else [])]
    what += ["shares", "capital"] if "shares" in differing else []
    if what:
        shared.tell(project, *what)
    return fresh


def _may_change(
    project: Project, founder: Founder, by: By, personal: dict[str, Any], of_the_group: dict[str, Any]
) -> None:
    if isinstance(by, str):
        return
    own = rules.speaks_for(by, founder)
    if of_the_group or not own:
        shared.must(by, "project.change", project)
    if personal and not rules.may_give_data_of(by, founder):
        raise Refused(_("%(name)s has a sign-in and gives her own data herself.") % {"name": founder.name})
    present = list(project.founders.present())
    if "edits" in of_the_group and of_the_group["edits"] != founder.edits:
        if not rules.presides(by, present):
            raise Refused(_("The president of the group says who may edit. Ask her."))
        if not of_the_group["edits"] and not any(one.edits and one.pk != founder.pk and one.user_id for one in present):
            raise Refused(_("Somebody must be able to edit. Give another founder the right first."))


def _must_be_present(founder: Founder) -> None:
    if founder.left_at is not None:
        raise Refused(_("%(name)s has left the group.") % {"name": founder.name})


@transaction.atomic
def agree(*, founder: Founder, by: By, how: str = consent.SELF) -> Founder:
    """Record that a founder agreed to the present text: she herself, or somebody who read it to her.

    :raises Refused: *by* is neither she nor somebody who may write her data down.
    """
    fresh = shared.locked(founder)
    _must_be_present(fresh)
    if not isinstance(by, str):
        if not rules.may_give_data_of(by, fresh):
            raise Refused(_("%(name)s has a sign-in and agrees herself.") % {"name": fresh.name})
        if not rules.speaks_for(by, fresh):
            shared.must(by, "project.change", fresh.project)
    if fresh.consent_version == consent.VERSION and fresh.consent_how == how:
        return fresh
    before = {"consent": fresh.consent_how, "version": fresh.consent_version}
    _consent(fresh, how, by)
    fresh.save()
    after = {"consent": how, "version": fresh.consent_version}
    shared.note(fresh.project, "founder.agreed", by, founder=str(fresh.public_id), before=before, after=after)
    return fresh


@transaction.atomic
def remove_founder(*, founder: Founder, by: By, seen_version: int | None = None) -> Founder:
    """A founder leaves, or is taken off the list. Her line stays in the history.

    She herself may always leave; a person with a sign-in is removed by the president.

    :raises Refused: may not, or nobody would be left who can edit. :raises Conflict: changed meanwhile.
    """
    project = founder.project
    shared.must_be_open(project)
    fresh = shared.locked(founder)
    if fresh.left_at is not None:
        return fresh
    _may_remove(project, fresh, by)
    if seen_version is not None and fresh.version != seen_version:
        raise shared.Conflict(fresh, {})
    fresh.left_at = timezone.now()
    fresh.version += 1
    fresh.save()
    Invitation.objects.filter(founder=fresh, used_at=None, withdrawn_at=None).update(withdrawn_at=fresh.left_at)
    left = not isinstance(by, str) and rules.speaks_for(by, fresh)
    shared.note(
        project, "founder.left" if left else "founder.removed", by, founder=str(fresh.public_id),
        before={"left_at": None}, after={"left_at": shared.written(fresh.left_at)},
    )  # fmt: skip
    shared.tell(project, "founders", "shares", "capital")
    return fresh


def _may_remove(project: Project, founder: Founder, by: By) -> None:
    present = list(project.founders.present())
    if not isinstance(by, str) and not rules.speaks_for(by, founder):
        shared.must(by, "project.change", project)
        if founder.user_id and not rules.presides(by, present):
            raise Refused(_("Only the president can take somebody off the list who signs in herself."))
    others = [one for one in present if one.pk != founder.pk]
    if founder.user_id and others and not any(one.edits and one.user_id for one in others):
        raise Refused(_("Nobody else could edit after that. Give another founder the right to edit first."))
    if founder.user_id and not others and not project.visitor:
        raise Refused(_("You are the last one here. Give the project up instead: everything is kept."))


@transaction.atomic
def join_founders(*, kept: Founder, dropped: Founder, by: By) -> Founder:
    """Two entries are one person: *kept* stays, with what only *dropped* had; tasks and contributions follow.

    Shares are not added up: whoever was written down twice was usually counted twice.

    :raises Refused: may not, both have a sign-in, or they are of different groups.
    """
    project = kept.project
    shared.must(by, "project.change", project)
    shared.must_be_open(project)
    first, second = shared.locked(kept), shared.locked(dropped)
    if first.project_id != second.project_id or first.pk == second.pk:
        raise Refused(_("These two are not of the same group."))
    if second.user_id and not first.user_id:
        first, second = second, first
    if first.user_id and second.user_id:
        raise Refused(_("Both of them sign in. One of them has to leave the group herself."))
    was = {field: getattr(first, field) for field in (*PERSONAL, "shares")}
    for field in (*PERSONAL, "national_id_print", "phone_print", "shares"):
        if not getattr(first, field):
            setattr(first, field, getattr(second, field))
    first.version += 1
    first.save()
    second.contributions.update(founder=first)
    second.tasks.update(who=first)
    second.left_at = timezone.now()
    second.version += 1
    second.save()
    founders_joined.send(sender=Founder, kept=first, dropped=second)
    taken_over = {field: [value, getattr(first, field)] for field, value in was.items()}
    before, after = shared.told(first, {**taken_over, "entries": [2, 1]}, hidden=PERSONAL)
    pair = {"founder": str(first.public_id), "other": str(second.public_id)}
    shared.note(project, "founder.joined", by, before=before, after=after, **pair)
    shared.tell(project, "founders", "shares", "capital")
    return first


@transaction.atomic
def tell_apart(*, one: Founder, other: Founder, by: By) -> Difference:
    """Two entries that look alike are two people. :raises Refused: may not, or they are of different groups."""
    shared.must(by, "project.change", one.project)
    if one.project_id != other.project_id or one.pk == other.pk:
        raise Refused(_("These two are not of the same group."))
    first, second = sorted((one, other), key=lambda founder: founder.pk)
    found, made = Difference.objects.get_or_create(one=first, other=second, defaults={"said_by": actor_of(by)})
    if made:
        pair = {"founder": str(first.public_id), "other": str(second.public_id)}
        after = {"two_people": True}
        shared.note(one.project, "founder.told_apart", by, before={"two_people": None}, after=after, **pair)
    return found
