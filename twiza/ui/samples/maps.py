"""Samples of the map."""

from __future__ import annotations

import math
from typing import Any

from twiza.ui import components as ui
from twiza.ui.samples.words import Words, of


def _hexagon(x: float, y: float) -> str:
    corners = [f"{x + 92 * math.cos(k * math.pi / 3):.0f} {y + 92 * math.sin(k * math.pi / 3):.0f}" for k in range(6)]
    return "M" + "L".join(corners) + "Z"


def _areas(say: Words) -> list[Any]:
    areas = []
    for column in range(6):
        for row in range(4):
            number = column * 4 + row
            level = None if number == 7 else (column + row) * 5 // 9
            title = f"{say('جماعة', 'Commune', 'Commune')} {number + 1}"
            path = _hexagon(120 + column * 142, 130 + row * 164 + (column % 2) * 82)
            areas.append(ui.Area(path, level, title, href="#map", own=number == 9))
    return areas


@of("legend")
def legend_samples(say: Words) -> list[ui.Component]:
    legend = ui.Legend(
        title=say("نشاط النساء، 2024", "Activité des femmes, 2024", "Women's activity, 2024"),
        classes=["< 10", "10 – 15", "15 – 20", "20 – 25", "> 25"],
        unknown=True,
        own=say("مكانكم", "votre lieu", "your place"),
    )
    return [legend]


@of("map")
def map_samples(say: Words) -> list[ui.Component]:
    legend = ui.Legend(
        title=say("نشاط النساء، 2024", "Activité des femmes, 2024", "Women's activity, 2024"),
        classes=["< 10", "10 – 15", "15 – 20", "20 – 25", "> 25"],
        unknown=True,
        own=say("مكانكم", "votre lieu", "your place"),
    )
    return [
        ui.Map(
            title=say("خريطة الجماعات", "Carte des communes", "Map of the communes"),
            description=say("تزداد النسبة شرقا.", "Le taux croît vers l'est.", "The rate grows eastward."),
            viewbox="0 0 950 850",
            areas=_areas(say),
            legend=legend,
            labels=[ui.MapLabel(690, 300, say("إقليم اللوز", "Province de l'Amandier", "Almond province"))],
            star=(404, 376),
        )
    ]
