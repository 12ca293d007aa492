"""How often something may be asked; all workers count together in the shared cache."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

CODES, PROOFS = "send_code", "prove_code"
"""Keys of ``ACCOUNT_RATE_LIMITS``."""


def reached(request: HttpRequest, action: str) -> bool:
    """Whether this visitor has asked *action* too often; this time counts."""
    return not ratelimit.consume(request, action=action)
