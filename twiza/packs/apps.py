"""The packs area."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_started


class PacksConfig(AppConfig):
    name = "twiza.packs"
    label = "packs"

    def ready(self) -> None:
        from twiza.packs import habits, queries
        from twiza.packs.pack import register_parts
        from twiza.ui import formats

        register_parts()
        request_started.connect(queries.ask_again, dispatch_uid="packs.ask_again")
        formats.set_locale_provider(habits.habits_in)
