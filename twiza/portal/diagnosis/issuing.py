"""Papers as they are handed out: set once, kept while nothing they depend on has changed."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from twiza.portal.diagnosis import rendering
from twiza.portal.diagnosis.edition import Edition
from twiza.portal.diagnosis.gathering import gather
from twiza.territories.models import Territory

KEPT = 60
"""Papers held in memory by each process, about 150 kB each."""

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
