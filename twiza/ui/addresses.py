"""Addresses of many pages of one kind, for maps and lists with hundreds of links."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.urls import reverse

_MARK = "0-0-0"
"""Fits every kind of argument, and stands in no path of ours."""


def addresses(name: str) -> Callable[[str], str]:
    """From the one argument of the page *name* to its address in the reader's language.

    Django's ``reverse`` is asked once and not for each link. NoReverseMatch if there is no such page.
    """
    before, _mark, after = reverse(name, args=[_MARK]).partition(_MARK)
    return lambda argument: f"{before}{quote(argument)}{after}"
