"""The messages area."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "twiza.messages"
    label = "twiza_messages"  # Django has a "messages" of its own

    def ready(self) -> None:
        from twiza.messages import checks  # noqa: F401
        from twiza.messages.chores import register_chores

        register_chores()
