"""Passwords that somebody who knows this site, or a keyboard, would try first."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SITE_WORDS = (
    "twiza", "tiwiza", "cooperative", "cooperatives", "cooperativa", "coop", "password", "motdepasse", "admin",
    "administrator", "administrateur", "advisor", "conseiller", "founder", "fondatrice", "welcome", "bienvenue",
    "تويزة", "تعاونية", "التعاونية", "مرحبا",
)  # fmt: skip
"""What the site is called and speaks of (docs/security.md names them); besides them, the words of its own hosts."""
FEWEST_OWN = 6
"""Letters or digits that must be left when these words, the years and runs of the keyboard are taken away."""
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "01234567890",
    "9876543210",
)


class GuessableValidator:
    """Refuses what is little more than the site's own words, one letter again and again, or a run of the keyboard.

    It speaks in the words of Django's own validators, which know all our languages.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """:raises ValidationError: too little of it is the person's own."""
        if len(own_part(password)) < FEWEST_OWN:
            raise ValidationError(_as_common().get_error_message(), code="password_guessable")

    def get_help_text(self) -> str:
        """One sentence for a form."""
        return _as_common().get_help_text()


@lru_cache(maxsize=1)
def _as_common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def own_part(password: str) -> str:
    """The different letters and digits of *password* that are neither site words nor runs of the keyboard.

    >>> own_part("Twiza-Twiza-2026"), own_part("azertyuiop12345"), len(own_part("four quiet green evenings")) > 9
    ('206', '', True)
    """
    left = "".join(c for c in unicodedata.normalize("NFKC", password).casefold() if c.isalnum())
    for word in sorted({*SITE_WORDS, *_host_words()}, key=len, reverse=True):
        left = left.replace(word, "")
    for run in _RUNS:
        for size in range(len(run), 3, -1):
            for start in range(len(run) - size + 1):
                left = left.replace(run[start : start + size], "")
    return "".join(dict.fromkeys(left))


def _host_words() -> set[str]:
    words = {part for host in settings.ALLOWED_HOSTS for part in host.casefold().replace("-", ".").split(".")}
    return {word for word in words if len(word) > 3 and word.isalpha()}
