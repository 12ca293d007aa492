"""The files area."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "twiza.files"
    label = "files"
