"""The register of cooperatives: who is registered, where, for what; its members; loads of older registers."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from twiza.sealing.fields import SealedTextField
from twiza.territories.models import Territory


class Status(models.TextChoices):
    """What a registered body is today."""

    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    DISSOLVED = "dissolved", _("Dissolved")
    UNKNOWN = "unknown", _("Not known")


class Confirmation(models.TextChoices):
    """Whose word an entry rests on. What an authority entered, or loaded, needs no other word."""

    AUTHORITY = "authority", _("Confirmed by an authority")
    TOLD = "told", _("Told by the group, not yet confirmed by an authority")
    CONTESTED = "contested", _("Told by the group, contested by the authority")


class Import(models.Model):
    """One load of an existing register from a table; undone as a whole."""

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to be named")
        CHECKING = "checking", _("Being checked")
        PREVIEW = "preview", _("To be looked through")
        LOADING = "loading", _("Being loaded")
        DONE = "done", _("Loaded")
        UNDONE = "undone", _("Undone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.MAPPING)
    mapping = models.JSONField(default=dict)
    headers = models.JSONField(default=list, help_text="The words above the columns, as they stand in the file")
    counts = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(default=0, help_text="Lines of the present work that are done")
    trouble = models.TextField(blank=True, help_text="Why the last work stopped, in its author's language")
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file} {self.state}"

    @property
    def working(self) -> bool:
        """Whether the worker has it in hand."""
        return self.state in {self.State.CHECKING, self.State.LOADING}


class CooperativeQuerySet(models.QuerySet["Cooperative"]):
    """Words of the domain, chainable."""

    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def real(self) -> Self:
        """Without those that the demonstration made."""
        return self.filter(example=False)

    def within(self, territory: Territory) -> Self:
        """Those of *territory* and of all below it."""
        return self.filter(territory__path__startswith=territory.path)


class Cooperative(models.Model):
    """One registered cooperative or union."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField("accounts.Organisation", on_delete=models.PROTECT, related_name="cooperative")
    kind = models.CharField(max_length=20, default="cooperative")
    name_ar = models.CharField(max_length=200)
    name_latin = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, db_index=True, help_text="The name folded, for finding it twice")
    number = models.CharField(max_length=60, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey("bank.Sector", on_delete=models.PROTECT, related_name="+", null=True)
    project_model = models.ForeignKey("bank.ProjectModel", on_delete=models.PROTECT, related_name="+", null=True)
    activity = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    confirmation = models.CharField(
        max_length=20, choices=Confirmation.choices, default=Confirmation.AUTHORITY, help_text="Whose word it rests on"
    )
    objection = models.CharField(max_length=500, blank=True, help_text="Why the authority contests it")
    capital = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    share_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    members_count = models.PositiveIntegerField(null=True, blank=True)
    women_count = models.PositiveIntegerField(null=True, blank=True)
    products = models.JSONField(default=list)
    contacts = models.JSONField(default=dict, help_text="What it agreed to publish, and nothing else")
    example = models.BooleanField(default=False, help_text="Made by the demonstration")
    origin = models.CharField(max_length=80, help_text="dossier:…, import:… or by hand")
    imported_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="cooperatives", null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1, help_text="Counts the changes, so that none is overwritten unseen")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CooperativeQuerySet.as_manager()

    class Meta:
        ordering = ["name_ar", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number="") & models.Q(removed_at__isnull=True),
                name="one_cooperative_per_number",
            ),
            models.UniqueConstraint(
                fields=["origin"], condition=models.Q(origin__startswith="dossier:"), name="one_cooperative_per_dossier"
            ),
        ]

    def __str__(self) -> str:
        return self.name_ar

    @property
    def name(self) -> str:
        """The name as readers of Arabic letters, or of others, can read it."""
        return self.name_ar if get_language_bidi() else self.name_latin or self.name_ar

    @property
    def other_name(self) -> str:
        """The name in the other letters, where it has one."""
        other = self.name_latin if get_language_bidi() else self.name_ar
        return other if other != self.name else ""


class Member(models.Model):
    """A member of a cooperative, with shares. Seen by its manager and the authority alone."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=150)
    national_id = SealedTextField(blank=True, default="")
    shares = models.PositiveIntegerField(default=0)
    office = models.CharField(max_length=30, blank=True, help_text="president, treasurer …")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["cooperative_id", "id"]

    def __str__(self) -> str:
        return self.name


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """Words of the domain, chainable."""

    def undecided(self) -> Self:
        """Lines that may be double, of which nobody has said whether they are."""
        return self.filter(doubtful=True, wrong=False, decision="")


class ImportLine(models.Model):
    """One line of a table that is being loaded: what it says, what is wrong with it, what was decided, what it made."""

    class Decision(models.TextChoices):
        SAME = "same", _("The same: leave out this line")
        UPDATE = "update", _("The same: update the register from this line")
        DIFFERENT = "different", _("Another cooperative: add it")

    load = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="Of the line in the file, the first is 1")
    cells = models.JSONField(help_text="Texts as they stand in the file")
    reading = models.JSONField(default=dict, help_text="What was understood of them, by field")
    problems = models.JSONField(default=list, help_text="What is wrong: a key and what it speaks of")
    twins = models.JSONField(default=list, help_text="Cooperatives and lines that may be the same, with score and why")
    wrong = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False, help_text="Has twins, so that a person must decide")
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    cooperative = models.ForeignKey(Cooperative, on_delete=models.SET_NULL, related_name="+", null=True)
    before = models.JSONField(default=dict, help_text="What the cooperative was before an update")
    version = models.PositiveIntegerField(null=True, help_text="Of the cooperative right after the load")

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        ordering = ["load_id", "number"]
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="one_line_per_number")]

    def __str__(self) -> str:
        return f"line {self.number} of {self.load_id}"


class Edition(models.Model):
    """How often the register has changed: pages that were kept for one number are made anew for the next."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"edition {self.number}"
