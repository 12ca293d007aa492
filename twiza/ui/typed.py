"""What somebody typed into a form, so that it can be shown to her and sent once more."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import HttpRequest

LARGEST = 100_000
"""Characters of names and values together; more is not kept."""
_SECRET = re.compile(r"password|passw|secret|token|credential|^code$|^otp$", re.IGNORECASE)
_NOT_TYPED = frozenset({"once", "version", "seen", "do", "way", "paper", "next"})
_MACHINERY = re.compile(r"[0-9a-f-]{32,36}|on|\d{1,3}")


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a POST but for secrets and tokens; none where there is too much."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not _SECRET.search(name)
    ]
    return fields if sum(len(name) + len(value) for name, value in fields) <= LARGEST else []


def recognisable(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The values that a person typed and would recognise: no keys, versions or other machinery."""
    return [
        value for name, value in fields if name not in _NOT_TYPED and value.strip() and not _MACHINERY.fullmatch(value)
    ]
