"""Identity providers of agencies (OpenID Connect), read from the environment.

``TWIZA_OIDC`` lists short names; for each, ``TWIZA_OIDC_<NAME>_URL``, ``_CLIENT``, ``_SECRET`` and ``_LABEL``.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import environment


def providers() -> dict[str, Any]:
    """``SOCIALACCOUNT_PROVIDERS``; without a provider nothing is offered.

    ImproperlyConfigured for a provider without https or without its client.
    """
    apps = [_app(name) for name in environment.words("TWIZA_OIDC")]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}} if apps else {}


def _app(name: str) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9]*", name):
        raise ImproperlyConfigured(f"TWIZA_OIDC: {name!r} is no short name; use small letters and digits.")
    prefix = f"TWIZA_OIDC_{name.upper()}_"
    url, client, secret = (environment.text(prefix + part) for part in ("URL", "CLIENT", "SECRET"))
    if urlsplit(url).scheme != "https" or not client or not secret:
        raise ImproperlyConfigured(f"{prefix}URL (https), {prefix}CLIENT and {prefix}SECRET are needed.")
    return {
        "provider_id": name,
        "name": environment.text(prefix + "LABEL", name),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
