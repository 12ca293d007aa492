"""The accounts area."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "twiza.accounts"
    label = "accounts"

    def ready(self) -> None:
        from twiza.accounts import arrivals, chores, traces
        from twiza.accounts.privacy import holdings

        traces.connect()
        arrivals.connect()
        chores.register_chores()
        holdings.register_own()
