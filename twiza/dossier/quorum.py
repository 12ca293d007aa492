"""Who counts at an assembly, and whether they are enough by the pack's rule. What no pack knows stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from twiza.calc.law import Verdict, evaluate
from twiza.dossier import law as laws
from twiza.dossier.models import Assembly
from twiza.projects.models import Founder

QUANTITY = "quorum_percent"


@dataclass(frozen=True)
class Quorum:
    """Voices out of founders, and what the rule says. ``met`` is None where no rule is known."""

    voices: int
    founders: int
    met: bool | None
    verdict: Verdict | None

    @property
    def percent(self) -> Decimal:
        """Voices in % of the founders, to a tenth."""
        if not self.founders:
            return Decimal(0)
        return (Decimal(100 * self.voices) / self.founders).quantize(Decimal("0.1"), ROUND_HALF_UP)


def voices(assembly: Assembly) -> int:
    """How many voices are here: one for each founder, present herself or by another."""
    return assembly.presences.count()


def quorum_of(assembly: Assembly) -> Quorum:
    """Whether those present are enough, by the rule on ``quorum_percent`` of the dossier's law.

    No pack says yet what a second call needs: after the first it is unknown unless the rule is met anyway.
    """
    founders = Founder.objects.present().filter(project=assembly.dossier.project_id).count()
    counted = voices(assembly)
    plain = Quorum(counted, founders, None, None)
    rule = next((one for one in laws.law_of(assembly.dossier).rules if one.quantity == QUANTITY), None)
    if rule is None or not founders:
        return plain
    day = timezone.localdate(assembly.held_at)
    verdict = evaluate(rule, {QUANTITY: plain.percent}, day)
    met = {"yes": True, "no": False if assembly.call == 1 else None}.get(verdict.outcome)
    return Quorum(counted, founders, met, verdict)
