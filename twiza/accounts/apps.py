"""The accounts area."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "twiza.accounts"
    label = "accounts"

    def ready(self) -> None:
        from twiza.accounts import traces
        from twiza.accounts.privacy import holdings

        traces.connect()
        holdings.register_own()
