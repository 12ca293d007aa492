"""The bank of project models."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import translation

from twiza.packs.schema import ProjectModel as ProjectModelSchema


class Sector(models.Model):
    """A branch of activity."""

    key = models.CharField(max_length=80, unique=True)
    names = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return str(self.names.get(translation.get_language() or "ar") or self.names["ar"])


class ProjectModelQuerySet(models.QuerySet["ProjectModel"]):
    """Words of the domain, chainable."""

    def current(self) -> Self:
        return self.filter(retired=False)


class ProjectModel(models.Model):
    """A reusable kind of cooperative. ``content`` is the pack's item; the columns serve filters."""

    key = models.CharField(max_length=80, unique=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="project_models")
    names = models.JSONField()
    content = models.JSONField()
    category = models.CharField(max_length=30)
    audience = models.JSONField(default=list)
    places = models.JSONField(default=list)
    investment_low = models.FloatField()
    investment_high = models.FloatField()
    members_low = models.FloatField()
    members_high = models.FloatField()
    jobs_low = models.FloatField()
    jobs_high = models.FloatField()
    sourced_share = models.FloatField(help_text="% of its figures that have a source; the rest are assumptions")
    retired = models.BooleanField(default=False)

    objects = ProjectModelQuerySet.as_manager()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        return str(self.names.get(translation.get_language() or "ar") or self.names["ar"])

    @property
    def definition(self) -> ProjectModelSchema:
        return ProjectModelSchema.model_validate(self.content)
