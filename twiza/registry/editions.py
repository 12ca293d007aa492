"""The number of the register as it is now. Pages that show it are kept under that number, in every process."""

from __future__ import annotations

from django.db.models import F

from twiza.registry.models import Edition

ONLY = 1


def current() -> int:
    """How often the register has changed; one small query."""
    return Edition.objects.filter(pk=ONLY).values_list("number", flat=True).first() or 0


def bump() -> None:
    """Say that the register is another one now; in the transaction of the change, so that both are seen at once."""
    if not Edition.objects.filter(pk=ONLY).update(number=F("number") + 1):
        Edition.objects.get_or_create(pk=ONLY, defaults={"number": 1})
