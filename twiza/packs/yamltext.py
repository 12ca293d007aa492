"""Reads YAML as plain data with line numbers, and nothing else that YAML can do.

Only lists, mappings with text keys, text, numbers, true, false and null. Anchors and aliases
(the way to make a small file expand without end), tags (the way to make Python objects) and
duplicate keys are refused. Numbers follow YAML 1.2: ``07`` is text, so official codes survive,
and so do ``yes`` and ``no``.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from twiza.packs.files import HIDDEN, Unreadable

DEEPEST = 20
MOST_VALUES = 1_000_000

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str"}


def read_yaml(text: str) -> tuple[Any, dict[Path, int]]:
    """The one document of *text* and the line (from 1) of every path in it.

    :raises Unreadable: broken YAML, or one of the refused features.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "the text cannot be understood"
        remedy = "Check indentation, quotes and colons there."
        raise Unreadable(f"is broken YAML: {said}", remedy, mark.line + 1 if mark else None) from None
    except yaml.YAMLError:
        raise Unreadable("is broken YAML", "Check it with an editor that knows YAML.") from None
    return builder.document, builder.lines


class _Builder:
    """Takes the parser's events one by one; no recursion, so depth cannot exhaust the stack."""

    def __init__(self) -> None:
        self.document: Any = None
        self.lines: dict[Path, int] = {(): 1}
        self._open: list[tuple[Any, Path, list[str]]] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """One event: the start or end of a collection, or a scalar."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            remedy = "Write the value out where it is needed."
            raise Unreadable("uses a YAML anchor or alias, which packs may not", remedy, line)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Unreadable("holds a second document after '---'", "Keep one document in a file.", line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if event.tag not in {None, "!"}:
                raise _tagged(event.tag, line)
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.tag not in _PLAIN_TAGS:
            raise _tagged(event.tag, line)
        if hidden := HIDDEN.search(event.value):  # written as an escape, or it would have been seen before
            name = f"U+{ord(hidden.group()):04X}"
            raise Unreadable(f"holds the invisible control character {name}", "Delete that character.", line)
        if self._open and isinstance(self._open[-1][0], dict) and not self._open[-1][2]:
            self._name(event.value, line)
        else:
            plain = event.implicit[0] and event.style in {None, ""}
            self._put(_plain_value(event.value, line) if plain else event.value, line)

    def _name(self, name: str, line: int) -> None:
        """A key of the mapping being read; its value comes with the next event."""
        mapping, path, waiting = self._open[-1]
        if name in mapping:
            first = self.lines[(*path, name)]
            remedy = "Keep one of the two."
            raise Unreadable(f"gives the key '{name}' twice, on lines {first} and {line}", remedy, line)
        self.lines[(*path, name)] = line
        waiting.append(name)

    def _begin(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._open) >= DEEPEST:
            raise Unreadable(f"is nested more than {DEEPEST} deep", "No item of a pack needs this.", line)
        if self._open and isinstance(self._open[-1][0], dict) and not self._open[-1][2]:
            raise Unreadable("uses a list or mapping as a key", "Keys are plain words.", line)
        self._open.append((value, self._put(value, line), []))

    def _put(self, value: Any, line: int) -> Path:
        """Put a value where it belongs and give back its path."""
        if len(self.lines) > MOST_VALUES:
            raise Unreadable(f"holds more than {MOST_VALUES} values", "Split it.", line)
        if not self._open:
            self.document = value
            return ()
        holder, path, waiting = self._open[-1]
        if isinstance(holder, dict):
            name: str | int = waiting.pop()
            holder[name] = value
        else:
            name = len(holder)
            holder.append(value)
            self.lines[(*path, name)] = line
        return (*path, name)


def _plain_value(text: str, line: int) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if not _NUMBER.fullmatch(text):
        return text
    if math.isinf(number := float(text)):
        raise Unreadable(f"holds the absurd number {text[:40]}", "Correct it, or leave it out if unknown.", line)
    return number


def _tagged(tag: str | None, line: int) -> Unreadable:
    return Unreadable(f"uses the YAML tag '{(tag or '')[:80]}', which packs may not", "Remove the tag.", line)
