"""The list of what is kept about people, and what this area itself keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Role, User
from twiza.ui.context import NATIVE_NAMES

Words = str | Promise
Row = dict[str, Any]


@dataclass(frozen=True)
class Datum:
    """One thing that we ask, in words: what, why, on which ground, how long, and who can see it."""

    what: Words
    why: Words
    kept: Words
    seen_by: Words


@dataclass(frozen=True)
class Holding:
    """What one area keeps of a person.

    ``collect`` gives everything of hers as JSON, unsealed, since it is hers. ``erase`` removes what the law
    lets go, inside the caller's transaction, and gives back a sentence for each thing that must stay.
    ``words`` names each key of a row for its reader (an empty name: for programs alone), ``answers`` what a key may
    hold.
    """

    key: str
    order: int
    label: Words
    data: tuple[Datum, ...]
    collect: Callable[[User], list[Row]]
    erase: Callable[[User], list[str]]
    words: Mapping[str, Words] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


_known: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Make a holding known; the same key again replaces it."""
    _known[holding.key] = holding


def holdings() -> list[Holding]:
    """Every holding, in order."""
    return sorted(_known.values(), key=lambda one: (one.order, one.key))


def _collect(user: User) -> list[Row]:
    return [
        {
            "id": str(user.public_id),
            "name": user.name,
            "email": user.email,
            "phone": user.phone,
            "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "roles": [
                {
                    "role": one.role,
                    "territory": one.territory.code,
                    "place": str(one.territory.name),
                    "organisation": str(one.organisation) if one.organisation_id else None,
                    "since": one.given_at.isoformat(),
                }
                for one in user.role_assignments.select_related("territory", "organisation").order_by("pk")
            ],
            "consents": [
                {"text": one.text, "version": one.version, "language": one.language, "at": one.at.isoformat()}
                for one in user.consents.order_by("pk")
            ],
        }
    ]


def _erase(user: User) -> list[str]:
    """The row itself goes with the command that calls us; nothing here must stay."""
    return []


WORDS: dict[str, Words] = {
    "id": "",
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "language": _("The language that you read"),
    "joined_at": _("Since"),
    "roles": _("Roles"),
    "role": _("Role"),
    "territory": "",
    "place": _("Territory"),
    "organisation": _("Organisation"),
    "since": _("Since"),
    "consents": _("What you agreed to"),
    "text": _("Text"),
    "version": _("Version of the text"),
    "at": _("Day"),
}


def register_own() -> None:
    """Called once when the application starts."""
    register(
        Holding(
            "account",
            10,
            _("Your sign-in"),
            (
                Datum(
                    _("Phone number or e-mail"),
                    _("to send the code with which you sign in, and news of your own project"),
                    _("until you end your sign-in"),
                    _("you; an administrator of your territory, if you hold a role"),
                ),
                Datum(
                    _("Name"),
                    _("so that your group knows who you are"),
                    _("until you end your sign-in"),
                    _("you, and the groups that you belong to"),
                ),
                Datum(
                    _("The language that you read"),
                    _("so that messages come to you in it"),
                    _("until you end your sign-in"),
                    _("you"),
                ),
                Datum(
                    _("Password, passkey, second factor"),
                    _("to be sure that it is you; the password as a hash that cannot be turned back"),
                    _("until you change them or end your sign-in"),
                    _("nobody"),
                ),
                Datum(
                    _("What you agreed to, with the version of the text and the day"),
                    _("to be able to show that we asked"),
                    _("as long as your sign-in"),
                    _("you"),
                ),
                Datum(
                    _("What was done, when, by a pseudonym"),
                    _("so that no change of a project or of the register can be denied or hidden"),
                    _("always; when your sign-in ends, nobody can tell any more who the pseudonym was"),
                    _("your group, what concerns it; administrators of the country, all"),
                ),
            ),
            _collect,
            _erase,
            WORDS,
            {"role": dict(Role.choices), "language": NATIVE_NAMES, "text": {"sign-in": _("Your sign-in")}},
        )
    )
