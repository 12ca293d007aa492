"""The fixed words of a diagnosis, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def fixed() -> dict[str, str]:
    """Words by the name under which the template asks for them."""
    return {**_of_the_place(), **_of_projects(), **_of_the_paper()}


def _of_the_place() -> dict[str, str]:
    return {
        "changes": _("What has changed"),
        "needs": _("What it lacks most"),
        "potentials": _("What it has"),
        "nothing": _("Nothing stands out among places of its kind."),
        "census": _("What the census says"),
        "census_note": _(
            "The dot is this place; the ticks are the units above it and the median of places of its kind. "
            "“Higher than” is the share of places of its kind with a lower value."
        ),
        "census_note_alone": _("The whole country: there is nothing to compare it with."),
        "indicator": _("Indicator"),
        "year": _("Year"),
        "here": _("Here"),
        "scale": _("Scale"),
        "percentile": _("Higher than"),
        "parts": _("Where its parts differ"),
        "lowest": _("Lowest"),
        "highest": _("Highest"),
    }


def _of_projects() -> dict[str, str]:
    return {
        "projects": _("Projects nearest to this place"),
        "projects_note": _(
            "Three figures for each: does it answer a need, are its resources there, does the setting help. "
            "We promise no success, and say what we do not know."
        ),
        "no_projects": _("Too little is known of this place to score any project model."),
        "score": _("Score"),
        "sure": _("How sure"),
        "best_places": _("Best places"),
        "interval": _("Rank in nine draws of ten"),
        "first_tenth": _("In the first tenth"),
        "for": _("For:"),
        "against": _("Against:"),
        "unknown_side": _("Not known:"),
    }


def _of_the_paper() -> dict[str, str]:
    return {
        "product": _("Twiza"),
        "tagline": _("Cooperative Projects Bank"),
        "unknown": _("What we do not know"),
        "method": _("How we calculate"),
        "sources": _("Sources"),
        "qr": _("QR code that leads to the page of this place"),
        "read_on": _("The page of this place, with every figure, its definition and its method"),
        "logo": _("The mark of Twiza, an eight-pointed star"),
    }
