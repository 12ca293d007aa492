"""Matching what a group says of itself with the project models, in any of its languages."""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from twiza.bank.models import ProjectModel
from twiza.calc import darija, matching
from twiza.calc.matching import Match, Passage, WordIndex
from twiza.opportunities import encoder
from twiza.opportunities.models import Meaning
from twiza.opportunities.passages import passages_of

LONGEST = 600
"""Characters of a group's text that are read."""

_TYPED = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Library:
    """All passages of all models; ``vectors`` ``[passages, d]`` is empty without an encoder."""

    digest: str
    keys: tuple[str, ...]
    passages: tuple[Passage, ...] = field(repr=False)
    vectors: NDArray[np.float32] = field(repr=False)

    @cached_property
    def index(self) -> WordIndex:
        """The words of all passages."""
        return WordIndex.build(self.passages, len(self.keys))


@transaction.atomic
def index_models() -> Meaning:
    """Write the passages and, where there is an encoder, their vectors; part of the load of a pack."""
    models = [m.definition for m in ProjectModel.objects.current().order_by("key")]
    owned = [(owner, told) for owner, model in enumerate(models) for told in passages_of(model)]
    found = encoder.load()
    vectors = found.encode([told for _, told in owned]) if found and owned else np.empty((0, 0), dtype=np.float32)
    about = json.dumps({"keys": [model.key for model in models], "passages": owned}, ensure_ascii=False)
    held = io.BytesIO()
    np.savez_compressed(
        held, about=np.frombuffer(about.encode(), dtype=np.uint8), vectors=np.asarray(vectors, dtype=np.float16)
    )
    data = held.getvalue()
    meaning = Meaning.objects.create(digest=hashlib.sha256(data).hexdigest(), data=data)
    Meaning.objects.exclude(pk=meaning.pk).delete()
    return meaning


_held: dict[str, Library] = {}


def library() -> Library:
    """The newest passages; one small query, the arrays once a process."""
    newest = Meaning.objects.defer("data").order_by("-id").first()
    if newest is None:
        raise Meaning.DoesNotExist("No country is loaded yet: run `manage.py pack load packs/ma`.")
    if newest.digest not in _held:
        with np.load(io.BytesIO(bytes(newest.data))) as held:
            about, vectors = json.loads(held["about"].tobytes()), held["vectors"].astype(np.float32)
        passages = tuple(Passage(owner, told, tuple(darija.indexed(told))) for owner, told in about["passages"])
        _held.clear()
        _held[newest.digest] = Library(newest.digest, tuple(about["keys"]), passages, vectors)
    return _held[newest.digest]


def match(told: str) -> list[tuple[str, Match]]:
    """Every model's key with how well it answers *told*, best first.

    Arabic, Darija in either script, French and English are read; only the first 600 characters
    count. An empty or unreadable text gives every model the score 0.
    """
    held = library()
    told = told[:LONGEST]
    asked = darija.heard(told)
    found = encoder.load() if asked and len(held.vectors) else None
    sentence = found.encode([told])[0] if found else None
    matches = matching.match(
        asked,
        held.passages,
        len(held.keys),
        sentence=sentence,
        vectors=held.vectors if found else None,
        index=held.index,
    )
    return [(held.keys[one.owner], one) for one in matches]


def typed(told: str, one: Match) -> tuple[str, ...]:
    """The words of *told*, as typed, that the model shares; each once, in the order of the text."""
    shared, spoken = set(one.shared_terms), darija.is_spoken(told[:LONGEST])
    found = [
        word
        for word in _TYPED.findall(told[:LONGEST])
        if any(shared & set(r) for r in darija.heard(word, spoken=spoken))
    ]
    return tuple(dict.fromkeys(found))
