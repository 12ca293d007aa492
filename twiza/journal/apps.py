"""The journal area."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "twiza.journal"
    label = "journal"
