"""Where a group mends what an officer found: the page that holds the field."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.dossier import law as laws
from twiza.dossier.models import Defect, Dossier
from twiza.ui.components.navigation import Link


def place_of(dossier: Dossier, defect: Defect) -> Link:
    """The page on which *defect* is mended."""
    project = dossier.project.public_id
    if defect.founder is not None:
        return Link(_("Correct what is written of her"), reverse("projects:founder", args=[project, defect.founder.public_id]))
    field = defect.field
    if field.startswith("paper:"):
        return Link(_("Look at the papers"), reverse("dossier:papers", args=[project]))
    question = next((one for one in laws.law_of(dossier).questions if one.field == field), None)
    if question is not None:
        return Link(_("Answer again"), reverse("dossier:question", args=[project, question.key]))
    if field in {"founders", "shares"}:
        return Link(_("Correct the group"), reverse("projects:founders", args=[project]))
    if field in {"share_value", "capital", "things"}:
        return Link(_("Correct the money"), reverse("projects:money", args=[project]))
    if field in {"assembly", "board"}:
        return Link(_("Correct the assembly"), reverse("dossier:assembly", args=[project]))
    return Link(_("Correct the project"), reverse("projects:project", args=[project]))
