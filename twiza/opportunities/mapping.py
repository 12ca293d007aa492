"""Where a project model fits, as a map."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from twiza.bank.models import ProjectModel
from twiza.calc.scoring import PartWeights
from twiza.opportunities import basis, queries
from twiza.territories import maps, snapshot
from twiza.territories.models import Territory
from twiza.ui.components.maps import Map


def model_map(
    model: ProjectModel,
    language: str,
    *,
    frame: Territory | None = None,
    weights: PartWeights | None = None,
    own: str = "",
    query: str = "",
) -> Map | None:
    """The places of *frame* (by default the country) by their score for *model*, in five classes.

    Places that a condition excludes, or that cannot be scored, are left blank. ``None`` where the
    frame is not drawn. Each place leads to the opportunity there; *query* keeps the visitor's weights.
    """
    matrix, ground = snapshot.current(), basis.current()
    whole = frame or Territory.objects.get(parent__isnull=True)
    sheet = maps.paper(whole, matrix.finest, digest=matrix.digest)
    if sheet is None:
        return None
    # The pattern is reversed once: 1,500 calls of reverse would take longer than the drawing.
    pattern = reverse("opportunities:opportunity", args=["0", model.key]) + query
    before, after = pattern.split("/0/", 1)
    drawn = maps.choropleth(
        sheet,
        queries.model_values(model, weights),
        title=_("Where it fits: score from 0 to 100"),
        description=_(
            "The stronger the colour, the better the place fits. Blank places are left out by a condition, or unknown."
        ),
        href=lambda code: f"{before}/{code}/{after}",
        language=language,
        own=own,
        keep_as=() if weights else (ground.digest, whole.code, model.key),
    )
    if drawn.legend and drawn.legend.unknown:
        drawn = replace(drawn, legend=replace(drawn.legend, unknown_word=_("not possible there, or not known")))
    return drawn
