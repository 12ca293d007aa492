"""Changes to who signs in and which roles they hold; each is written to the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twiza.accounts import addresses, notices, queries
from twiza.accounts.models import Organisation, Role, RoleAssignment, User
from twiza.accounts.people import Visitor
from twiza.accounts.privacy import consents
from twiza.accounts.rules import may
from twiza.journal import commands as journal
from twiza.journal.commands import NEW, OLD
from twiza.sealing.keys import trace
from twiza.territories.models import Territory

CommandLine = Literal["command-line"]
OPEN, CLOSED = {"sign_in": "open"}, {"sign_in": "closed"}
"""What the journal says of a sign-in."""
By = User | Visitor | CommandLine
"""Who asks: a person, held to the rules; or the command line, where one has the database anyway."""


class Refused(Exception):
    """It may not be done, or not now; the message says why and what to do."""


def actor_of(by: By) -> str:
    """The text that stands for *by* in the journal."""
    return by if isinstance(by, str) else by.actor


def _must_be_allowed(by: By, action: str, territory: Territory) -> None:
    if not isinstance(by, str) and not may(by, action, territory):
        raise Refused(
            _("You may not change roles in %(place)s. Ask an administrator of that place or of one above it.")
            % {"place": territory.name}
        )


@transaction.atomic
def give_role(
    *, user: User, role: str, territory: Territory, by: By, organisation: Organisation | None = None
) -> RoleAssignment:
    """Let *user* be *role* in *territory* and all below it, for *organisation* alone if one is named.

    Already so: nothing changes.

    :raises Refused: *by* may not, the role is unknown, the person has left or the place is no more; a manager
        without a cooperative, or an organisation of another place.
    """
    _must_be_allowed(by, "role.give", territory)
    _must_be_possible(user, role, territory, organisation)
    assignment, made = RoleAssignment.objects.get_or_create(
        user=user, role=role, territory=territory, organisation=organisation, defaults={"given_by": actor_of(by)}
    )
    user.forget_assignments()
    if made:
        _note("role.given", user, by, before={}, after=_role_details(role, territory, organisation))
    return assignment


def _must_be_possible(user: User, role: str, territory: Territory, organisation: Organisation | None) -> None:
    if role not in Role.values:
        raise Refused(
            _("There is no role “%(role)s”; there are: %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)}
        )
    if not user.is_active:
        raise Refused(_("This person's sign-in is closed. Open it again before giving a role."))
    if territory.retired:
        raise Refused(_("%(place)s is no longer a territory of this country.") % {"place": territory.name})
    if role == Role.COOPERATIVE_MANAGER and (
        organisation is None or organisation.kind != Organisation.Kind.COOPERATIVE
    ):
        raise Refused(_("A manager manages one cooperative. Choose which."))
    if organisation is not None and not organisation.territory.path.startswith(territory.path):
        raise Refused(
            _("%(organisation)s does not lie in %(place)s. Choose the place where it lies.")
            % {"organisation": organisation.name, "place": territory.name}
        )


def _role_details(role: str, territory: Territory, organisation: Organisation | None) -> dict[str, str]:
    details = {"role": role, "territory": territory.code}
    return details if organisation is None else {**details, "organisation": str(organisation.public_id)}


@transaction.atomic
def take_role(*, user: User, role: str, territory: Territory, by: By, organisation: Organisation | None = None) -> None:
    """End a role of *user* in *territory*, the one for *organisation* if one is named.

    :raises Refused: *by* may not, or the person does not hold that role there.
    """
    _must_be_allowed(by, "role.take", territory)
    gone, _counts = RoleAssignment.objects.filter(
        user=user, role=role, territory=territory, organisation=organisation
    ).delete()
    user.forget_assignments()
    if not gone:
        raise Refused(
            _("%(person)s does not hold the role “%(role)s” in %(place)s.")
            % {"person": user, "role": role, "place": territory.name}
        )
    _note("role.taken", user, by, before=_role_details(role, territory, organisation), after={})


@transaction.atomic
def add_organisation(*, kind: str, name: str, territory: Territory, by: By) -> Organisation:
    """Make a body known that people act for.

    :raises Refused: *by* may not, the name is empty, or that place has one of this kind and name already.
    """
    _must_be_allowed(by, "organisation.add", territory)
    name = " ".join(name.split())
    if not name or kind not in Organisation.Kind.values:
        raise Refused(_("Give the organisation a name and a kind."))
    if Organisation.objects.filter(kind=kind, name__iexact=name, territory=territory).exists():
        raise Refused(_("%(place)s has this organisation already.") % {"place": territory.name})
    made = Organisation.objects.create(kind=kind, name=name[:200], territory=territory)
    journal.record(
        by=actor_of(by),
        action="organisation.added",
        subject_kind="organisation",
        subject_key=str(made.public_id),
        before={},
        after={"kind": kind, "name": made.name, "territory": territory.code},
    )
    return made


@transaction.atomic
def known_by_proof(*, address: str) -> User | None:
    """Who has *address*, which was just proven by a code; an unproven phone number counts as proven from now on."""
    user = queries.person_at(address)
    if user is not None and addresses.is_phone(address) and not user.phone_verified:
        user.phone_verified = True
        user.save(update_fields=["phone_verified"])
        _note("account.address_proven", user, user, before={"phone_proven": False}, after={"phone_proven": True})
    return user


@transaction.atomic
def sign_up(*, address: str, name: str, language: str) -> User:
    """Open a sign-in for whoever has proven *address* and agreed to the text shown in *language*.

    Twice (two buttons, two tabs): the first one is given back.
    """
    phone = addresses.is_phone(address)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=None if phone else address, phone=address if phone else None, phone_verified=phone,
                name=" ".join(name.split())[:150],
            )  # fmt: skip
    except IntegrityError:
        known = queries.person_at(address)
        if known is None:
            raise
        return known
    _note("account.opened", user, user, before={}, after={"sign_in": "open", "by": "phone" if phone else "email"})
    consents.agree(user=user, key="sign-in", language=language)
    return user


@transaction.atomic
def rename(*, user: User, name: str, by: By) -> None:
    """Change how *user* is called. The journal knows that, not the name."""
    name = " ".join(name.split())[:150]
    if name != user.name:
        before, user.name = _hidden(user, "name"), name
        user.save(update_fields=["name"])
        _note("account.renamed", user, by, before=before, after=_hidden(user, "name"))


@transaction.atomic
def change_address(*, user: User, address: str, by: By) -> None:
    """Give *user* the phone number or e-mail *address*, which was just proven by a code, in place of the old one.

    The old one is told, or the one beside it.

    :raises Refused: somebody else has it. Whoever proves an address may know that.
    """
    other = queries.person_at(address)
    if other is not None and other.pk != user.pk:
        raise Refused(_("Another sign-in has this address. Sign in with it, or end that sign-in first."))
    before = _hidden(user, "phone", "email")
    phone = addresses.is_phone(address)
    old, beside = (user.phone, user.email) if phone else (user.email, user.phone)
    if old == address:
        user.phone_verified = user.phone_verified or phone
        user.save(update_fields=["phone_verified"])
        return
    if phone:
        user.phone, user.phone_verified = address, True
    else:
        user.email = address
    user.save(update_fields=["phone", "phone_verified", "email"])
    _note("account.address_changed", user, by, before=before, after=_hidden(user, "phone", "email"))
    if old:
        notices.address_gone(user, to=old)
    elif beside:
        notices.address_added(user, to=beside)


@transaction.atomic
def drop_address(*, user: User, which: Literal["phone", "email"], by: By) -> None:
    """Forget one of two addresses. :raises Refused: it is the only one."""
    if not (user.email and user.phone):
        raise Refused(_("This is the only address you sign in with. Add another one first."))
    before, gone = _hidden(user, which), user.phone if which == "phone" else user.email
    if which == "phone":
        user.phone, user.phone_verified = None, False
    else:
        user.email = None
    user.save(update_fields=["phone", "phone_verified", "email"])
    _note("account.address_dropped", user, by, before=before, after=_hidden(user, which))
    notices.address_gone(user, to=gone)


@transaction.atomic
def open_staff(*, address: str, by: By) -> User:
    """Whoever has *address*, or a new sign-in that opens by a code sent there; for giving her a role."""
    known = queries.person_at(address)
    if known is not None:
        return known
    phone = addresses.is_phone(address)
    user = User.objects.create_user(email=None if phone else address, phone=address if phone else None)
    _note("staff.added", user, by, before={}, after=OPEN)
    return user


@transaction.atomic
def add_staff(*, email: str, name: str, password: str, by: By) -> User:
    """Open a sign-in; one that was closed is opened again, with the new password.

    :raises Refused: no valid e-mail, a weak password, or the sign-in is open already.
    """
    email = User.objects.normalize_email(email.strip()).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
    user = User.objects.filter(email=email).first() or User(email=email)
    if user.pk and user.is_active:
        raise Refused(_("%(email)s has a sign-in already.") % {"email": email})
    before = CLOSED if user.pk else {}
    user.name, user.is_active = name.strip() or user.name, True
    _set_password(user, password)
    user.save()
    _note("staff.added", user, by, before=before, after=OPEN)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: By) -> None:
    """Give *user* a new password; all their sessions end. :raises Refused: it is too weak."""
    before = {"password": OLD if user.has_usable_password() else None}
    _set_password(user, password)
    user.save(update_fields=["password"])
    _note("staff.password_set", user, by, before=before, after={"password": NEW})


@transaction.atomic
def remove_staff(*, user: User, by: By, erase: bool = False) -> None:
    """Close a sign-in: roles end, sessions end, the second factor is dropped.

    With *erase* the e-mail and the name go too; the journal keeps the pseudonym alone.
    """
    for one in user.assignments:
        _note("role.taken", user, by, before=_role_details(one.role, one.territory, one.organisation), after={})
    user.role_assignments.all().delete()
    Authenticator.objects.filter(user=user).delete()
    before = OPEN if user.is_active else CLOSED
    if erase or user.is_active:
        _note("staff.erased" if erase else "staff.removed", user, by, before=before, after={} if erase else CLOSED)
    if erase:
        user.delete()
        return
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    user.forget_assignments()


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    user.set_password(password)


def _hidden(user: User, *fields: str) -> dict[str, str | None]:
    """What the journal keeps of these fields: whether they changed, never what stands in them."""
    return {field: trace(getattr(user, field), of=f"User {user.public_id} {field}") for field in fields}


def _note(action: str, user: User, by: By, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    journal.record(
        by=actor_of(by),
        action=action,
        subject_kind="user",
        subject_key=str(user.public_id),
        before=before,
        after=after,
    )
