"""The territories area."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "twiza.territories"
    label = "territories"
