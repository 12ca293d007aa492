"""Places, what is measured of them, and how they are drawn."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import translation

from twiza.packs.schema import Indicator as IndicatorSchema


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Words of the domain, chainable."""

    def current(self) -> Self:
        """Without those that a newer pack no longer has."""
        return self.filter(retired=False)

    def at_level(self, level: str) -> Self:
        return self.filter(level=level)

    def below(self, territory: Territory) -> Self:
        """All territories under *territory*, at any depth."""
        return self.filter(path__startswith=territory.path).exclude(pk=territory.pk)


class Territory(models.Model):
    """An administrative unit. ``path`` is the codes from the country down, each followed by ``/``."""

    code = models.CharField(max_length=40, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.CharField(max_length=30, db_index=True)
    kind = models.CharField(max_length=40, blank=True)
    names = models.JSONField()
    other_names = models.JSONField(default=list)
    path = models.CharField(max_length=200, unique=True)
    depth = models.PositiveSmallIntegerField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    attributes = models.JSONField(default=dict)
    neighbours = models.ManyToManyField("self", symmetrical=True)
    retired = models.BooleanField(default=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "territories"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True, depth=0) | models.Q(parent__isnull=False, depth__gt=0),
                name="only_the_country_has_no_parent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return str(self.names.get(translation.get_language() or "ar") or self.names["ar"])

    @property
    def ancestor_codes(self) -> list[str]:
        """Codes from the country down to the parent."""
        return self.path.rstrip("/").split("/")[:-1]


class Outline(models.Model):
    """Where a territory lies: GeoJSON geometry in WGS 84 and its bounding box."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="outline")
    geometry = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        ordering = ["territory_id"]
        indexes = [models.Index(fields=["west", "east"]), models.Index(fields=["south", "north"])]

    def __str__(self) -> str:
        return f"outline of {self.territory_id}"


class Sheet(models.Model):
    """The paper that a territory is drawn on with what it is made of: equirectangular, true at mid-latitude.

    ``x = (longitude - west) * x_scale``, ``y = (north - latitude) * y_scale``, in sheet units.
    """

    frame = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="+")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    west = models.FloatField()
    north = models.FloatField()
    x_scale = models.FloatField(help_text="Sheet units per degree of longitude")
    y_scale = models.FloatField(help_text="Sheet units per degree of latitude")

    class Meta:
        ordering = ["frame_id"]

    def __str__(self) -> str:
        return f"sheet of {self.frame_id}, {self.width} x {self.height}"

    @property
    def view_box(self) -> str:
        """For the SVG attribute of that name."""
        return f"0 0 {self.width} {self.height}"

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position (degrees) lies on the sheet."""
        return (longitude - self.west) * self.x_scale, (self.north - latitude) * self.y_scale


class Drawing(models.Model):
    """A territory's outline as an SVG path on the sheet of another territory (its frame)."""

    frame = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="sheet")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="drawings")
    path = models.TextField()
    x = models.FloatField(help_text="Label point on the sheet")
    y = models.FloatField()

    class Meta:
        ordering = ["frame_id", "territory_id"]
        constraints = [models.UniqueConstraint(fields=["frame", "territory"], name="one_drawing_per_sheet")]

    def __str__(self) -> str:
        return f"{self.territory_id} on {self.frame_id}"


class Indicator(models.Model):
    """A measured quantity; ``content`` is the pack's definition."""

    key = models.CharField(max_length=80, unique=True)
    facet = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def definition(self) -> IndicatorSchema:
        return IndicatorSchema.model_validate(self.content)


class Observation(models.Model):
    """One value of one indicator in one territory and year. No row: unknown."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="observations")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta:
        ordering = ["territory_id", "indicator_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "indicator", "year"], name="one_value_per_place_and_year")
        ]
        indexes = [models.Index(fields=["indicator", "year"])]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.territory_id} {self.year} = {self.value}"


class Snapshot(models.Model):
    """All current values as arrays, made at each load: what pages compare and rank with.

    ``data`` is a compressed ``.npz``: codes, levels, kinds, parents, indicator keys, years, values.
    """

    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.digest
