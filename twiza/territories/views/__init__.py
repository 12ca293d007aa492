"""Pages of places and of indicators."""

from twiza.territories.views.compare import compare
from twiza.territories.views.exports import children_table, outlines, places_table
from twiza.territories.views.finding import browse, near, results, suggest
from twiza.territories.views.indicators import indicator, indicators

__all__ = [
    "browse",
    "children_table",
    "compare",
    "indicator",
    "indicators",
    "near",
    "outlines",
    "places_table",
    "results",
    "suggest",
]
