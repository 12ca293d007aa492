"""Making the index anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from twiza.calc import text
from twiza.search import kinds
from twiza.search.kinds import Entry
from twiza.search.models import Document, Edition, Posting

LONGEST_TERM = 120
ASKED_AT_ONCE = 500


@transaction.atomic
def rebuild(*, kind: str) -> int:
    """Index every entry of *kind* anew and give back how many there are.

    Called by the load of a pack, inside its transaction; it has no author of its own, since
    it says nothing that the load did not say.
    """
    entries = list(kinds.get(kind).entries())
    Document.objects.filter(kind=kind).delete()
    _write(kind, entries)
    _next_edition(kind)
    return len(entries)


@transaction.atomic
def put(*, kind: str, entries: Sequence[Entry]) -> None:
    """Index *entries* of *kind*, in place of what was indexed under their keys; the others stay."""
    _remove(kind, [one.key for one in entries])
    _write(kind, entries)
    _next_edition(kind)


@transaction.atomic
def drop(*, kind: str, keys: Sequence[str]) -> None:
    """Take the entries with *keys* out of the index of *kind*."""
    _remove(kind, keys)
    _next_edition(kind)


def _remove(kind: str, keys: Sequence[str]) -> None:
    for start in range(0, len(keys), ASKED_AT_ONCE):
        Document.objects.filter(kind=kind, key__in=keys[start : start + ASKED_AT_ONCE]).delete()


def _write(kind: str, entries: Sequence[Entry]) -> None:
    documents = Document.objects.bulk_create(
        [
            Document(kind=kind, key=e.key, titles=e.titles, names=list(e.names), weight=e.weight, data=e.data)
            for e in entries
        ],
        batch_size=500,
    )
    Posting.objects.bulk_create(
        [
            Posting(document_id=document.pk, kind=kind, term=term[:LONGEST_TERM], field=field)
            for document, entry in zip(documents, entries, strict=True)
            for term, field in sorted(_postings(entry))
        ],
        batch_size=2000,
    )


def _next_edition(kind: str) -> None:
    """Tell every process that the index of *kind* is another one now."""
    edition, _ = Edition.objects.get_or_create(kind=kind)
    edition.number += 1
    edition.documents = Document.objects.filter(kind=kind).count()
    edition.noise = sorted({word for phrase in kinds.get(kind).noise() for word in text.words(phrase)})
    edition.save()


def _postings(entry: Entry) -> set[tuple[str, str]]:
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
