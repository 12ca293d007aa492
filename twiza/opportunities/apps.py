"""The opportunities area."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "twiza.opportunities"
    label = "opportunities"

    def ready(self) -> None:
        from twiza.opportunities.pack import register_afters

        register_afters()
