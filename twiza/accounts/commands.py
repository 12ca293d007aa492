"""Changes to who signs in and which roles they hold; each is written to the journal."""

from __future__ import annotations

from typing import Literal

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.models import Role, RoleAssignment, User
from twiza.accounts.people import Visitor
from twiza.accounts.rules import may
from twiza.journal import commands as journal
from twiza.territories.models import Territory

CommandLine = Literal["command-line"]
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
def give_role(*, user: User, role: str, territory: Territory, by: By) -> RoleAssignment:
    """Let *user* be *role* in *territory* and all below it. Already so: nothing changes.

    :raises Refused: *by* may not, the role is unknown, the person has left or the place is no more.
    """
    _must_be_allowed(by, "role.give", territory)
    if role not in Role.values:
        raise Refused(
            _("There is no role “%(role)s”; there are: %(roles)s.") % {"role": role, "roles": ", ".join(Role.values)}
        )
    if not user.is_active:
        raise Refused(_("This person's sign-in is closed. Open it again before giving a role."))
    if territory.retired:
        raise Refused(_("%(place)s is no longer a territory of this country.") % {"place": territory.name})
    assignment, made = RoleAssignment.objects.get_or_create(
        user=user, role=role, territory=territory, defaults={"given_by": actor_of(by)}
    )
    user.forget_assignments()
    if made:
        _note("role.given", user, by, {"role": role, "territory": territory.code})
    return assignment


@transaction.atomic
def take_role(*, user: User, role: str, territory: Territory, by: By) -> None:
    """End a role of *user* in *territory*.

    :raises Refused: *by* may not, or the person does not hold that role there.
    """
    _must_be_allowed(by, "role.take", territory)
    gone, _counts = RoleAssignment.objects.filter(user=user, role=role, territory=territory).delete()
    user.forget_assignments()
    if not gone:
        raise Refused(
            _("%(person)s does not hold the role “%(role)s” in %(place)s.")
            % {"person": user, "role": role, "place": territory.name}
        )
    _note("role.taken", user, by, {"role": role, "territory": territory.code})


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
    user.name, user.is_active = name.strip() or user.name, True
    _set_password(user, password)
    user.save()
    _note("staff.added", user, by)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: By) -> None:
    """Give *user* a new password; all their sessions end. :raises Refused: it is too weak."""
    _set_password(user, password)
    user.save(update_fields=["password"])
    _note("staff.password_set", user, by)


@transaction.atomic
def remove_staff(*, user: User, by: By, erase: bool = False) -> None:
    """Close a sign-in: roles end, sessions end, the second factor is dropped.

    With *erase* the e-mail and the name go too; the journal keeps the pseudonym alone.
    """
    for one in user.assignments:
        _note("role.taken", user, by, {"role": one.role, "territory": one.territory.code})
    user.role_assignments.all().delete()
    Authenticator.objects.filter(user=user).delete()
    _note("staff.erased" if erase else "staff.removed", user, by)
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


def _note(action: str, user: User, by: By, details: dict[str, str] | None = None) -> None:
    journal.record(
        by=actor_of(by), action=action, subject_kind="user", subject_key=str(user.public_id), details=details
    )
