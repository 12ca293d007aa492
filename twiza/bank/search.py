"""How project models are found: by name and by the words people use for them."""

from __future__ import annotations

from collections.abc import Iterator

from twiza.bank.models import ProjectModel
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


register(Kind(KIND, entries))
