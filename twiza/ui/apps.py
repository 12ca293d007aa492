"""The ui area."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "twiza.ui"
    label = "ui"
