"""What a founder agrees to when her data are written down. A new text is a new version; old ones stay readable."""

from __future__ import annotations

from django.utils.translation import gettext as _

VERSION = "2026-11"
SELF, SPOKEN, PAPER = "self", "spoken", "paper"
"""She agreed on her own screen; she said so to somebody; she signed a sheet."""


def text(version: str = VERSION) -> list[str]:
    """The sentences of one version, in the reader's language. KeyError for a version that never was."""
    return {"2026-11": _november_2026}[version]()


def _november_2026() -> list[str]:
    return [
        _(
            "My name, my shares and what I bring are seen by the founders of this group and by the advisor of its "
            "place."
        ),
        _(
            "My identity number, my address, my date of birth and my profession are asked because the papers of a "
            "cooperative must name its founders. The number is kept sealed; the group sees its last three signs."
        ),
        _("My phone number or e-mail is used to reach me about this project, and for nothing else."),
        _("When the dossier is filed, the office that registers cooperatives receives the papers with these data."),
        _(
            "I can see and correct my data, and leave the group, at any time. What was already filed stays with "
            "the office, as the law asks."
        ),
    ]


def how_words() -> dict[str, str]:
    """How consent was given, in words."""
    return {
        SELF: _("agreed herself, on her own screen"),
        SPOKEN: _("agreed aloud, after the text was read to her"),
        PAPER: _("signed the text on paper"),
    }
