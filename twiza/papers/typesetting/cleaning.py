"""Text from outside, made harmless for a page that mixes two directions of writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

DRAWINGS = {"svg", "qr", "star"}
"""Keys of what is drawn from numbers alone."""

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\ufeff\ufff9-\ufffb]")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"


def balanced(text: str) -> str:
    """*text* without control characters and overrides of direction, every isolate closed.

    Names come from outside: one that turns the text after it around, or ends the isolate it
    stands in, would change how the figures beside it read. A plain space between thousands
    becomes a narrow one, which neither breaks nor turns around.
    """
    found, depth = [], 0
    for letter in _GROUPS.sub("\u202f", _UNWANTED.sub("", text)):
        if letter in _OPENING:
            depth += 1
        elif letter == _CLOSING:
            if not depth:
                continue
            depth -= 1
        found.append(letter)
    return "".join(found) + _CLOSING * depth


def cleaned(data: Any) -> Any:
    """*data* with every text :func:`balanced`, keys and drawings aside."""
    if isinstance(data, str):
        return balanced(data)
    if isinstance(data, Mapping):
        return {key: value if key in DRAWINGS else cleaned(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [cleaned(value) for value in data]
    return data
