"""The dossier area."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "twiza.dossier"
    label = "dossier"
