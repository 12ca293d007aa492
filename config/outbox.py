"""By which ways messages leave, read from the environment (docs/operating.md lists the variables).

Nothing is set: every channel writes files, and nothing external is needed.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import environment

PLAIN = '{"to": "{to}", "text": "{text}"}'
"""What a gateway is sent unless it wants something else."""
_MAIL_SCHEMES = {"smtp": (587, True, False), "smtps": (465, False, True), "smtp+plain": (25, False, False)}


def channels() -> dict[str, dict[str, Any]]:
    """The way of each channel, as ``twiza.messages.channels`` reads it.

    ImproperlyConfigured for anything that would send a secret in the clear, or nowhere.
    """
    sms = _gateway(
        "TWIZA_SMS",
        url=environment.text("TWIZA_SMS_URL"),
        token=environment.text("TWIZA_SMS_TOKEN"),
        scheme=environment.text("TWIZA_SMS_TOKEN_SCHEME", "Bearer"),
        fields=environment.text("TWIZA_SMS_FIELDS", PLAIN),
        idempotent=environment.flag("TWIZA_SMS_IDEMPOTENT"),
    )
    whatsapp = _gateway(
        "TWIZA_WHATSAPP",
        url=environment.text("TWIZA_WHATSAPP_URL"),
        token=environment.text("TWIZA_WHATSAPP_TOKEN"),
        scheme=environment.text("TWIZA_WHATSAPP_TOKEN_SCHEME", "Bearer"),
        fields=environment.text("TWIZA_WHATSAPP_FIELDS", PLAIN),
        idempotent=environment.flag("TWIZA_WHATSAPP_IDEMPOTENT"),
    )
    return {"email": _mail(), "sms": sms, "whatsapp": whatsapp}


def mail_server() -> dict[str, Any]:
    """Django's EMAIL_* settings for ``TWIZA_MAIL`` (``smtps://user:password@host:465``); none when it is unset."""
    told = environment.text("TWIZA_MAIL")
    if not told:
        return {}
    url = urlsplit(told)
    if url.scheme not in _MAIL_SCHEMES or not url.hostname:
        raise ImproperlyConfigured(
            "TWIZA_MAIL names no mail server: write smtps://user:password@host:465 or smtp://user:password@host:587."
        )
    port, starts_tls, tls = _MAIL_SCHEMES[url.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or port,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": starts_tls,
        "EMAIL_USE_SSL": tls,
    }


def phone_channel() -> str:
    """``sms`` or ``whatsapp``: how phone numbers are written to."""
    told = environment.text("TWIZA_PHONE_CHANNEL", "sms")
    if told not in {"sms", "whatsapp"}:
        raise ImproperlyConfigured(f"TWIZA_PHONE_CHANNEL={told!r}: write sms or whatsapp.")
    return told


def _mail() -> dict[str, Any]:
    if not environment.text("TWIZA_MAIL"):
        return {"way": "file"}
    sender = environment.text("TWIZA_MAIL_FROM")
    if "@" not in sender:
        raise ImproperlyConfigured("TWIZA_MAIL is set: name the sender in TWIZA_MAIL_FROM, e.g. bank@example.org.")
    return {"way": "mail", "sender": sender}


def _gateway(name: str, *, url: str, fields: str, **more: Any) -> dict[str, Any]:
    if not url:
        return {"way": "file"}
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise ImproperlyConfigured(f"{name}_URL has to begin with https://, since a token and numbers go there.")
    return {"way": "gateway", "url": url, "fields": _fields(f"{name}_FIELDS", fields), **more}


def _fields(name: str, told: str) -> Any:
    try:
        fields = json.loads(told)
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"{name} is not JSON ({error}).") from error
    if "{to}" not in told or "{text}" not in told:
        raise ImproperlyConfigured(f"{name} has to hold the places {{to}} and {{text}}.")
    return fields
