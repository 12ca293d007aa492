"""The chain: each entry is tied by a hash to the one before it, so that a change of the past shows.

Entries are written inside the transaction of what they tell. They are tied right after its commit, in
a short transaction of their own: tying inside it would hold one lock that every writer needs until each
commit, and two commands that lock their rows in another order would stop each other. An entry whose
process was killed between the two is tied by the next night's chore, and counted as *loose* until then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from twiza.journal.models import Entry, Head, Link

START = "0" * 64
"""What the first link follows."""
BATCH = 1000


def plain(value: Any) -> Any:
    """*value* with every number as one text, since databases give 1.0 and 1e22 back as they like.

    >>> plain({"a": [1.0, 1, True, None, "1"]})
    {'a': ['=1', '=1', True, None, '1']}
    """
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return f"={int(Decimal(repr(value)))}" if value.is_integer() else f"={value!r}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"={value}"
    return value


def digest_of(entry: Entry) -> str:
    """SHA-256 of all that an entry says, as 64 hex digits."""
    said = [
        entry.at.isoformat(), entry.actor, entry.action, entry.subject_kind, entry.subject_key,
        plain(entry.details), entry.request_id,
    ]  # fmt: skip
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(number: int, previous: str, digest: str) -> str:
    """SHA-256 that ties link *number* to the *previous* hash."""
    return hashlib.sha256(f"{number} {previous} {digest}".encode()).hexdigest()


@transaction.atomic
def tie(ids: Iterable[int]) -> int:
    """Tie these entries, oldest first, and say how many were loose. One writer at a time."""
    head, _made = Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": START})
    loose = Entry.objects.filter(pk__in=list(ids), link__isnull=True).order_by("pk")
    links = []
    for entry in loose:
        digest = digest_of(entry)
        number = head.number + 1
        links.append(
            Link(number=number, entry=entry, previous=head.hash, digest=digest, hash=hash_of(number, head.hash, digest))
        )
        head.number, head.hash = number, links[-1].hash
    if links:
        Link.objects.bulk_create(links)
        head.save()
    return len(links)


def loose_ids() -> list[int]:
    """Entries that are not tied yet, oldest first."""
    return list(Entry.objects.filter(link__isnull=True).order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Flaw:
    """Something wrong with the past. ``kind``: changed, removed, reordered, link or head."""

    kind: str
    number: int
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Verdict:
    """What :func:`verify` found. ``hash`` is that of the last link: noted elsewhere, it proves the whole."""

    entries: int
    loose: int
    hash: str
    flaws: tuple[Flaw, ...]


def verify(*, expected: str = "", most: int = 20) -> Verdict:
    """Walk the whole chain and name what was changed, removed or put in another order.

    :param expected: a hash noted earlier; a chain that never had it is not the one that was noted.
    :param most: flaws after which the walk stops.
    """
    flaws: list[Flaw] = []
    number, last, met = 0, START, expected in {"", START}
    for link in _links():
        flaws += _flaws_of(link, number, last)
        number, last = link.number, link.hash
        met = met or link.hash == expected
        if len(flaws) >= most:
            break
    else:
        flaws += _flaws_of_the_end(number, last)
    if not met and len(flaws) < most:
        flaws.append(
            Flaw("head", number, f"The chain never had the hash {expected}: entries before it were rewritten.")
        )
    return Verdict(number, len(loose_ids()), last, tuple(flaws[:most]))


def _links() -> Iterator[Link]:
    """Every link with its entry, in order, read in batches; an entry that is gone is missing from it."""
    return Link.objects.select_related("entry").order_by("number").iterator(chunk_size=BATCH)


def _flaws_of(link: Link, before: int, last: str) -> list[Flaw]:
    found = []
    if link.number != before + 1:
        gone = f"entry {before + 1}" if link.number == before + 2 else f"entries {before + 1} to {link.number - 1}"
        found.append(Flaw("removed", before + 1, f"Removed: {gone}, before {_named(link)}."))
    elif link.previous != last:
        found.append(Flaw("link", link.number, f"Cut: {_named(link)} does not follow the entry before it."))
    digest = digest_of(link.entry)
    if digest != link.digest:
        other = Link.objects.filter(digest=digest).values_list("number", flat=True).first()
        if other is None:
            found.append(Flaw("changed", link.number, f"Changed: {_named(link)} does not say what it said."))
        else:
            words = f"Reordered: in the place of entry {link.number} stands what entry {other} said."
            found.append(Flaw("reordered", link.number, words))
    elif link.hash != hash_of(link.number, link.previous, digest):
        found.append(Flaw("link", link.number, f"Changed: the link of {_named(link)}."))
    return found


def _flaws_of_the_end(number: int, last: str) -> list[Flaw]:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return [] if number == 0 else [Flaw("head", number, "The head of the chain was removed.")]
    if head.number > number:
        return [Flaw("removed", number + 1, f"Removed: the last {head.number - number} entries, after entry {number}.")]
    if (head.number, head.hash) != (number, last):
        return [Flaw("head", number, f"The head of the chain names another end than entry {number}.")]
    return []


def _named(link: Link) -> str:
    entry = link.entry
    return (
        f"entry {link.number} ({entry.action} of {entry.subject_kind} {entry.subject_key}, {entry.at:%Y-%m-%d %H:%M})"
    )
