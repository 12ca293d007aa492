"""Finding things by name, as typed: any spelling, any script, a letter wrong, not yet finished."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils import translation

from twiza.calc import lexicon, text
from twiza.calc.lexicon import Lexicon
from twiza.search.models import Document, Edition, Posting

MOST_WORDS = 12
LOOKED_AT = 40
TEXT_WORTH = 0.4


@dataclass(frozen=True)
class Found:
    """One result: the thing, and how well it answers (1 or more: every word was found as written)."""

    kind: str
    key: str
    title: str
    data: dict[str, Any]
    score: float


@dataclass(frozen=True)
class _Index:
    number: int
    documents: int
    noise: frozenset[str]
    lexicon: Lexicon


_indexes: dict[str, _Index] = {}


def _index(kind: str) -> _Index | None:
    """The lexicon of *kind*, read once per process and edition; one cheap query otherwise."""
    edition = Edition.objects.filter(kind=kind).first()
    if edition is None:
        return None
    held = _indexes.get(kind)
    if held is None or held.number != edition.number or held.documents != edition.documents:
        vocabulary = Posting.objects.filter(kind=kind, field__in=["w", "j"]).order_by().values_list("term", flat=True)
        held = _Index(edition.number, edition.documents, frozenset(edition.noise), Lexicon.build(vocabulary.distinct()))
        _indexes[kind] = held
    return held


def find(asked: str, *, kind: str, limit: int = 10, unfinished: bool = False, full_text: bool = False) -> list[Found]:
    """What *asked* most likely names, best first. Three queries, however much is found.

    ``unfinished`` reads the last word as the beginning of one; ``full_text`` also looks into
    descriptions. Empty or unreadable questions find nothing.
    """
    index = _index(kind)
    asked_words = _asked_words(asked, index) if index else []
    if index is None or not index.documents or not asked_words:
        return []
    slots = _slots(asked_words, index.lexicon, unfinished=unfinished, full_text=full_text)
    scores = _scores(kind, slots, index.documents)
    best = sorted(scores, key=lambda pk: -scores[pk])[:LOOKED_AT]
    documents = Document.objects.in_bulk(best)
    heard = text.sound("".join(asked_words))
    ranked = sorted(
        ((_final(scores[pk], documents[pk], heard), documents[pk]) for pk in best if pk in documents),
        key=lambda pair: (-pair[0], pair[1].key),
    )
    language = translation.get_language() or "ar"
    return [
        Found(kind, document.key, document.titles.get(language) or document.titles["ar"], document.data, score)
        for score, document in ranked[:limit]
    ]


def _asked_words(asked: str, index: _Index) -> list[str]:
    every = text.words(asked)[:MOST_WORDS]
    kept = [word for word in every if not text.is_article(word) and word not in index.noise]
    return kept or every


def _slots(
    asked_words: Sequence[str], known: Lexicon, *, unfinished: bool, full_text: bool
) -> list[dict[tuple[str, str], float]]:
    slots = []
    for place, word in enumerate(asked_words):
        last = unfinished and place == len(asked_words) - 1
        slot = {(term, "w"): worth for term, worth in known.expand(word, unfinished=last).items()}
        bare = text.without_article(word)
        if bare != word:
            slot |= {(term, "w"): worth for term, worth in known.expand(bare, unfinished=last).items()}
        heard = text.skeleton(word)
        if len(heard) >= 2:
            slot[(heard, "s")] = lexicon.SOUND
        if full_text:
            slot[(text.stem(word), "t")] = TEXT_WORTH
        slots.append(slot)
    joined = "".join(asked_words)
    whole = {(term, "j"): worth for term, worth in known.expand(joined, unfinished=unfinished).items()}
    heard = text.name_skeleton(" ".join(asked_words))
    if len(heard) >= 2:
        whole[(heard, "s")] = lexicon.SOUND
    return [*slots, whole]


def _scores(kind: str, slots: list[dict[tuple[str, str], float]], documents: int) -> dict[int, float]:
    """Score of each document: mean over words of worth × rarity, plus as much for the whole name."""
    terms = {term for slot in slots for term, _ in slot}
    rows = Posting.objects.filter(kind=kind, term__in=terms).order_by().values_list("term", "field", "document_id")
    postings: dict[tuple[str, str], set[int]] = defaultdict(set)
    for term, field, document in rows:
        postings[(term, field)].add(document)
    scores: dict[int, float] = defaultdict(float)
    words = len(slots) - 1
    for place, slot in enumerate(slots):
        best: dict[int, float] = {}
        for pair, worth in slot.items():
            holders = postings.get(pair, ())
            rarity = 1 if place == words else math.log1p(documents / max(len(holders), 1)) / math.log1p(documents)
            for document in holders:
                best[document] = max(best.get(document, 0), worth * (0.4 + 0.6 * rarity))
        for document, worth in best.items():
            scores[document] += worth if place == words else worth / words
    return scores


def _final(score: float, document: Document, heard: str) -> float:
    """*score* corrected by how near the names sound to what was asked, then by weight."""
    nearness = max(
        SequenceMatcher(None, heard, text.sound("".join(w for w in text.words(name) if not text.is_article(w)))).ratio()
        for name in document.names
    )
    return score + 0.6 * nearness + 0.02 * document.weight
