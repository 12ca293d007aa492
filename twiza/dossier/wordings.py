"""How the entries of this area read in a project's timeline."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twiza.dossier.models import Dossier
from twiza.projects.models import Project
from twiza.projects.timeline import register_subjects, register_wording

WORDINGS = {
    "dossier.begun": _("%(who)s began the founding file."),
    "dossier.law_adopted": _("%(who)s put the founding file on the newer version of the law."),
    "dossier.answered": _("%(who)s answered a question of the founding file."),
    "dossier.step_done": _("%(who)s wrote down that a step was done."),
    "dossier.step_taken_back": _("%(who)s took back that a step was done."),
    "dossier.papers_made": _("%(who)s had the papers made."),
    "dossier.signed": _("%(founder)s signed papers."),
    "dossier.signatures_ended": _("Signatures ended, because the papers changed: %(signatures)s."),
    "dossier.assembly_convoked": _("%(who)s convoked the constitutive assembly."),
    "dossier.assembly_opened": _("%(who)s opened the constitutive assembly."),
    "dossier.assembly_presence": _("%(who)s wrote down who was at the assembly. Voices: %(voices)s."),
    "dossier.assembly_voted": _("%(who)s wrote down a vote of the assembly."),
    "dossier.assembly_vote_struck": _("%(who)s took a vote out of the minutes."),
    "dossier.assembly_closed": _("%(who)s closed the constitutive assembly."),
    "dossier.assembly_reopened": _("%(who)s opened the assembly again, to correct its minutes."),
    "dossier.filed": _("%(who)s handed the dossier in."),
    "dossier.defect_mended": _("%(who)s mended a defect."),
    "dossier.returned": _("The authority returned the dossier with defects."),
    "dossier.accepted": _("The authority accepted the dossier under the number %(number)s."),
    "dossier.refused": _("The authority refused the dossier."),
    "dossier.acceptance_told": _(
        "%(who)s wrote down that the authority accepted the dossier under the number %(number)s."
    ),
    "dossier.return_told": _("%(who)s wrote down that the authority returned the dossier with defects."),
    "dossier.refusal_told": _("%(who)s wrote down that the authority refused the dossier."),
    "dossier.withdrawn": _("The filing was withdrawn, because the group gave its project up."),
    "dossier.begun_again": _("%(who)s began the founding file again, after the refusal."),
    "paper.issued": _("A paper was made, version %(version)s."),
    "paper.withdrawn": _("A paper ended, because what it says no longer holds."),
}


def of_dossier(project: Project) -> Iterable[tuple[str, str]]:
    """The founding file of a project, whose papers have entries of their own."""
    return [
        ("dossier", str(key)) for key in Dossier.objects.filter(project=project).values_list("public_id", flat=True)
    ]


def register_wordings() -> None:
    """Called once when the application starts."""
    register_subjects(of_dossier)
    for action, template in WORDINGS.items():
        register_wording(action, template)
