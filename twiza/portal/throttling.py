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
    now = time.time()
    key = f"api:{address}:{int(now // PERIOD)}"
    cache = caches["local"]
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        used = cache.incr(key)
    except ValueError:  # dropped between the two by a cache that is full
        used = 1
    limit = settings.API_RATE * (LOOPBACK if _is_loopback(address) else 1)
    return Budget(limit, used, PERIOD - int(now % PERIOD))


def _is_loopback(address: str) -> bool:
    return address != "unknown" and ipaddress.ip_address(address).is_loopback
