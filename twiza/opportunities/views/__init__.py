"""The pages of opportunities, one module for each question."""

from twiza.opportunities.views.finding import match
from twiza.opportunities.views.method import method
from twiza.opportunities.views.models import model_places, model_places_table
from twiza.opportunities.views.one import opportunity
from twiza.opportunities.views.places import place, place_table
from twiza.opportunities.views.two_way import two_way, two_way_table

__all__ = [
    "match", "method", "model_places", "model_places_table", "opportunity", "place", "place_table", "two_way",
    "two_way_table",
]  # fmt: skip
