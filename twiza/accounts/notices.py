"""What people are told about their own sign-in and roles, each in the language that she reads."""

from __future__ import annotations

import uuid

from django.utils import translation
from django.utils.translation import gettext as _

from twiza.accounts.addresses import is_phone
from twiza.accounts.models import RoleAssignment, User
from twiza.messages.channels import phone_channel
from twiza.messages.commands import send
from twiza.messages.models import Channel


def role_given(given: RoleAssignment, *, to: str) -> None:
    """Tell whoever holds the role *given*, at the address that the administrator wrote; once for each role."""
    with translation.override(given.user.reads):
        words = _("You are now %(role)s in %(place)s on Twiza. Sign in with this address; a code will be sent to it.")
        _tell(
            given.user, to, kind="role.given", once=f"role:{given.pk}:{given.given_at.isoformat()}",
            subject=_("Your role on Twiza"),
            body=words % {"role": given.get_role_display(), "place": given.territory.name},
        )  # fmt: skip


def address_gone(user: User, *, to: str | None) -> None:
    """Tell the address *to*, which opened *user*'s sign-in until now. Whoever took it over cannot keep this back."""
    with translation.override(user.reads):
        words = _(
            "This address no longer opens your Twiza sign-in: it was replaced or removed there. "
            "If it was not you, tell the agency that runs Twiza at once."
        )
        _changed(user, to or "", words)


def address_added(user: User, *, to: str) -> None:
    """Tell the address *to* that there is another one beside it from now on."""
    with translation.override(user.reads):
        words = _(
            "Another address now opens your Twiza sign-in, too. "
            "If it was not you, tell the agency that runs Twiza at once."
        )
        _changed(user, to, words)


def _changed(user: User, to: str, words: str) -> None:
    kind = "account.address_changed"
    _tell(user, to, kind=kind, once=f"{kind}:{uuid.uuid4()}", subject=_("Your Twiza sign-in has changed"), body=words)


def _tell(user: User, to: str, **message: str) -> None:
    send(channel=phone_channel() if is_phone(to) else Channel.EMAIL, to=to, language=user.reads, **message)
