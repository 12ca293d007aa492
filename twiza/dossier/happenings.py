"""What happens in a dossier by itself, and ends the steps that wait for it (``done_when`` in ``law/steps.yaml``)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.dossier import law as laws
from twiza.dossier.models import Dossier, StepDone

HAPPENINGS: dict[str, str | Promise] = {
    "dossier_begun": _("the founding file was begun"),
    "questions_answered": _("all questions were answered"),
    "papers_made": _("the papers were made"),
    "assembly_convoked": _("the assembly was convoked"),
    "assembly_held": _("the assembly was held, with its quorum"),
    "papers_signed": _("every founder signed the papers that want her signature"),
    "dossier_filed": _("the dossier was filed"),
    "dossier_accepted": _("the authority accepted the dossier and gave its number"),
}
"""Key → in words. A step that names none is ended by the group itself."""


def happened(*, dossier: Dossier, happening: str, by: str, on: date | None = None, reference: str = "") -> list[str]:
    """End the steps that wait for *happening*, each once; the keys of those that ended now."""
    if happening not in HAPPENINGS:
        raise ValueError(f"nothing known happens under the name {happening!r}")
    ended = []
    for step in laws.law_of(dossier).steps:
        if step.done_when != happening:
            continue
        _row, made = StepDone.objects.get_or_create(
            dossier=dossier,
            step=step.key,
            defaults={"on": on or timezone.localdate(), "reference": reference, "said_by": by},
        )
        if made:
            ended.append(step.key)
    return ended


def undone(*, dossier: Dossier, happening: str) -> list[str]:
    """Take the end away from steps that waited for *happening*, which no longer holds; their keys."""
    keys = [step.key for step in laws.law_of(dossier).steps if step.done_when == happening]
    rows = StepDone.objects.filter(dossier=dossier, step__in=keys)
    gone = sorted(rows.values_list("step", flat=True))
    rows.delete()
    return gone
