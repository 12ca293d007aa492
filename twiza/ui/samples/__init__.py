"""Sample words and figures of the gallery: usual, unknown, wrong, very long. All are invented."""

from twiza.ui.components import Component
from twiza.ui.samples import acting, charts, figures, maps, marks, reading, ways
from twiza.ui.samples.words import Words, makers

__all__ = ["acting", "charts", "figures", "maps", "marks", "reading", "samples", "ways"]


def samples(language: str) -> dict[str, list[Component]]:
    """For every component, examples of its use in *language*."""
    say = Words(language)
    return {name: make(say) for name, make in makers.items()}
