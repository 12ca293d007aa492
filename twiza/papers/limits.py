"""How often an address may ask after papers: codes cannot be tried one after the other."""

from __future__ import annotations

import time

from django.core.cache import caches
from django.http import HttpRequest

from twiza.ui.visitors import address_of

PERIOD = 60
ASKED, UNKNOWN = 60, 10
"""Pages, and codes that we do not know, that one address may ask for in a minute."""


def spent(request: HttpRequest) -> bool:
    """Whether this address has asked too often in this minute; counts the question."""
    return _count(request, "asked") > ASKED or _counted(request, "unknown") >= UNKNOWN


def note_unknown(request: HttpRequest) -> None:
    """Count a code that nobody issued."""
    _count(request, "unknown")


def seconds_left() -> int:
    """Until the next minute begins."""
    return PERIOD - int(time.time() % PERIOD)


def _key(request: HttpRequest, what: str) -> str:
    return f"papers:{what}:{address_of(request)}:{int(time.time() // PERIOD)}"


def _counted(request: HttpRequest, what: str) -> int:
    return int(caches["local"].get(_key(request, what), 0))


def _count(request: HttpRequest, what: str) -> int:
    cache, key = caches["local"], _key(request, what)
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        return int(cache.incr(key))
    except ValueError:  # dropped between the two by a cache that is full
        return 1
