"""The territories area."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "twiza.territories"
    label = "territories"

    def ready(self) -> None:
        from twiza.territories.pack import register_parts
        from twiza.territories.search import register_search

        register_parts()
        register_search()
