"""Texts that people agree to. A changed text is a new version, and is asked again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Consent, User
from twiza.journal import commands as journal


@dataclass(frozen=True)
class Text:
    """What is agreed to. ``version`` is the day the words were last changed."""

    key: str
    version: str
    words: str | Promise


TEXTS = {
    text.key: text
    for text in (
        Text(
            "sign-in",
            "2026-11-22",
            _(
                "I agree that my phone number or e-mail and my name are kept so that I can sign in and work with my "
                "group. I can see, correct, take along and end what is kept of me at any time."
            ),
        ),
    )
}
"""By key. An area that asks for another adds it here or keeps its own list beside its forms."""


@transaction.atomic
def agree(*, user: User, key: str, language: str) -> Consent:
    """Record that *user* agreed to the text *key* as it is worded today. Again for the same version: nothing new.

    :raises KeyError: there is no such text.
    """
    text = TEXTS[key]
    held = user.consents.filter(text=key, version=text.version, withdrawn_at__isnull=True).first()
    if held:
        return held
    earlier = user.consents.filter(text=key, withdrawn_at__isnull=True).order_by("-id").first()
    consent = Consent.objects.create(user=user, text=key, version=text.version, language=language)
    journal.record(
        by=user.actor,
        action="consent.given",
        subject_kind="user",
        subject_key=str(user.public_id),
        details={"text": key},
        before={"version": earlier.version} if earlier else {},
        after={"version": text.version, "language": language},
    )
    return consent


def missing(user: User) -> list[Text]:
    """Texts that *user* has not agreed to as they are worded today; one query."""
    given = set(user.consents.filter(withdrawn_at__isnull=True).values_list("text", "version"))
    return [text for text in TEXTS.values() if (text.key, text.version) not in given]
