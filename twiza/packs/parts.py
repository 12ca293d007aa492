"""Which area loads which part of a pack, and what runs when everything is loaded.

An area says so once, in ``AppConfig.ready()``, through its ``pack.py``::

    from twiza.packs.parts import After, Changes, Part, register, register_after

    def load_sectors(changes: Changes, progress: Progress) -> None:
        upsert(Sector, [row(item) for item in changes.written])
        Sector.objects.filter(key__in=changes.removed).update(retired=True)

    register(Part("sectors", order=200, load=load_sectors))
    register_after(After("search", order=900, when={"territories", "project_models"}, run=make_index))

``load`` is called inside the load's one transaction, only if its part changed, in order of
``order``; the part's name is a collection of :data:`twiza.packs.content.PARTS`. ``run`` is called
once, after all parts and still inside the transaction, if any part of ``when`` changed; it makes
what is derived (drawings, arrays, indexes). Both show their progress through the callback given.
An exception of either undoes the whole load. Rows that others may refer to are marked
``retired`` rather than deleted; what the pack said before stays in ``packs.Item``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field

from twiza.packs.content import PARTS, CheckedItem
from twiza.packs.reader import Progress


@dataclass(frozen=True)
class Changes:
    """What one load changes in one part. ``everything`` is the part as the pack now has it."""

    part: str
    added: Mapping[str, CheckedItem] = field(default_factory=dict)
    changed: Mapping[str, CheckedItem] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    everything: Mapping[str, CheckedItem] = field(default_factory=dict)

    @property
    def written(self) -> list[CheckedItem]:
        """Added and changed items: the rows to insert or update."""
        return [*self.added.values(), *self.changed.values()]

    @property
    def counts(self) -> dict[str, int]:
        return {"added": len(self.added), "changed": len(self.changed), "removed": len(self.removed)}

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Part:
    """How an area loads one part."""

    name: str
    order: int
    load: Callable[[Changes, Progress], None]


@dataclass(frozen=True)
class After:
    """What an area makes from loaded parts."""

    name: str
    order: int
    when: Set[str]
    run: Callable[[Progress], None]


_parts: dict[str, Part] = {}
_afters: dict[str, After] = {}


def register(part: Part) -> None:
    """Make *part* known. ValueError if the name is none of a pack's parts or taken by another loader."""
    if part.name not in PARTS:
        raise ValueError(f"a pack has no part {part.name!r}")
    if _parts.get(part.name, part).load is not part.load:
        raise ValueError(f"the part {part.name!r} is loaded by another area already")
    _parts[part.name] = part


def register_after(after: After) -> None:
    """Make *after* known. ValueError if it waits for something that is no part, or its name is taken."""
    if unknown := after.when - set(PARTS):
        raise ValueError(f"a pack has no part {', '.join(sorted(unknown))}")
    if _afters.get(after.name, after).run is not after.run:
        raise ValueError(f"the name {after.name!r} is taken already")
    _afters[after.name] = after


def parts() -> list[Part]:
    """Registered parts in the order of loading."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))


def afters(changed: Iterable[str]) -> list[After]:
    """What is to run when the parts *changed* have changed, in order."""
    names = set(changed)
    wanted = [after for after in _afters.values() if after.when & names]
    return sorted(wanted, key=lambda after: (after.order, after.name))
