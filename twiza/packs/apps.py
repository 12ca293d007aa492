"""The packs area."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "twiza.packs"
    label = "packs"
