"""The keys that seal what nobody may read in the database or in a copy of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """A sealed text that none of our keys opens: the key was changed without keeping the old one."""


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"twiza", info=purpose).derive(secret.encode())


@lru_cache(maxsize=4)
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(one, b"sealing"))) for one in secrets])


def seal(text: str) -> str:
    """*text* encrypted and authenticated with the first key (AES-128-CBC and HMAC-SHA256, as Fernet has it).

    The same text gives another token each time. An empty text stays empty.
    """
    return _box(tuple(settings.SEALING_SECRETS)).encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text that *token* seals. :raises Unreadable: no key of ours opens it."""
    if not token:
        return ""
    try:
        return _box(tuple(settings.SEALING_SECRETS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("sealed with a key that is not in TWIZA_SEALING_SECRETS") from error


def fingerprint(text: str, *, purpose: str) -> str:
    """64 hex digits that are the same for the same *text* and *purpose*, and tell nothing without our key.

    For finding the same person twice without reading her number.
    """
    key = _derived(settings.SEALING_SECRETS[-1], f"fingerprint {purpose}".encode())
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def trace(value: object, *, of: str) -> str | None:
    """What the journal keeps of a *value* that it must not tell: whether it changed, and whether it came back.

    12 hex digits, the same for the same value of the same record *of*, and of no other; None for nothing.
    """
    return fingerprint(str(value), purpose=f"journal {of}")[:12] if value else None
