"""From an accepted dossier to the register: the cooperative, with the founders as its first members."""

from __future__ import annotations

from twiza.accounts.commands import By
from twiza.dossier.models import Dossier, Filing
from twiza.dossier.queries import board, present_founders
from twiza.registry.commands import NewMember, register
from twiza.registry.models import Cooperative

MANY_NAMES = ("name_ar", "name")


def origin_of(dossier: Dossier) -> str:
    """What the register says of where the entry comes from."""
    return f"dossier:{dossier.key}"


def cooperative_of(dossier: Dossier) -> Cooperative:
    """The cooperative that this dossier became. Cooperative.DoesNotExist before it was accepted."""
    return Cooperative.objects.get(origin=origin_of(dossier))
