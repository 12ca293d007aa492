"""What the register keeps of a person: her membership."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from twiza.accounts.models import User
from twiza.accounts.privacy.holdings import Datum, Holding, register


def _collect(user: User) -> list[dict[str, Any]]:
    held = user.role_assignments.filter(organisation__cooperative__isnull=False).select_related("organisation")
    return [{"manager_of": str(one.organisation), "since": one.given_at.isoformat()} for one in held.order_by("pk")]


def _erase(_user: User) -> list[str]:
    """Members of the register are no sign-ins: nothing there hangs on hers."""
    return []


def register_holding() -> None:
    """Called once when the application starts."""
    register(
        Holding(
            "registry",
            40,
            lazy("The register of cooperatives"),
            (
                Datum(
                    lazy("Members of a cooperative: name, number, shares, office"),
                    lazy("the law asks a cooperative to keep them"),
                    lazy("as long as the register is kept; the authority decides"),
                    lazy("the cooperative's manager and the authority; the public sees how many there are"),
                ),
                Datum(
                    lazy("Phone, e-mail and address of a cooperative"),
                    lazy("so that buyers and partners find it"),
                    lazy("until the cooperative takes them back"),
                    lazy("everybody, and only what the cooperative agreed to publish"),
                ),
            ),
            _collect,
            _erase,
            {"manager_of": lazy("You manage"), "since": lazy("Since")},
        )
    )
