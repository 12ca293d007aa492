"""The bank area."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "twiza.bank"
    label = "bank"

    def ready(self) -> None:
        from twiza.bank.pack import register_parts
        from twiza.bank.search import register_search

        register_parts()
        register_search()
