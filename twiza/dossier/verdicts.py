"""What the rules say of a group, in words: what was asked, what was found, on which article, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from twiza.calc.law import Between, Verdict
from twiza.calc.quantities import QUANTITIES
from twiza.dossier import law as laws
from twiza.dossier.models import Dossier
from twiza.packs.schema import Rule
from twiza.ui import formats


@dataclass(frozen=True)
class Ruling:
    """One rule and its verdict, ready to be read."""

    rule: Rule
    verdict: Verdict
    text: str
    found: str
    wanted: str
    law: str

    @property
    def word(self) -> str:
        """The outcome in a word."""
        return {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known yet")}[self.verdict.outcome]

    @property
    def why(self) -> str:
        return laws.local(self.rule.why)

    @property
    def remedy(self) -> str:
        """What the group can do."""
        return laws.local(self.rule.remedy)

    @property
    def to_be_confirmed(self) -> bool:
        """Whether a jurist has yet to confirm it."""
        return laws.to_be_confirmed(self.verdict)


def rulings(dossier: Dossier) -> list[Ruling]:
    """Every rule that applies to this dossier, in the law's order."""
    return [ruling_of(dossier, verdict) for verdict in laws.verdicts(dossier)]


def ruling_of(dossier: Dossier, verdict: Verdict) -> Ruling:
    """A verdict in words."""
    law = laws.law_of(dossier)
    rule = law.rule(verdict.rule)
    text = law.texts.get(verdict.law or "")
    wanted = in_words(rule.quantity, verdict.wanted)
    return Ruling(
        rule=rule,
        verdict=verdict,
        text=laws.local(rule.text).replace("{value}", wanted),
        found=in_words(rule.quantity, verdict.found),
        wanted=wanted,
        law=laws.local(text.name) if text else "",
    )


def in_words(quantity: str, value: object) -> str:
    """A value of a quantity as people read it; unknown is said, never left out."""
    kind = QUANTITIES[quantity].kind
    if value is None:
        return formats.unknown()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Between):
        return _between(kind, value)
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return _(", ").join(map(str, value))
    return _number(kind, value)


def _between(kind: str, value: Between) -> str:
    if value.low is not None and value.high is not None:
        return _("%(low)s to %(high)s") % {"low": _number(kind, value.low), "high": _number(kind, value.high)}
    if value.low is not None:
        return _("at least %(low)s") % {"low": _number(kind, value.low)}
    return _("at most %(high)s") % {"high": _number(kind, value.high)}


def _number(kind: str, value: object) -> str:
    if not isinstance(value, int | Decimal):
        return formats.unknown()
    if kind == "money":
        return formats.money(value)
    if kind == "percent":
        return formats.percent(value)
    return formats.number(value)
