"""Making the index anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from twiza.calc import text
from twiza.search import kinds
from twiza.search.models import Document, Edition, Posting

LONGEST_TERM = 120


@transaction.atomic
def rebuild(*, kind: str) -> int:
    """Index every entry of *kind* anew and give back how many there are.

    Called by the load of a pack, inside its transaction; it has no author of its own, since
    it says nothing that the load did not say.
    """
    source = kinds.get(kind)
    entries = list(source.entries())
    Document.objects.filter(kind=kind).delete()
    documents = Document.objects.bulk_create(
        [
            Document(kind=kind, key=e.key, titles=e.titles, names=list(e.names), weight=e.weight, data=e.data)
            for e in entries
        ],
        batch_size=500,
    )
    Posting.objects.bulk_create(
        [
            Posting(document=document, kind=kind, term=term[:LONGEST_TERM], field=field)
            for document, entry in zip(documents, entries, strict=True)
            for term, field in sorted(_postings(entry))
        ],
        batch_size=2000,
    )
    noise = sorted({word for phrase in source.noise() for word in text.words(phrase)})
    edition, _ = Edition.objects.get_or_create(kind=kind)
    edition.number += 1
    edition.documents, edition.noise = len(entries), noise
    edition.save()
    return len(entries)


def _postings(entry: kinds.Entry) -> set[tuple[str, str]]:
    return set(_name_postings(entry.names)) | {(term, Posting.Field.TEXT.value) for term in text.terms(entry.text)}


def _name_postings(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        every = text.words(name)
        found = [word for word in every if not text.is_article(word)] or every
        bare = [text.without_article(word) for word in found]
        for word in {*found, *bare}:
            yield word, Posting.Field.WORD.value
        for word in bare:
            heard = text.skeleton(word)
            if len(heard) >= 2:
                yield heard, Posting.Field.SOUND.value
        for parts in (every, bare):
            yield "".join(parts), Posting.Field.WHOLE.value
        for whole in (text.name_skeleton(name), text.spoken_skeleton(name)):
            if len(whole) >= 2:
                yield whole, Posting.Field.SOUND.value
