"""A founders' group and its idea: people, shares, contributions, tasks, notes, files."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from twiza.sealing.fields import SealedTextField


class Stage(models.TextChoices):
    """How far a group has come."""

    IDEA = "idea", _("An idea")
    GROUP = "group", _("A group")
    FOUNDING = "founding", _("Being founded")
    FILED = "filed", _("Filed")
    REGISTERED = "registered", _("Registered")
    LEFT = "left", _("Given up")


class ProjectQuerySet(models.QuerySet["Project"]):
    """Words of the domain, chainable."""

    def of_user(self, user_id: int) -> Self:
        """Projects in which this person is a founder today."""
        return self.filter(founders__user_id=user_id, founders__left_at__isnull=True).distinct()

    def of_visitor(self, key: str) -> Self:
        """Projects that a visitor without account made, by the fingerprint of her session's key."""
        return self.filter(visitor=key)

    def below(self, path: str) -> Self:
        """Projects in the territory of *path* and all below it."""
        return self.filter(territory__path__startswith=path)


class Project(models.Model):
    """What one group wants to found. ``version`` grows with each change, so that two editors notice each other."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, help_text="What the group calls it until it has a legal name")
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey("bank.ProjectModel", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sector = models.ForeignKey("bank.Sector", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    idea = models.TextField(blank=True, max_length=4000)
    snapshot = models.JSONField(
        default=dict, help_text="Score, reasons, assumptions and their sources as they were the day it began"
    )
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.IDEA)
    share_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    visitor = models.CharField(max_length=64, blank=True, db_index=True)
    example = models.BooleanField(default=False, help_text="Made by the demonstration")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=100)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="project_stage_is_known"),
            models.CheckConstraint(
                condition=Q(share_value__isnull=True) | Q(share_value__gt=0), name="share_value_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What the journal, files and papers call it."""
        return str(self.public_id)

    @property
    def capital(self) -> Decimal | None:
        """Shares of the present founders times the value of a share; nothing while no value is set."""
        if self.share_value is None:
            return None
        shares = self.founders.filter(left_at__isnull=True).aggregate(all=Sum("shares"))["all"] or 0
        return self.share_value * shares


class Office(models.TextChoices):
    """What a founder is for the group."""

    PRESIDENT = "president", _("President")
    TREASURER = "treasurer", _("Treasurer")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")


class FounderQuerySet(models.QuerySet["Founder"]):
    """Words of the domain, chainable."""

    def present(self) -> Self:
        return self.filter(left_at__isnull=True)


class Founder(models.Model):
    """One person of the group, with an account or without. What papers ask of her is sealed or hers to see."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="founders")
    user = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, related_name="founderships", null=True)
    name = models.CharField(max_length=150)
    name_latin = models.CharField(max_length=150, blank=True)
    gender = models.CharField(max_length=1, blank=True, choices=[("f", _("Woman")), ("m", _("Man"))])
    born_on = models.DateField(null=True, blank=True)
    national_id = SealedTextField(blank=True, default="")
    national_id_print = models.CharField(max_length=64, blank=True, db_index=True)
    address = SealedTextField(blank=True, default="")
    profession = models.CharField(max_length=120, blank=True)
    phone = SealedTextField(blank=True, default="")
    phone_print = models.CharField(max_length=64, blank=True, db_index=True)
    office = models.CharField(max_length=20, choices=Office.choices, default=Office.MEMBER)
    edits = models.BooleanField(default=True, help_text="May change what the group shares")
    shares = models.PositiveIntegerField(default=0)
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    consent_how = models.CharField(max_length=20, blank=True, help_text="self, spoken or paper")
    consent_by = models.CharField(max_length=100, blank=True, help_text="Who recorded it")
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FounderQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"], condition=Q(left_at__isnull=True), name="one_founder_per_person"
            ),
            models.CheckConstraint(
                condition=Q(consent_at__isnull=True, consent_version="", consent_how="")
                | (Q(consent_at__isnull=False) & ~Q(consent_version="") & ~Q(consent_how="")),
                name="consent_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link, a QR or a message by which somebody joins. Its secret is kept as a hash alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    founder = models.ForeignKey(
        Founder, on_delete=models.CASCADE, related_name="invitations", null=True, help_text="The place it is for"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"invitation to {self.project}"


class Contribution(models.Model):
    """What a founder brings beside shares, or pays them with: money, or a thing with its value."""

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        KIND = "kind", _("In kind")
        WORK = "work", _("Work")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    founder = models.ForeignKey(Founder, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    for_shares = models.BooleanField(default=True, help_text="Pays shares; otherwise given or lent beside them")
    text = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    valued_by = models.CharField(max_length=150, blank=True, help_text="Who put the value on a thing")
    due_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(value__gt=0), name="contribution_has_a_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Task(models.Model):
    """Something to do until a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=200)
    who = models.ForeignKey(Founder, on_delete=models.SET_NULL, related_name="tasks", null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["done_at", "due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="done_task_has_its_author",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Note(models.Model):
    """What the group wants to remember."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """A file of the group."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120, blank=True)
    added_by = models.CharField(max_length=100)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label or self.file.name


class Once(models.Model):
    """Something that was asked for twice and is made once: a double click, a request that a phone sent again."""

    key = models.CharField(max_length=64, unique=True)
    thing = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "once"

    def __str__(self) -> str:
        return self.key


class Difference(models.Model):
    """That somebody looked at two founders who seem to be one person, and said that they are two."""

    one = models.ForeignKey(Founder, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Founder, on_delete=models.CASCADE, related_name="+")
    said_by = models.CharField(max_length=100)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_difference_per_pair")]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
