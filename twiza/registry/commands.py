"""Changes to the register; each is written to the journal with what was before and what is after."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused, actor_of
from twiza.accounts.models import Organisation
from twiza.accounts.rules import may
from twiza.bank.models import ProjectModel, Sector
from twiza.journal import commands as journal
from twiza.registry import editions, naming, publishing, rules
from twiza.registry.access import relations_to
from twiza.registry.models import Confirmation, Cooperative, Member, Status
from twiza.registry.paper import renew_extract
from twiza.registry.search import KIND, entry
from twiza.registry.signals import changed as changed_signal
from twiza.registry.signals import registered
from twiza.search import commands as search
from twiza.territories.models import Territory

CORRECTED = (
    "name_ar", "name_latin", "number", "registered_on", "territory", "sector", "project_model", "activity", "capital",
    "share_value", "members_count", "women_count",
)  # fmt: skip
"""What the authority may correct."""


LONGEST_NAME, LONGEST_NUMBER, LONGEST_ACTIVITY = 200, 60, 300


class Changed(Refused):
    """Somebody else changed it since it was read: ``current`` is what stands there, ``mine`` what was to be written."""

    def __init__(self, current: Cooperative, mine: Mapping[str, Any]) -> None:
        super().__init__(
            _("Somebody changed this meanwhile. Nothing of theirs was overwritten: compare, and save again.")
        )
        self.current, self.mine = current, mine


@dataclass(frozen=True)
class NewMember:
    """Somebody who becomes a member; ``national_id`` is sealed in the database and never listed."""

    name: str
    shares: int = 0
    office: str = ""
    national_id: str = ""
    since: datetime.date | None = None


@dataclass(frozen=True)
class NewCooperative:
    """What is entered of a cooperative, as it was told; what is not known stays empty."""

    name_ar: str
    number: str
    territory: Territory
    registered_on: datetime.date | None = None
    kind: str = "cooperative"
    name_latin: str = ""
    sector: Sector | None = None
    project_model: ProjectModel | None = None
    activity: str = ""
    capital: Decimal | None = None
    share_value: Decimal | None = None
    products: Sequence[str] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    example: bool = False


@transaction.atomic
def register(
    *, new: NewCooperative, members: Sequence[NewMember], origin: str, by: By, told: bool = False
) -> Cooperative:
    """Enter a cooperative into the register, with its body, its members, its place in the search.

    *told*: the group says so of itself. Its entry is marked until an authority confirms it (``confirming``);
    whoever calls has asked whether this person may speak for the group.
    An *origin* that names a thing (``dossier:…``) gives back, the second time, the cooperative that is there.
    :raises Refused: *by* may not, the name is empty, or another cooperative has the number.
    """
    if not told:
        _must_be_allowed(by, rules.REGISTER, new.territory)
    if ":" in origin and (held := Cooperative.objects.current().filter(origin=origin).first()):
        return held
    new = replace(new, name_ar=naming.clean(new.name_ar), number=naming.clean(new.number))
    _must_be_named(new.name_ar)
    _must_fit(new)
    must_be_free(new.number)
    confirmation = Confirmation.TOLD if told else Confirmation.AUTHORITY
    cooperative = _enter(new, members=len(members), origin=origin, by=by, confirmation=confirmation)
    _admit(members, cooperative)
    after = {"name": new.name_ar, "number": new.number, "territory": new.territory.code, "members": len(members),
             "confirmation": str(confirmation)}  # fmt: skip
    _note("registry.registered", cooperative, by, {"origin": origin}, before={}, after=after)
    search.put(kind=KIND, entries=[entry(cooperative)])
    editions.bump()
    registered.send(Cooperative, cooperative=cooperative, by=by)
    return cooperative


def _must_be_named(name: str) -> None:
    if not name:
        raise Refused(_("A cooperative needs a name. Write it and try again."))


def _must_fit(new: NewCooperative) -> None:
    if len(new.name_ar) > LONGEST_NAME or len(new.number) > LONGEST_NUMBER:
        raise Refused(_("The name or the number is too long for the register. Shorten it and try again."))


def _enter(new: NewCooperative, *, members: int, origin: str, by: By, confirmation: str) -> Cooperative:
    """The body that acts and signs in, and what the register says of it."""
    body = Organisation.objects.create(kind=Organisation.Kind.COOPERATIVE, name=new.name_ar, territory=new.territory)
    return Cooperative.objects.create(
        organisation=body,
        kind=new.kind,
        name_ar=new.name_ar,
        name_latin=naming.clean(new.name_latin)[:LONGEST_NAME],
        name_key=naming.key(new.name_ar),
        number=new.number,
        registered_on=new.registered_on,
        confirmation=confirmation,
        territory=new.territory,
        sector=new.sector or (new.project_model.sector if new.project_model else None),
        project_model=new.project_model,
        activity=naming.clean(new.activity)[:LONGEST_ACTIVITY],
        capital=new.capital,
        share_value=new.share_value,
        members_count=members or None,
        products=publishing.products(new.products),
        contacts=publishing.readable(new.contacts),
        example=new.example,
        origin=origin,
        added_by=actor_of(by),
    )


def _admit(members: Sequence[NewMember], cooperative: Cooperative) -> None:
    """Those who found it are members from the day of its registration, unless another day was told."""
    first_day = cooperative.registered_on or timezone.localdate()
    Member.objects.bulk_create(
        Member(
            cooperative=cooperative,
            name=one.name,
            national_id=one.national_id,
            shares=one.shares,
            office=one.office,
            since=one.since or first_day,
        )
        for one in members
    )


def must_be_free(number: str, *, besides: Cooperative | None = None) -> None:
    """:raises Refused: another cooperative of the register has *number*."""
    if not number:
        return
    held = Cooperative.objects.current().filter(number=number)
    other = (held.exclude(pk=besides.pk) if besides else held).first()
    if other:
        raise Refused(
            _("The number %(number)s belongs to “%(name)s” already. Check the number on the paper.")
            % {"number": number, "name": other.name}
        )


@transaction.atomic
def correct(*, cooperative: Cooperative, by: By, seen_version: int | None = None, **values: Any) -> Cooperative:
    """Put right what the register says; *values* by the names of ``CORRECTED``.

    :raises Refused: *by* may not, the name is empty, or another cooperative has the number.
    :raises Changed: somebody changed it since version *seen_version*.
    """
    if unknown := set(values) - set(CORRECTED):
        raise ValueError(f"not corrected here: {', '.join(sorted(unknown))}")
    _must_be_allowed(by, rules.CORRECT, cooperative.territory)
    if (place := values.get("territory")) is not None:
        _must_be_allowed(by, rules.CORRECT, place)
    values = {name: naming.clean(value) if isinstance(value, str) else value for name, value in values.items()}
    if "name_ar" in values:
        _must_be_named(values["name_ar"])
    must_be_free(values.get("number", ""), besides=cooperative)
    return change(cooperative, "registry.corrected", values, by=by, seen_version=seen_version)


@transaction.atomic
def together(save: Callable[..., None], *given: Any) -> None:
    """Run *save*, which calls several commands: all of them hold, or none."""
    save(*given)


@transaction.atomic
def set_status(*, cooperative: Cooperative, status: str, by: By, seen_version: int | None = None) -> Cooperative:
    """Say what the cooperative is today. :raises Refused: *by* may not, or it cannot become that. :raises Changed: …"""
    _must_be_allowed(by, rules.CORRECT, cooperative.territory)
    if status not in Status.values or (
        status != cooperative.status and not rules.may_become(cooperative.status, status)
    ):
        raise Refused(_("A dissolved cooperative cannot be opened again; it is registered anew."))
    return change(cooperative, "registry.status_set", {"status": status}, by=by, seen_version=seen_version)


@transaction.atomic
def set_products(
    *, cooperative: Cooperative, products: Sequence[str], by: By, seen_version: int | None = None
) -> Cooperative:
    """What the cooperative offers, as its manager says. :raises Refused: *by* is not its manager. :raises Changed: …"""
    _must_be_manager(by, cooperative)
    values = {"products": publishing.products(products)}
    return change(cooperative, "registry.products_set", values, by=by, seen_version=seen_version)


@transaction.atomic
def set_contacts(
    *, cooperative: Cooperative, contacts: Mapping[str, str], by: By, seen_version: int | None = None
) -> Cooperative:
    """How the cooperative is reached, as far as it agrees to publish; an empty mapping publishes nothing.

    The journal tells which kinds of contact were set, never the contacts.
    :raises Refused: *by* is not its manager, or a contact cannot be read. :raises Changed: …
    """
    _must_be_manager(by, cooperative)
    values = {"contacts": publishing.contacts(contacts)}
    return change(cooperative, "registry.contacts_set", values, by=by, seen_version=seen_version, told=sorted)


def change(
    cooperative: Cooperative,
    action: str,
    values: Mapping[str, Any],
    *,
    by: By,
    seen_version: int | None,
    told: Callable[[Any], Any] | None = None,
) -> Cooperative:
    """Write *values* that differ, with journal, search, edition and signal; the same again changes nothing."""
    held = Cooperative.objects.select_for_update().select_related("territory").get(pk=cooperative.pk)
    if seen_version is not None and seen_version != held.version:
        raise Changed(held, values)
    tell = told or plain
    differing = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not differing:
        return held
    before = {name: tell(getattr(held, name)) for name in differing}
    for name, value in differing.items():
        setattr(held, name, value)
    held.name_key = naming.key(held.name_ar)
    held.version += 1
    held.save()
    if {"name_ar", "territory"} & set(differing):
        Organisation.objects.filter(pk=held.organisation_id).update(name=held.name_ar, territory=held.territory)
    after = {name: tell(value) for name, value in differing.items()}
    _note(action, held, by, before=before, after=after)
    search.put(kind=KIND, entries=[entry(held)])
    editions.bump()
    renew_extract(cooperative=held, by=actor_of(by), because=differing)
    changed_signal.send(Cooperative, cooperative=held, fields=frozenset(differing), by=by)
    return held


def plain(value: Any) -> Any:
    """*value* as JSON can hold it: a place by its code, a sector or a model by its key.

    >>> plain(Decimal("1.50")), plain(None)
    ('1.50', None)
    """
    if isinstance(value, Territory):
        return value.code
    if isinstance(value, Sector | ProjectModel):
        return value.key
    if isinstance(value, Decimal | datetime.date):
        return str(value)
    return value


@transaction.atomic
def remove_examples(*, by: By) -> int:
    """Take out what the demonstration made, and say how many there were."""
    rows = Cooperative.objects.filter(example=True)
    keys = [str(key) for key in rows.values_list("public_id", flat=True)]
    if not keys:
        return 0
    bodies = list(rows.values_list("organisation_id", flat=True))
    rows.delete()
    Organisation.objects.filter(pk__in=bodies).delete()
    search.drop(kind=KIND, keys=keys)
    editions.bump()
    journal.record(
        by=actor_of(by),
        action="registry.examples_removed",
        subject_kind="register",
        subject_key="",
        before={"examples": len(keys)},
        after={"examples": 0},
    )
    return len(keys)


def _must_be_allowed(by: By, action: str, territory: Territory) -> None:
    if not isinstance(by, str) and not may(by, action, territory):
        raise Refused(
            _("You may not change the register in %(place)s. Ask the authority of that place.")
            % {"place": territory.name}
        )


def _must_be_manager(by: By, cooperative: Cooperative) -> None:
    if not isinstance(by, str) and not may(by, rules.PUBLISH, cooperative.territory, relations_to(by, cooperative)):
        raise Refused(_("Only who manages this cooperative may say this of it. Ask its manager."))


def _note(
    action: str,
    cooperative: Cooperative,
    by: By,
    details: dict[str, Any] | None = None,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    journal.record(
        by=actor_of(by),
        action=action,
        subject_kind="cooperative",
        subject_key=str(cooperative.public_id),
        details=details,
        before=before,
        after=after,
    )
