"""The planner area."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "twiza.planner"
    label = "planner"

    def ready(self) -> None:
        """Say who may do what, show the plan among a project's rooms, and tell its part of the story."""
        from twiza.planner import room, rules, story

        room.register()
        story.register()
        assert rules
