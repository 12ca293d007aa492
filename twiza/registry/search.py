"""How cooperatives are found: by their names in any letters, by their number, by what they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twiza.registry.models import Cooperative
from twiza.registry.naming import KIND_WORDS, without_kind
from twiza.search.kinds import Entry, Kind, register

KIND = "cooperative"


def entry(cooperative: Cooperative) -> Entry:
    """What of *cooperative* is searched."""
    name = cooperative.name_ar
    written = [one for one in (name, cooperative.name_latin) if one]
    return Entry(
        key=str(cooperative.public_id),
        titles={"ar": name, "fr": cooperative.name_latin or name, "en": cooperative.name_latin or name},
        names=tuple(dict.fromkeys([*map(without_kind, written), *filter(None, [cooperative.number])])),
        text=" ".join([cooperative.activity, *cooperative.products]),
    )


def entries() -> Iterator[Entry]:
    """One entry a cooperative of the register of today."""
    for cooperative in Cooperative.objects.current().order_by("pk").iterator(chunk_size=2000):
        yield entry(cooperative)


def noise() -> Iterable[str]:
    """Words that only name the kind."""
    return KIND_WORDS


def register_search() -> None:
    """Called once when the application starts."""
    register(Kind(KIND, entries, noise))
