"""The files area."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "twiza.files"
    label = "files"

    def ready(self) -> None:
        from twiza.files.sweeping import register_chores

        register_chores()
