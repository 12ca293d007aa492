"""How samples are written: in three languages side by side, one function for each component."""

from __future__ import annotations

from collections.abc import Callable

from twiza.ui.components import Component

_POSITION = {"ar": 0, "fr": 1, "en": 2}


class Words:
    """Picks the words of one language: ``say("مكان", "lieu", "place")``."""

    def __init__(self, language: str) -> None:
        self._position = _POSITION[language]

    def __call__(self, *versions: str) -> str:
        return versions[self._position]


Maker = Callable[[Words], list[Component]]
makers: dict[str, Maker] = {}


def of(name: str) -> Callable[[Maker], Maker]:
    """Register a function that makes samples of the component *name*."""

    def register(maker: Maker) -> Maker:
        makers[name] = maker
        return maker

    return register
