"""The jobs area: what is done in the background, once or every night."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "twiza.jobs"
    label = "jobs"

    def ready(self) -> None:
        from twiza.jobs.housekeeping import register_chores

        register_chores()
