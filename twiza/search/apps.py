"""The search area."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "twiza.search"
    label = "search"
