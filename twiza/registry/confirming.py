"""What a group says of its own registration: an authority of the place confirms it, or contests it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.commands import By, Refused
from twiza.accounts.rules import may
from twiza.registry import rules
from twiza.registry.commands import change
from twiza.registry.models import Confirmation, Cooperative

LONGEST_OBJECTION = 500


@transaction.atomic
def confirm(*, cooperative: Cooperative, by: By) -> Cooperative:
    """The authority stands by the entry: the mark goes. Already so: nothing changes. :raises Refused: *by* may not."""
    _must_be_allowed(by, cooperative)
    values = {"confirmation": Confirmation.AUTHORITY.value, "objection": ""}
    return change(cooperative, "registry.confirmed", values, by=by, seen_version=None)


@transaction.atomic
def contest(*, cooperative: Cooperative, words: str, by: By) -> Cooperative:
    """The authority says that the entry is not right, and why; the mark says so until it confirms.

    :raises Refused: *by* may not, no reason, or the authority itself stands by the entry.
    """
    _must_be_allowed(by, cooperative)
    words = " ".join(words.split())[:LONGEST_OBJECTION]
    if not words:
        raise Refused(_("Write what is not right, so that the group can mend it."))
    if Cooperative.objects.get(pk=cooperative.pk).confirmation == Confirmation.AUTHORITY:
        raise Refused(_("This entry is confirmed. Correct the register instead, or set its status."))
    values = {"confirmation": Confirmation.CONTESTED.value, "objection": words}
    return change(cooperative, "registry.contested", values, by=by, seen_version=None)


def _must_be_allowed(by: By, cooperative: Cooperative) -> None:
    if not isinstance(by, str) and not may(by, rules.CONFIRM, cooperative.territory):
        raise Refused(_("Only an authority of this place confirms or contests an entry of the register."))
