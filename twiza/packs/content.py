"""A checked pack: items with the content that is stored and a digest of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from twiza.packs.reader import RawItem
from twiza.packs.schema import Identity

PARTS = (
    "identity",
    "sources",
    "units",
    "facts",
    "indicators",
    "territories",
    "outlines",
    "values",
    "sectors",
    "project_models",
    "potential",
    "backtest",
    "law_texts",
    "law_authorities",
    "law_terms",
    "law_rules",
    "law_rates",
    "law_steps",
    "law_papers",
    "law_questions",
    "law_examples",
)
"""Every part of a pack, in the order in which it is shown."""

LAW = tuple(part for part in PARTS if part.startswith("law_") and part != "law_examples")
"""The parts that are the law itself; the jurist's examples only test it."""
DOCUMENTS = ("identity", "potential", "backtest", *LAW, "law_examples")
"""Parts that no area loads into rows: they are read as they are kept."""


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of *content*: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class CheckedItem:
    """One item in force. ``model`` is its schema object, where the part has one."""

    part: str
    key: str
    content: Any
    raw: RawItem
    model: BaseModel | None = None

    @cached_property
    def digest(self) -> str:
        return digest_of(self.content)


@dataclass
class Pack:
    """What the check lets through, by part and key."""

    identity: Identity | None = None
    parts: dict[str, dict[str, CheckedItem]] = field(default_factory=dict)

    def of(self, part: str) -> Mapping[str, CheckedItem]:
        return self.parts.get(part, {})

    def add(self, item: CheckedItem) -> None:
        self.parts.setdefault(item.part, {})[item.key] = item

    @property
    def digest(self) -> str:
        """Of all items together."""
        return digest_of([[part, key, item.digest] for part in PARTS for key, item in sorted(self.of(part).items())])
