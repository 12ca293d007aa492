"""What founding files keep of a person: her signatures, and that she was at the assembly."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.models import User
from twiza.accounts.privacy.holdings import Datum, Holding, register
from twiza.dossier.models import Signature


def _of(user: User) -> Any:
    return Signature.objects.filter(founder__user=user).select_related("paper").order_by("pk")


def _collect(user: User) -> list[dict[str, Any]]:
    return [
        {
            "paper": one.paper.code,
            "title": one.paper.title.get((get_language() or "ar")[:2]) or one.paper.title.get("ar"),
            "kind": one.paper.kind,
            "how": one.how,
            "at": one.at.isoformat(),
            "void_at": one.void_at.isoformat() if one.void_at else None,
        }
        for one in _of(user)
    ]


def _erase(user: User) -> list[str]:
    """Signatures stay where they are: those of a group that filed nothing were voided when she left."""
    standing = _of(user).filter(void_at__isnull=True).count()
    return [_("Your signature under papers that were filed, with the paper.")] if standing else []


WORDS: dict[str, str | Promise] = {
    "paper": lazy("Code on the paper"),
    "title": lazy("Paper"),
    "kind": "",
    "how": lazy("How it was signed"),
    "at": lazy("Signed on"),
    "void_at": lazy("No longer counts since"),
}


def register_holding() -> None:
    """Called once when the application starts."""
    register(
        Holding(
            "dossier",
            30,
            lazy("Your founding file"),
            (
                Datum(
                    lazy("Your signature: a drawing, a photo of the page, or a thumbprint with two witnesses"),
                    lazy("a paper without it is worth nothing; it becomes void as soon as what you signed changes"),
                    lazy("as long as the paper"),
                    lazy("your group; the authority, once you file"),
                ),
                Datum(
                    lazy("That you were at the assembly, and what it decided"),
                    lazy("the minutes say so; votes are counted, nobody's vote is written down"),
                    lazy("as long as the minutes"),
                    lazy("your group; the authority, once you file"),
                ),
            ),
            _collect,
            _erase,
            WORDS,
            {"how": dict(Signature.How.choices)},
        )
    )
