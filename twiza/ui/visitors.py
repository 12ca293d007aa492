"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address: behind ``PROXIES`` proxies, as the outermost of them wrote it."""
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return _canonical(forwarded[-settings.PROXIES])
    return _canonical(direct)


def _canonical(written: str) -> str:
    try:
        return str(ipaddress.ip_address(written))
    except ValueError:
        return "unknown"
