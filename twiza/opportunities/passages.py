"""The texts that speak for a project model."""

from __future__ import annotations

from twiza.packs.schema import ProjectModel as Definition


def passages_of(definition: Definition) -> list[str]:
    """The texts that speak for a model: names, summary, whom it serves, skills, people's words."""
    texts = [definition.name, definition.summary, definition.whom, *definition.skills]
    told = [word for one in texts for word in (one.ar, one.fr, one.en) if word]
    return list(dict.fromkeys([*told, *definition.search_words]))
