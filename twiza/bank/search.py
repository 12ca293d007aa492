"""How project models are found: by name and by the words people use for them."""

from __future__ import annotations

from collections.abc import Iterator

from twiza.bank.models import ProjectModel
from twiza.packs.parts import After, register_after
from twiza.packs.reader import Progress
from twiza.search.commands import rebuild
from twiza.search.kinds import Entry, Kind, register

KIND = "project_model"


def entries() -> Iterator[Entry]:
    """One entry a model; its summary, products and skills are searched by stems."""
    for model in ProjectModel.objects.current().select_related("sector"):
        definition = model.definition
        texts = [
            definition.summary,
            definition.whom,
            *(p.name for p in definition.products),
            *definition.skills,
        ]
        yield Entry(
            key=model.key,
            titles=model.names,
            names=(*filter(None, model.names.values()), *definition.search_words),
            data={"sector": model.sector.names},
            text=" ".join(word for t in texts for word in (t.ar, t.fr, t.en)),
        )


def index(_progress: Progress) -> None:
    """Make the index anew after a load."""
    rebuild(kind=KIND)


def register_search() -> None:
    """Called once when the application starts."""
    register(Kind(KIND, entries))
    register_after(After("index of models", order=910, when={"project_models", "sectors"}, run=index))
