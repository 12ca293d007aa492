"""The living gallery: each component drawn with sample words, in both directions and both schemes."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from django.template import Context
from django.utils import translation
from django.utils.safestring import SafeString

from twiza.ui.components import Component, registry
from twiza.ui.components.base import Property
from twiza.ui.samples import samples
from twiza.ui.templatetags.ui import render_component


@dataclass(frozen=True)
class Panel:
    """One drawing of a component's samples."""

    language: str
    direction: str
    scheme: str
    markup: SafeString


@dataclass(frozen=True)
class Entry:
    """One component with its declared attributes."""

    name: str
    about: str
    properties: list[Property]
    panels: list[Panel]


def entries(language: str) -> list[Entry]:
    """Every component by name, drawn in *language* and in one of the other direction."""
    other = "ar" if language != "ar" else "fr"
    languages = sorted((language, other), key=lambda code: code != "ar")
    drawn = {code: samples(code) for code in languages}
    return [
        Entry(
            name=name,
            about=inspect.cleandoc(kind.__doc__ or "").replace("``", ""),
            properties=kind.properties(),
            panels=[_panel(drawn[code][name], code, scheme) for scheme in ("light", "dark") for code in languages],
        )
        for name, kind in sorted(registry.items())
    ]


def _panel(made: list[Component], language: str, scheme: str) -> Panel:
    with translation.override(language):
        context = Context()
        markup = SafeString("\n".join(render_component(one, context) for one in made))  # nosec B703  # made by templates
        direction = "rtl" if translation.get_language_bidi() else "ltr"
    return Panel(language, direction, scheme, markup)
