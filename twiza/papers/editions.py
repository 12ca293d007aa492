"""One edition of a paper: what is printed on it so that anybody can ask whether it is still the current one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from twiza.papers import typesetting


@dataclass(frozen=True)
class Edition:
    """Code and version of a paper, and the hash of what it says."""

    code: str
    version: int
    said: str

    @property
    def address(self) -> str:
        """The public page of this edition, in whatever language its reader's browser asks for."""
        return f"{settings.SITE_ADDRESS}/papers/{self.code}/"

    @property
    def qr(self) -> str:
        """The address as a QR code in SVG."""
        return typesetting.qr(self.address)


def digest(content: Any) -> str:
    """SHA-256 of the canonical JSON of *content*, in 64 hex digits."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def qr(code: str) -> str:
    """The address of the paper *code* as a QR code in SVG."""
    return Edition(code, 0, "").qr
