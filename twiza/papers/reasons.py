"""Why a paper was replaced, in plain words. No text that somebody typed is ever repeated here."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "name": _("the name changed"),
    "founders": _("somebody joined or left, or what is said of a founder changed"),
    "shares": _("the shares changed"),
    "capital": _("the capital changed"),
    "place": _("the place changed"),
    "board": _("the board changed"),
    "assembly": _("what is said of the assembly changed"),
    "law": _("a newer version of the law was adopted"),
    "answer": _("an answer that it repeats changed"),
}
OTHER = _("something that it says changed")


def in_words(because: Iterable[str]) -> list[str]:
    """Each reason once, in the order given; one at least."""
    return list(dict.fromkeys(str(REASONS.get(key, OTHER)) for key in because)) or [str(OTHER)]
