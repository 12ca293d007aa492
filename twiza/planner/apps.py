"""The planner area."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "twiza.planner"
    label = "planner"

    def ready(self) -> None:
        """Say who may do what, and show the plan among a project's rooms."""
        from twiza.planner import room, rules

        room.register()
        assert rules
