"""The papers area."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "twiza.papers"
    label = "papers"
