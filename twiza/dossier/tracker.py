"""How far a dossier has come: what is done, what is next, who must act, the time used and the money spent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.dossier import law as laws
from twiza.dossier.models import Dossier, StepDone
from twiza.packs.schema import Authority, Step
from twiza.packs.schema.law import Range

POINTS = 8
"""Points of the star."""

ACTORS: dict[str, str | Promise] = {
    "group": _("the group"),
    "each_founder": _("each founder"),
    "president": _("the president"),
    "assembly": _("the founders in assembly"),
    "agency": _("the agency"),
    "authority": _("the authority"),
    "court": _("the court"),
    "bank": _("the bank"),
    "other": _("somebody else"),
}
"""Who must act in a step, in words."""


@dataclass(frozen=True)
class Stage:
    """One step of the law on the way of this dossier. ``begun_on`` is the day from which it could be done."""

    step: Step
    state: Literal["done", "current", "todo"]
    row: StepDone | None
    authority: Authority | None
    begun_on: date | None
    today: date

    @property
    def who(self) -> str:
        """Who must act: the authority by its name, if one must."""
        if self.authority is not None and self.step.who in {"agency", "authority", "court", "bank"}:
            return laws.local(self.authority.name)
        return str(ACTORS[self.step.who])

    @property
    def days_used(self) -> int | None:
        """Days it has taken, until it was done or until today; None before it can begin."""
        if self.begun_on is None:
            return None
        return max(0, ((self.row.on if self.row else self.today) - self.begun_on).days)

    @property
    def late(self) -> bool:
        """Whether it takes longer than such a step usually does."""
        most = self.step.days.high
        return self.state == "current" and most is not None and (self.days_used or 0) > most

    @property
    def by_itself(self) -> bool:
        """Whether it ends by itself, as soon as something has happened here."""
        return self.step.done_when is not None

    @property
    def to_be_confirmed(self) -> bool:
        """Whether a jurist has yet to confirm what is said of it."""
        return laws.to_be_confirmed(self.step)


@dataclass(frozen=True)
class Sum:
    """Money or days of several steps: known parts added up, and how many steps nobody knows about."""

    low: Decimal
    high: Decimal
    unknown: int


@dataclass(frozen=True)
class Way:
    """The whole way of a dossier."""

    stages: tuple[Stage, ...]
    begun_on: date
    ended_on: date
    paid: Decimal

    @property
    def done(self) -> int:
        """Steps that are done."""
        return sum(stage.state == "done" for stage in self.stages)

    @property
    def points(self) -> int:
        """Points of the star that are filled: all eight only when every step is done."""
        return POINTS * self.done // len(self.stages) if self.stages else 0

    @property
    def current(self) -> list[Stage]:
        """What can be done now."""
        return [stage for stage in self.stages if stage.state == "current"]

    @property
    def days_used(self) -> int:
        """Days since the dossier was begun."""
        return max(0, (self.ended_on - self.begun_on).days)

    @property
    def usual_days(self) -> Sum:
        """Days that the whole way usually takes."""
        return _sum([stage.step.days for stage in self.stages])

    @property
    def cost_ahead(self) -> Sum:
        """Money that the steps not yet done will cost."""
        return _sum([stage.step.cost for stage in self.stages if stage.state != "done"])


def _sum(ranges: list[Range]) -> Sum:
    known = [one for one in ranges if one.low is not None or one.high is not None]
    low = sum((one.low or Decimal(0) for one in known), Decimal(0))
    high = sum((one.high if one.high is not None else one.low or Decimal(0) for one in known), Decimal(0))
    return Sum(low, high, len(ranges) - len(known))


def way_of(dossier: Dossier) -> Way:
    """The steps of the law that the dossier is on, with what is done. One query."""
    law, today = laws.law_of(dossier), timezone.localdate()
    rows = {row.step: row for row in dossier.steps_done.all()}
    begun = timezone.localdate(dossier.begun_at)
    stages = tuple(_stage(step, law, rows, begun, today) for step in law.steps)
    ended = timezone.localdate(dossier.ended_at) if dossier.ended_at else today
    paid = sum((row.paid for row in rows.values() if row.paid is not None), Decimal(0))
    return Way(stages, begun, ended, paid)


def _stage(step: Step, law: laws.Law, rows: dict[str, StepDone], begun: date, today: date) -> Stage:
    known = {one.key for one in law.steps}
    before = [key for key in step.after if key in known]
    ready = all(key in rows for key in before)
    row = rows.get(step.key)
    since = max([begun, *(rows[key].on for key in before)]) if ready else None
    state: Literal["done", "current", "todo"] = "done" if row else "current" if ready else "todo"
    return Stage(step, state, row, law.authorities.get(step.authority or ""), since, today)
