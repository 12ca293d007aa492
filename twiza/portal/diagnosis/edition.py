"""One edition of a diagnosis: which place, language, day and state of the data; kept while they last."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from twiza.opportunities.basis import METHOD
from twiza.packs import queries as packs
from twiza.portal.diagnosis import rendering
from twiza.portal.diagnosis.gathering import gather
from twiza.territories.models import Territory

KEPT = 60
"""Papers held in memory by each process, about 150 kB each."""


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


_kept: OrderedDict[Edition, bytes] = OrderedDict()
_lock = Lock()


def issue(place: Territory, edition: Edition) -> bytes:
    """The PDF of *place*; set anew only if no process-wide copy of this edition is held."""
    with _lock:
        held = _kept.get(edition)
        if held is not None:
            _kept.move_to_end(edition)
            return held
    paper = rendering.pdf(gather(place, edition), edition.day)
    with _lock:
        _kept[edition] = paper
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return paper


def forget() -> None:
    """Drop every kept paper."""
    with _lock:
        _kept.clear()
