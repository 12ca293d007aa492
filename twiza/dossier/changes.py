"""What a newer version of the law says otherwise: shown before a group adopts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.calc.law import value_on
from twiza.dossier.models import LawVersion
from twiza.dossier.verdicts import in_words
from twiza.packs.schema import Rule

PARTS: dict[str, str | Promise] = {
    "law_steps": _("Steps"),
    "law_rules": _("Rules"),
    "law_papers": _("Papers"),
    "law_questions": _("Questions"),
    "law_rates": _("Rates"),
    "law_terms": _("Words"),
    "law_texts": _("Texts of law"),
    "law_authorities": _("Authorities"),
}
NAMED_BY = ("name", "text", "word")
"""Where an item keeps the words that name it."""
VALUE = "{value}"
"""Stands in the sentence of a rule where its value is written."""


@dataclass(frozen=True)
class Change:
    """One item that is new, gone, or says something else."""

    part: str
    kind: Literal["added", "changed", "removed"]
    name: Mapping[str, str]
    fields: tuple[str, ...]

    @property
    def label(self) -> str:
        """The part in words."""
        return str(PARTS[self.part])

    @property
    def word(self) -> str:
        """What happened to it, in a word."""
        return str({"added": _("new"), "changed": _("changed"), "removed": _("gone")}[self.kind])


def changes_between(older: LawVersion, newer: LawVersion) -> list[Change]:
    """What differs, in the order of parts; what stands in the newer one first."""
    found: list[Change] = []
    for part in PARTS:
        before = {item["key"]: item for item in older.content.get(part, [])}
        after = {item["key"]: item for item in newer.content.get(part, [])}
        for key, item in after.items():
            if key not in before:
                found.append(Change(part, "added", _name(item), ()))
            elif item != before[key]:
                differing = sorted(name for name in {*item, *before[key]} if item.get(name) != before[key].get(name))
                found.append(Change(part, "changed", _name(item), tuple(differing)))
        found += [Change(part, "removed", _name(item), ()) for key, item in before.items() if key not in after]
    return found


def _name(item: Mapping[str, Any]) -> Mapping[str, str]:
    named = next((item[field] for field in NAMED_BY if isinstance(item.get(field), dict)), None)
    if named and any(VALUE in text for text in named.values()):
        return _with_value(Rule.model_validate(item), named)
    return named or {"ar": item["key"]}


def _with_value(rule: Rule, named: Mapping[str, str]) -> Mapping[str, str]:
    """The sentence of a rule with the value that holds today, as each language writes it."""
    now = value_on(rule.values, timezone.localdate())
    told = {}
    for language, text in named.items():
        with translation.override(language):
            told[language] = text.replace(VALUE, in_words(rule.quantity, now.value if now else None))
    return told
