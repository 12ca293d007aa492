"""The portal area."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "twiza.portal"
    label = "portal"
