"""The projects area."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "twiza.projects"
    label = "projects"

    def ready(self) -> None:
        from twiza.projects import arriving, holdings, own_rooms, rules, sweeping, wordings  # noqa: F401

        arriving.connect()
        own_rooms.register_rooms()
        wordings.register_wordings()
        sweeping.register_chores()
        holdings.register_holding()
