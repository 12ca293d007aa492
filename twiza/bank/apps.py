"""The bank area."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "twiza.bank"
    label = "bank"
