"""The dossier area."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "twiza.dossier"
    label = "dossier"

    def ready(self) -> None:
        from twiza.dossier import holdings, own_room, renewing, rules, wordings  # noqa: F401
        from twiza.dossier.commands import withdrawing  # noqa: F401
        from twiza.dossier.law import register_law

        register_law()
        holdings.register_holding()
        own_room.register_rooms()
        wordings.register_wordings()
