"""The registry area."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "twiza.registry"
    label = "registry"

    def ready(self) -> None:
        from twiza.registry import holdings, rules
        from twiza.registry.search import register_search

        assert rules.CORRECT  # nosec B101  # imported for what it registers
        register_search()
        holdings.register_holding()
