"""What can be searched: each area registers its kinds here, from its ``search.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One thing to be found. ``names`` in any language and spelling; ``text`` is searched by stems."""

    key: str
    titles: dict[str, str]
    names: tuple[str, ...]
    weight: float = 0.0
    data: dict[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of thing. ``noise`` gives the words that name the kind itself ("commune", "جماعة")."""

    name: str
    entries: Callable[[], Iterable[Entry]]
    noise: Callable[[], Iterable[str]] = tuple


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make *kind* searchable. Registering a name twice is an error of programming."""
    if kind.name in _kinds and _kinds[kind.name] != kind:
        raise ValueError(f"the kind {kind.name!r} is already registered")
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind called *name*; KeyError if no area registered it."""
    return _kinds[name]


def names() -> list[str]:
    """All registered kinds."""
    return sorted(_kinds)
