"""Which known words a typed word may stand for: itself, one it begins, or one a letter away.

One-letter errors are found by deletions, as in Garbe's symmetric-delete spelling correction:
two words are within one edit when deleting at most one letter from each gives a common text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EXACT, PREFIX, TYPO, TYPO_PREFIX, SOUND = 1.0, 0.85, 0.7, 0.5, 0.55
"""How much a match of each kind is worth; an exact word is 1."""

SHORTEST_FOR_TYPOS = 3
MOST_PREFIXED = 60


def deletions(word: str) -> Iterator[str]:
    """*word* itself and every text made by deleting one letter of it.

    >>> sorted(set(deletions("fes")))
    ['es', 'fe', 'fes', 'fs']
    """
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def within_one_edit(a: str, b: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours turns *a* into *b*.

    >>> within_one_edit("safi", "sfai"), within_one_edit("safi", "safis"), within_one_edit("safi", "fasi")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = len(rest_a) >= 2 and rest_a[1] + rest_a[0] == rest_b[:2] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


@dataclass(frozen=True)
class Lexicon:
    """All words of an index, ready to be asked. ``build`` makes one."""

    words: tuple[str, ...]
    by_deletion: dict[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def build(cls, vocabulary: Iterable[str]) -> Lexicon:
        """A lexicon of the distinct words of *vocabulary*."""
        words = tuple(sorted(set(vocabulary)))
        by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST_FOR_TYPOS:
                for text in set(deletions(word)):
                    by_deletion[text].append(word)
        return cls(words, {text: tuple(found) for text, found in by_deletion.items()})

    def beginning(self, start: str) -> list[str]:
        """Words that begin with *start*, in order; at most 60."""
        place = bisect_left(self.words, start)
        found: list[str] = []
        while place < len(self.words) and self.words[place].startswith(start) and len(found) < MOST_PREFIXED:
            found.append(self.words[place])
            place += 1
        return found

    def expand(self, word: str, *, unfinished: bool = False) -> dict[str, float]:
        """Known words that *word* may stand for, with the worth of each (0–1].

        With ``unfinished`` the word may be the beginning of a longer one, as while typing.
        """
        found: dict[str, float] = {}

        def offer(known: str, worth: float) -> None:
            found[known] = max(worth, found.get(known, 0))

        if len(word) >= SHORTEST_FOR_TYPOS:
            for text in deletions(word):
                for known in self.by_deletion.get(text, ()):
                    if within_one_edit(word, known):
                        offer(known, TYPO)
        if unfinished and len(word) >= 2:
            for known in self.beginning(word):
                offer(known, PREFIX)
            if len(word) >= 5 and len(found) < 3:
                for known in self.beginning(word[:-1]):
                    offer(known, TYPO_PREFIX)
        place = bisect_left(self.words, word)
        if place < len(self.words) and self.words[place] == word:
            found[word] = EXACT
        return found
