"""Where a group mends what an officer found: the page that holds the field."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from twiza.dossier import law as laws
from twiza.dossier.models import Defect, Dossier
from twiza.ui.components.navigation import Link

PAGES: dict[str, tuple[str | Promise, str]] = {
    "founders": (lazy("Correct the group"), "projects:founders"),
    "shares": (lazy("Correct the group"), "projects:founders"),
    "share_value": (lazy("Correct the money"), "projects:money"),
    "capital": (lazy("Correct the money"), "projects:money"),
    "things": (lazy("Correct the money"), "projects:money"),
    "assembly": (lazy("Correct the assembly"), "dossier:assembly"),
    "board": (lazy("Correct the assembly"), "dossier:assembly"),
}
"""Field → the page that holds it, for what no question of the interview fills."""


def place_of(dossier: Dossier, defect: Defect) -> Link:
    """The page on which *defect* is mended."""
    project = dossier.project.public_id
    if defect.founder is not None:
        return Link(
            _("Correct what is written of her"), reverse("projects:founder", args=[project, defect.founder.public_id])
        )
    field = defect.field
    if field.startswith("paper:"):
        return Link(_("Look at the papers"), reverse("dossier:papers", args=[project]))
    question = next((one for one in laws.law_of(dossier).questions if one.field == field), None)
    if question is not None:
        return Link(_("Answer again"), reverse("dossier:question", args=[project, question.key]))
    label, name = PAGES.get(field, (_("Correct the project"), "projects:describe"))
    return Link(str(label), reverse(name, args=[project]))
