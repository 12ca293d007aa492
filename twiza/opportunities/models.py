"""Project models in territories: what the default weights give, stored with its method's version."""

from __future__ import annotations

from django.db import models


class Basis(models.Model):
    """What every score is made from, as arrays (compressed ``.npz``), for one state of the data."""

    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=20)
    data = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "bases"

    def __str__(self) -> str:
        return f"{self.digest} by {self.method}"


class Opportunity(models.Model):
    """A project model in a territory of the finest level at the default weights.

    Empty scores are unknown, not zero. ``rank`` compares places for the model, ``place_rank``
    models in the place; both are empty where a condition excludes the model.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.CASCADE, related_name="opportunities")
    project_model = models.ForeignKey("bank.ProjectModel", on_delete=models.CASCADE, related_name="opportunities")
    need = models.FloatField(null=True)
    resources = models.FloatField(null=True)
    setting = models.FloatField(null=True)
    gate = models.FloatField()
    score = models.FloatField(null=True)
    place_rank = models.PositiveIntegerField(null=True)
    rank = models.PositiveIntegerField(null=True)
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    top_tenth = models.FloatField(null=True, help_text="Probability of the country's top tenth, 0 to 1")
    grade = models.CharField(max_length=1, blank=True)

    class Meta:
        ordering = ["territory_id", "place_rank", "project_model_id"]
        verbose_name_plural = "opportunities"
        constraints = [
            models.UniqueConstraint(fields=["territory", "project_model"], name="one_opportunity_per_place_and_model"),
            models.CheckConstraint(condition=models.Q(gate__gte=0, gate__lte=1), name="gate_between_0_and_1"),
        ]
        indexes = [models.Index(fields=["project_model", "rank"])]

    def __str__(self) -> str:
        return f"{self.project_model_id} in {self.territory_id}"


class Meaning(models.Model):
    """The passages that describe the models, with their vectors: what free text is matched with."""

    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.digest
