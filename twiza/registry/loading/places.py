"""Which place a text of a table means, without a query for each line."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.calc import text
from twiza.territories.models import Territory
from twiza.territories.search import noise

MOST_SUGGESTED = 3
MOST_ASKED = 400
"""Texts for which suggestions are worked out; more unknown ones mean that another column is meant."""


@dataclass(frozen=True)
class Answer:
    """The code of the place; empty where none, or ``several``, may be meant. Suggestions are codes."""

    code: str = ""
    several: bool = False
    suggestions: tuple[str, ...] = ()


class Places:
    """The territories below one, by code and by every name; two queries in all."""

    def __init__(self, within: Territory, chosen: Mapping[str, str]) -> None:
        rows = Territory.objects.current().filter(path__startswith=within.path)
        self.territories = {row.code: row for row in rows.order_by("-depth", "code")}
        words = {word for phrase in noise() for word in text.words(phrase)}
        self._noise = words | {text.without_article(word) for word in words}
        self._chosen = {self._key(told): code for told, code in chosen.items()}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for row in self.territories.values():
            for name in {*filter(None, row.names.values()), *row.other_names}:
                self._add(self._by_name, self._key(name), row.code)
                self._add(self._by_sound, text.name_skeleton(name), row.code)
        self._answers: dict[tuple[str, str], Answer] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def _add(held: dict[str, list[str]], key: str, code: str) -> None:
        if key and code not in held[key]:
            held[key].append(code)

    def _key(self, told: str) -> str:
        """The bare name: without "commune of" and articles."""
        words = [word for word in text.words(told) if not text.is_article(word)]
        kept = [text.without_article(word) for word in words if text.without_article(word) not in self._noise]
        return " ".join(kept or words)

    def find(self, told: str, above: str) -> Answer:
        """The place that *told* names, in the unit that *above* names, if any."""
        key = (told, above)
        if key not in self._answers:
            self._answers[key] = self._find(told.strip(), above.strip())
        return self._answers[key]

    def _find(self, told: str, above: str) -> Answer:
        if not told:
            return Answer()
        if told in self.territories:
            return Answer(told)
        bare = self._key(told)
        if bare in self._chosen:
            return Answer(self._chosen[bare])
        codes = self._by_name.get(bare) or self._by_sound.get(text.name_skeleton(bare)) or []
        if above and len(codes) > 1:
            codes = self._within(codes, above) or codes
        deepest = [c for c in codes if self.territories[c].depth == self.territories[codes[0]].depth]
        if len(deepest) == 1:
            return Answer(deepest[0])
        if deepest:
            return Answer(several=True, suggestions=tuple(deepest[:MOST_SUGGESTED]))
        return Answer(suggestions=self._suggest(bare))

    def _within(self, codes: list[str], above: str) -> list[str]:
        bare = self._key(above)
        units = {above, *self._by_name.get(bare, ()), *self._by_sound.get(text.name_skeleton(bare), ())}
        return [code for code in codes if units.intersection(self.territories[code].ancestor_codes)]

    def _suggest(self, bare: str) -> tuple[str, ...]:
        """Codes of the names that are spelt or heard most like it."""
        if bare not in self._suggested:
            if len(self._suggested) >= MOST_ASKED:
                return ()
            near = difflib.get_close_matches(bare, self._by_name, n=MOST_SUGGESTED, cutoff=0.6)
            heard = difflib.get_close_matches(text.name_skeleton(bare), self._by_sound, n=MOST_SUGGESTED, cutoff=0.75)
            codes = [c for name in near for c in self._by_name[name]] + [c for h in heard for c in self._by_sound[h]]
            self._suggested[bare] = tuple(dict.fromkeys(codes))[:MOST_SUGGESTED]
        return self._suggested[bare]
