"""Registered cooperatives of one kind around a place: a fact, from which no score follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from twiza.bank.models import ProjectModel
from twiza.registry.models import Cooperative, CooperativeQuerySet
from twiza.registry.queries import is_loaded, standing
from twiza.territories.models import Territory

MOST_NAMED = 5


@dataclass(frozen=True)
class Nearby:
    """What stands around a place.

    ``here``, ``beside`` and ``around`` count the cooperatives of the place, of its neighbours, and of
    the unit above it (``above``, with the place and such neighbours as lie in it); ``nearest`` are up to
    five, the nearest first. ``loaded`` is false where the register holds nothing yet.
    """

    loaded: bool
    here: int = 0
    beside: int = 0
    around: int = 0
    above: Territory | None = None
    nearest: tuple[Cooperative, ...] = ()

    @property
    def none(self) -> bool:
        """Whether there is no such cooperative around."""
        return not self.nearest


def nearby(territory: Territory, *, model: ProjectModel) -> Nearby:
    """Real, undissolved cooperatives of the kind of *model* around *territory*. Five queries at most.

    Of the same kind is one founded after the model; one of which no model is known, by its sector.
    """
    if not is_loaded():
        return Nearby(loaded=False)
    above = territory.parent if territory.depth > 1 else None
    neighbours = list(territory.neighbours.order_by("pk").values_list("pk", flat=True))
    here, beside = Q(territory=territory.pk), Q(territory__in=neighbours)
    around = Q(territory__path__startswith=(above or territory).path)
    rows = standing().filter(
        Q(project_model=model.pk) | Q(project_model__isnull=True, sector=model.sector_id), here | beside | around
    )
    counts = rows.order_by().aggregate(
        here=Count("pk", filter=here), beside=Count("pk", filter=beside), around=Count("pk", filter=around)
    )
    ring = Case(When(here, then=Value(0)), When(beside, then=Value(1)), default=Value(2), output_field=IntegerField())
    return Nearby(
        loaded=True,
        **counts,
        above=above,
        nearest=tuple(_by_distance(rows, territory, ring).select_related("territory")[:MOST_NAMED]),
    )


def _by_distance(rows: CooperativeQuerySet, territory: Territory, ring: Case) -> CooperativeQuerySet:
    """Those of the place first, then of its neighbours, then by the square of the distance in degrees of latitude."""
    order = ["ring", "name_ar", "id"]
    rows = rows.annotate(ring=ring)
    if territory.latitude is not None and territory.longitude is not None:
        north = F("territory__latitude") - territory.latitude
        east = (F("territory__longitude") - territory.longitude) * math.cos(math.radians(territory.latitude))
        rows = rows.annotate(far=north * north + east * east)
        order.insert(1, "far")
    return rows.order_by(*order)
