"""The facets in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def facet_names() -> dict[str, str]:
    """Each facet's name in the reader's language."""
    return {
        "people": _("People"),
        "work": _("Work and business"),
        "living": _("Living conditions"),
        "dynamics": _("What is changing"),
        "land": _("Land and climate"),
    }
