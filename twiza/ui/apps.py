"""The ui area."""

from django.apps import AppConfig
from django.urls import register_converter


class UiConfig(AppConfig):
    name = "twiza.ui"
    label = "ui"

    def ready(self) -> None:
        from twiza.ui.exports import TableForm

        register_converter(TableForm, "table")
