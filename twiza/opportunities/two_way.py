"""Need and general potential of places, as a pair: never multiplied, never one number.

The two are nearly one axis (their rank correlation is strongly negative), so one "best place"
number would only say which places are towns. Each place gets one of nine classes: which third of
the country it is in for need, and which third for potential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from twiza.calc import statistics
from twiza.opportunities import basis
from twiza.opportunities.queries import catalogue
from twiza.packs import queries as packs
from twiza.territories import snapshot
from twiza.territories.maps import Paper
from twiza.ui import formats


@dataclass(frozen=True)
class Pair:
    """One place: percentiles among all places of the country, and the third each lies in (0, 1, 2)."""

    code: str
    names: dict[str, str]
    above: dict[str, str]
    need: float | None
    potential: float | None

    @property
    def thirds(self) -> tuple[int, int] | None:
        """Third of need, third of potential; nothing where one is unknown."""
        if self.need is None or self.potential is None:
            return None
        return min(2, int(self.need * 3 / 100)), min(2, int(self.potential * 3 / 100))

    @property
    def name_of_class(self) -> str:
        """The CSS class of the pair: two-way-00 … two-way-22, or of what is unknown."""
        found = self.thirds
        return "two-way-unknown" if found is None else f"two-way-{found[0]}{found[1]}"


@dataclass(frozen=True)
class Pairs:
    """All places, and the rank correlation of the two over those where both are known."""

    rows: tuple[Pair, ...]
    correlation: float | None


def pairs() -> Pairs:
    """Need and potential of every place; worked out once for each state of the data."""
    ground = basis.current()
    return packs.remember(f"two-way {ground.digest}", lambda: _pairs(ground))


def _pairs(ground: basis.Ground) -> Pairs:
    matrix = snapshot.current()
    indicators = catalogue(ground).indicators
    need = basis.need_index(ground.percentiles, [indicators[key] for key in matrix.keys])
    known = np.isfinite(need) & np.isfinite(ground.potential)
    needs, potentials = statistics.percentiles(need), statistics.percentiles(ground.potential)
    rows = []
    for i, code in enumerate(ground.codes):
        row = matrix.index[code]
        parent = matrix.parents[row]
        above = matrix.names[parent] if parent >= 0 else {}
        rows.append(Pair(code, matrix.names[row], above, _known(needs[i]), _known(potentials[i])))
    correlation = statistics.spearman(need[known], ground.potential[known]) if known.sum() > 2 else float("nan")
    return Pairs(tuple(rows), _known(correlation))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def third_words() -> tuple[str, str, str]:
    """The thirds of the country in words, from low to high."""
    return _("low"), _("middle"), _("high")


def in_words(pair: Pair) -> str:
    """The pair in words: "need high, potential low"."""
    if pair.thirds is None:
        return formats.unknown()
    words = third_words()
    return _("need %(need)s, potential %(potential)s") % {
        "need": words[pair.thirds[0]],
        "potential": words[pair.thirds[1]],
    }


def areas(sheet: Paper, rows: Sequence[Pair], before: str, after: str, language: str) -> SafeString:
    """The areas of the map, each a link with its words; addresses are *before* + code + *after*."""
    held = {pair.code: pair for pair in rows}
    parts = []
    for area in sheet.areas:
        pair = held.get(area.code)
        level = pair.name_of_class if pair else "two-way-unknown"
        words = f"{area.name(language)}: {in_words(pair) if pair else formats.unknown()}"
        parts.append(
            f'<a href="{escape(before + area.code + after)}"><path class="{level}" d="{escape(area.path)}">'
            f"<title>{escape(words)}</title></path></a>"
        )
    return mark_safe("".join(parts))  # nosec B308 B703  # all parts escaped
