"""What has been loaded, in which version, and what every item was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from twiza.packs.schema import Identity, LocalText


class Load(models.Model):
    """One load of a pack that changed something."""

    country = models.CharField(max_length=2)
    version = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.country} {self.version} #{self.pk}"


class Country(models.Model):
    """The one country of this installation: the identity of the pack in force."""

    key = models.CharField(max_length=2, unique=True)
    only = models.BooleanField(default=True, unique=True, editable=False)
    content = models.JSONField()
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "countries"
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_country_per_database")]

    def __str__(self) -> str:
        return self.key

    @property
    def identity(self) -> Identity:
        return Identity.model_validate(self.content)


class Item(models.Model):
    """One item of a pack as one load brought it. Open (``until`` empty) while in force."""

    part = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    content = models.JSONField(null=True)
    since = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="opened")
    until = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="closed", null=True)

    class Meta:
        ordering = ["part", "key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "key"], condition=models.Q(until__isnull=True), name="one_item_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part}:{self.key}"


class Reference(models.Model):
    """Base of sources, units and facts: a stable key and what the pack says of it."""

    key = models.CharField(max_length=80, unique=True)
    content = models.JSONField()
    retired = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Source(Reference):
    """Where figures come from."""

    if TYPE_CHECKING:
        content: Any

    @property
    def title(self) -> LocalText:
        return LocalText.model_validate(self.content["title"])

    @property
    def publisher(self) -> LocalText:
        return LocalText.model_validate(self.content["publisher"])


class Unit(Reference):
    """A unit of measure."""

    @property
    def symbol(self) -> LocalText:
        return LocalText.model_validate(self.content["symbol"])

    @property
    def name(self) -> LocalText:
        return LocalText.model_validate(self.content["name"])


class Fact(Reference):
    """A published statement."""
