"""Signatures as they are placed on a paper: the picture, how and when it was given, who saw it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from twiza.dossier.composing.filling import own
from twiza.dossier.composing.setting import Drawn
from twiza.dossier.composing.words import word
from twiza.dossier.models import Signature
from twiza.files.queries import open_file
from twiza.sealing.keys import unseal
from twiza.ui import formats

HOW = {"drawn": "drawn", "paper": "paper_signed", "thumbprint": "thumbprint"}
PICTURES = {"image/png", "image/jpeg"}


def drawn(signatures: Iterable[Signature], languages: Sequence[str]) -> dict[str, Drawn]:
    """By the key of the founder. A page signed by hand is not pasted in: its day alone is told."""
    return {
        str(one.founder.public_id): Drawn(
            picture=_picture(one), note=(_note(one, languages),), witnesses=_witnesses(one)
        )
        for one in signatures
        if one.void_at is None
    }


def _picture(one: Signature) -> bytes | None:
    if one.how == Signature.How.PAPER or one.image.media_type not in PICTURES:
        return None
    with open_file(one.image) as held:
        return held.read()


def _note(one: Signature, languages: Sequence[str]) -> str:
    at = formats.isolated(f"{timezone.localtime(one.at):%d/%m/%Y %H:%M}", ltr=True)
    return f"{' · '.join(word(HOW[one.how], language) for language in languages)} {at}"


def _witnesses(one: Signature) -> tuple[str, ...]:
    return tuple(f"{own(who['name'])} {own(unseal(who['number']))}" for who in one.witnesses)
