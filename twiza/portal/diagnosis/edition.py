"""One edition of a diagnosis: which place, language, day and state of the data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from twiza.opportunities.basis import METHOD
from twiza.packs import queries as packs
from twiza.territories.models import Territory


@dataclass(frozen=True)
class Edition:
    """What a paper depends on. ``page`` and ``data_page`` are addresses printed on it."""

    code: str
    language: str
    page: str
    data_page: str
    day: datetime.date
    data: tuple[int, str] | None
    method: str = METHOD

    @classmethod
    def of(cls, place: Territory, language: str, *, page: str, data_page: str, day: datetime.date) -> Edition:
        """The edition of the data in force. At most one query."""
        return cls(place.code, language, page, data_page, day, packs.remember("load in force", packs.in_force))
