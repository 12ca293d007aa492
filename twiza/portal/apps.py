"""The portal area."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "twiza.portal"
    label = "portal"

    def ready(self) -> None:
        from twiza.portal import chores

        chores.register_chores()
