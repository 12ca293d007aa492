"""The sealing area."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "twiza.sealing"
    label = "sealing"
