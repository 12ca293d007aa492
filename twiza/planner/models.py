"""The plans of a project: what was assumed, and what follows from it."""

from __future__ import annotations

import uuid

from django.db import models


class Plan(models.Model):
    """One scenario of one project's plan. ``given`` is what the group or its advisor said; the rest is the model's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(max_length=80)
    main = models.BooleanField(default=False, help_text="The one that papers and pages show")
    inputs = models.JSONField(help_text="twiza.planner.schema.PlanSchema, whole")
    given = models.JSONField(default=list, help_text="Paths of what a person changed; the rest is the model's")
    scaled = models.JSONField(
        default=dict, blank=True, help_text="What scaling to the group's number put in place of what, to undo it"
    )
    result = models.JSONField(default=dict, help_text="The main figures as last computed")
    method = models.CharField(max_length=20, help_text="Version of twiza.calc.planning")
    data = models.CharField(max_length=80, help_text="Version of the country pack")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=100, help_text="An advisor changes what she made herself")
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["project_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_plan_per_name"),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(main=True), name="one_main_plan_per_project"
            ),
        ]

    def __str__(self) -> str:
        return self.name
