"""How often something may be asked; all workers count together in the shared cache."""

from __future__ import annotations

import uuid

from allauth.core import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from twiza.ui.trouble import TakesNothing

CODES, PROOFS = "send_code", "prove_code"
"""Keys of ``ACCOUNT_RATE_LIMITS``."""


def reached(request: HttpRequest, action: str) -> bool:
    """Whether this visitor has asked *action* too often; this time counts. :raises TakesNothing: nothing counts."""
    if ratelimit.consume(request, action=action):
        return False
    must_count()
    return True


def must_count() -> None:
    """A refusal may come from a cache that could not count: its database is full or read-only, and it keeps silent.

    :raises TakesNothing: so it is. Nobody has asked too often, and nobody is let through either.
    """
    if not cache.add(f"counts:{uuid.uuid4()}", 1, timeout=1):
        raise TakesNothing("the shared cache")
