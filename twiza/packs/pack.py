"""The parts of a pack that every area reads: sources, units, facts."""

from __future__ import annotations

from twiza.packs.models import Fact, Reference, Source, Unit
from twiza.packs.parts import Changes, Part, register
from twiza.packs.reader import Progress
from twiza.packs.rows import retire, upsert

MODELS: dict[str, type[Reference]] = {"sources": Source, "units": Unit, "facts": Fact}


def load_references(changes: Changes, _progress: Progress) -> None:
    """Write rows of sources, units or facts; mark as retired what the pack no longer has."""
    model = MODELS[changes.part]
    upsert(model, [model(key=item.key, content=item.content) for item in changes.written])
    retire(model, changes.removed)


def register_parts() -> None:
    """Called once when the application starts."""
    for order, name in enumerate(MODELS, 1):
        register(Part(name, order=order * 10, load=load_references))
