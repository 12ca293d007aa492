"""How places are found: by every name they go by, larger places first among equals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from twiza.packs.models import Country
from twiza.packs.parts import After, register_after
from twiza.packs.reader import Progress
from twiza.search.commands import rebuild
from twiza.search.kinds import Entry, Kind, register
from twiza.territories.models import Observation, Territory

KIND = "territory"


def entries() -> Iterator[Entry]:
    """One entry a territory, with its parents' names and its population."""
    territories = {t.pk: t for t in Territory.objects.current()}
    people = dict(
        Observation.objects.filter(indicator__key="population").order_by("year").values_list("territory_id", "value")
    )
    for territory in territories.values():
        above = territories.get(territory.parent_id) if territory.parent_id else None
        yield Entry(
            key=territory.code,
            titles=territory.names,
            names=tuple(dict.fromkeys([*filter(None, territory.names.values()), *territory.other_names])),
            weight=math.log10(1 + people.get(territory.pk, 0)),
            data={
                "level": territory.level,
                "kind": territory.kind,
                "above": above.names if above else {},
                "population": people.get(territory.pk),
            },
        )


def noise() -> Iterable[str]:
    """Words that only name the level ("commune", "إقليم")."""
    country = Country.objects.first()
    if country is None:
        return ()
    identity = country.identity
    texts = [t for level in identity.levels for t in (level.name, level.plural)]
    return [word for t in texts for word in (t.ar, t.fr, t.en) if word]


def index(_progress: Progress) -> None:
    """Make the index anew after a load."""
    rebuild(kind=KIND)


def register_search() -> None:
    """Called once when the application starts."""
    register(Kind(KIND, entries, noise))
    register_after(After("index of places", order=900, when={"identity", "territories", "values"}, run=index))
