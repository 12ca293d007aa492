"""Which project models answer what a group says of itself: by meaning, and by the words it uses.

Meaning is the cosine between the sentence and the passages that describe a model (its name, its
summary, the words people use for it), each turned into a unit vector by an encoder that the
caller brings. Words are compared by their stems with the BM25 weighting of Robertson and
Zaragoza (2009). The two are added after each is brought to 0–1; without an encoder the words
alone decide.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MEANING_WEIGHT = 0.5
"""Share of meaning in the sum; the rest is words."""

NEAREST = 3
"""Passages of a model that speak for it: the mean of its nearest three, the first counting double."""

_K1, _B = 1.2, 0.5
_ENOUGH = 0.30
"""Below this cosine a passage says nothing about the sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that describes a model: ``owner`` is the model's position, ``terms`` its stems."""

    owner: int
    text: str
    terms: tuple[str, ...]


Asked = str | Mapping[str, float]
"""A word that is asked for: its stem, or all its readings with what each is worth (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Match:
    """How one model answers: 0–1, its two parts, and why (stems in common, nearest passage)."""

    owner: int
    score: float
    meaning: float | None
    words: float
    shared_terms: tuple[str, ...]
    nearest: str


@dataclass(frozen=True)
class WordIndex:
    """How often each term stands in each model's passages: ``held[term]`` and ``lengths`` are ``[owners]``."""

    held: Mapping[str, NDArray[np.float64]]
    lengths: NDArray[np.float64]

    @classmethod
    def build(cls, passages: Sequence[Passage], owners: int) -> WordIndex:
        """The index of *passages*: worth keeping, for it is the slow part of asking by words."""
        counts = [Counter[str]() for _ in range(owners)]
        for passage in passages:
            counts[passage.owner].update(passage.terms)
        lengths = np.array([sum(c.values()) for c in counts], dtype=np.float64)
        terms = {term for count in counts for term in count}
        return cls({term: np.array([c[term] for c in counts], dtype=np.float64) for term in terms}, lengths)

    def scores(self, asked: Sequence[Asked]) -> NDArray[np.float64]:
        """BM25 of each model ``[owners]``, from 0 up. Of the readings of one word the best counts."""
        owners, mean = self.lengths.size, self.lengths.mean() or 1.0
        scores = np.zeros(owners)
        for readings in _distinct(asked):
            best = np.zeros(owners)
            for term, worth in readings.items():
                if (held := self.held.get(term)) is not None:
                    holders = np.count_nonzero(held)
                    rarity = math.log1p((owners - holders + 0.5) / (holders + 0.5))
                    found = rarity * held * (_K1 + 1) / (held + _K1 * (1 - _B + _B * self.lengths / mean))
                    best = np.maximum(best, worth * found)
            scores += best
        return scores


def _distinct(asked: Sequence[Asked]) -> list[dict[str, float]]:
    """Each word once, as its readings with their worth."""
    every = [{one: 1.0} if isinstance(one, str) else dict(one) for one in asked]
    return list({tuple(sorted(readings.items())): readings for readings in every}.values())


def meaning_scores(
    sentence: NDArray[np.float32], vectors: NDArray[np.float32], passages: Sequence[Passage], owners: int
) -> tuple[NDArray[np.float64], list[int]]:
    """Nearness in meaning ``[owners]`` (about 0 to 1) and the position of each model's nearest passage.

    *sentence* ``[d]`` and *vectors* ``[passages, d]`` have length 1.
    """
    cosines = vectors @ sentence
    nearest: list[list[int]] = [[] for _ in range(owners)]
    for position in np.argsort(-cosines):
        mine = nearest[passages[position].owner]
        if len(mine) < NEAREST:
            mine.append(int(position))
    scores = np.zeros(owners)
    for owner, mine in enumerate(nearest):
        if mine:
            found = np.array([cosines[position] for position in mine], dtype=np.float64)
            weights = np.array([2.0, *[1.0] * (len(mine) - 1)])
            scores[owner] = float((found * weights).sum() / weights.sum())
    return scores, [mine[0] if mine else -1 for mine in nearest]


def match(
    asked_terms: Sequence[Asked],
    passages: Sequence[Passage],
    owners: int,
    *,
    sentence: NDArray[np.float32] | None = None,
    vectors: NDArray[np.float32] | None = None,
    index: WordIndex | None = None,
) -> list[Match]:
    """Every model with how well it answers, best first; ties in the order given.

    *index* is that of *passages*, where it is kept. Give *sentence* and *vectors* (see
    :func:`meaning_scores`) to rank by meaning too. A sentence that shares no word and comes near no
    passage leaves all scores at 0.
    """
    index = index or WordIndex.build(passages, owners)
    lexical = index.scores(asked_terms)
    words = lexical / lexical.max() if lexical.max() > 0 else lexical
    # A single rare word in common must not look like a full answer.
    words = words * min(1.0, lexical.max() / 4.0)
    meaning, nearest = None, [-1] * owners
    total = words
    if sentence is not None and vectors is not None and len(passages):
        meaning, nearest = meaning_scores(sentence, vectors, passages, owners)
        heard = np.clip((meaning - _ENOUGH / 2) / (1 - _ENOUGH / 2), 0, 1)
        total = MEANING_WEIGHT * heard + (1 - MEANING_WEIGHT) * words
    asked = list(dict.fromkeys(term for readings in _distinct(asked_terms) for term in readings))
    found = [
        Match(
            owner,
            float(total[owner]),
            None if meaning is None else float(meaning[owner]),
            float(words[owner]),
            tuple(term for term in asked if term in index.held and index.held[term][owner]),
            passages[nearest[owner]].text if nearest[owner] >= 0 else "",
        )
        for owner in range(owners)
    ]
    return sorted(found, key=lambda one: -one.score)
