"""The clock of the law at an authority's desk: days that count, days that are left, what silence means.

Pure: marks and a moment go in, a reading comes out. A day counts when it has wholly gone by, as the
marks' times say it; days before a return are kept when the dossier is filed again, those before an end are not:
what was withdrawn or refused and is filed anew has all its days before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

Silence = Literal["accepted", "refused", "unknown"]
DAY = timedelta(days=1)


class Mark(Protocol):
    """Started, stopped or ended, and when."""

    @property
    def sign(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Reading:
    """What the clock shows. ``legal_days`` is None where the pack knows no limit."""

    used: timedelta
    running: bool
    legal_days: int | None
    silence: Silence

    @property
    def days_used(self) -> int:
        """Whole days."""
        return self.used // DAY

    @property
    def days_left(self) -> int | None:
        """Whole days that the authority still has; 0 when they are over, None where there is no limit."""
        return None if self.legal_days is None else max(0, self.legal_days - self.days_used)

    @property
    def over(self) -> bool:
        """Whether the authority has let the days of the law go by."""
        return self.legal_days is not None and self.used > self.legal_days * DAY


def read(marks: Iterable[Mark], now: datetime, legal_days: int | None = None, silence: Silence = "unknown") -> Reading:
    """What the clock shows at *now*. A start while it runs, or a stop while it stands, changes nothing.

    Worked example: started on the 1st, stopped on the 4th, started on the 10th, read on the 12th: 3 + 2 days.
    """
    used, since, ended = timedelta(0), None, False
    for mark in sorted(marks, key=lambda one: one.at):
        if mark.at > now:
            break
        if mark.sign == "start":
            used, ended = (timedelta(0) if ended else used), False
            since = since or mark.at
            continue
        if since is not None:
            used, since = used + (mark.at - since), None
        ended = ended or mark.sign == "end"
    if since is not None:
        used += now - since
    return Reading(used, since is not None, legal_days, silence)
