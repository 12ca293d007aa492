"""The projects area."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "twiza.projects"
    label = "projects"
