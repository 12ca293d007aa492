"""How many questions an address may ask: so many in each minute.

Each process counts by itself, in the cache in its memory: a count in the shared one would write to
the database at every question. Behind several processes the limit is so much wider.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from twiza.ui.visitors import address_of

PERIOD = 60
COSTLY, HEAVY = "/plans/compute", 6
"""A plan is worked out while one waits: it counts as so many questions."""
LOOPBACK = 100
"""How many times as much the machine itself may ask: tests, measurements, programs beside the portal."""


@dataclass(frozen=True)
class Budget:
    """What is left to an address in this minute."""

    limit: int
    used: int
    seconds: int

    @property
    def spent(self) -> bool:
        """Whether this question is one too many."""
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """For every answer; ``Retry-After`` where it was one too many."""
        told = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "X-RateLimit-Reset": str(self.seconds),
        }
        return told | ({"Retry-After": str(self.seconds)} if self.spent else {})


def spend(request: HttpRequest) -> Budget:
    """Count one question of the address that *request* comes from."""
    address = address_of(request)
    used = count(f"api:{address}", HEAVY if request.path.endswith(COSTLY) else 1)
    return Budget(settings.API_RATE * factor(address), used, seconds_left())


def count(what: str, times: int = 1) -> int:
    """How often *what* was asked for in this minute, now included (as *times*)."""
    key, cache = f"{what}:{int(time.time() // PERIOD)}", caches["local"]
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        return int(cache.incr(key, times))
    except ValueError:  # dropped between the two by a cache that is full
        return times


def seconds_left() -> int:
    """Until the next minute begins."""
    return PERIOD - int(time.time() % PERIOD)


def factor(address: str) -> int:
    """How many times as much *address* may ask."""
    return LOOPBACK if address != "unknown" and ipaddress.ip_address(address).is_loopback else 1
