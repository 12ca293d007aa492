"""The law's way of one project: its version of the law, answers, steps, signatures, assembly, filings, defects."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from twiza.papers.reasons import in_words


class LawVersion(models.Model):
    """All law parts of the pack as they were together; a dossier stays on the one it began with."""

    digest = models.CharField(max_length=64, unique=True)
    pack_version = models.CharField(max_length=30)
    content = models.JSONField(help_text="Items by part, in the pack's order")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pack_version} {self.digest[:8]}"


class State(models.TextChoices):
    """Where a dossier stands."""

    PREPARING = "preparing", _("Being prepared")
    FILED = "filed", _("Filed")
    RETURNED = "returned", _("Returned with defects")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Words for choosing dossiers."""

    def with_law(self, *more: str) -> DossierQuerySet:
        """With the version of the law that each stays on, not its long content, which a process reads once."""
        return self.select_related("law", *more).defer("law__content")


class Dossier(models.Model):
    """The founding file of one project. Name, founders and shares are the project's; the rest is in ``answers``."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.OneToOneField("projects.Project", on_delete=models.PROTECT, related_name="dossier")
    law = models.ForeignKey(LawVersion, on_delete=models.PROTECT, related_name="dossiers")
    state = models.CharField(max_length=20, choices=State.choices, default=State.PREPARING)
    answers = models.JSONField(default=dict, help_text="Field of the dataset → answer of the interview")
    answered = models.JSONField(default=dict, help_text="Field → version of the dossier when its answer last changed")
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.CharField(max_length=100)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="dossier_state_is_known")]

    def __str__(self) -> str:
        return f"dossier of {self.project}"

    @property
    def key(self) -> str:
        """What the journal and papers call it."""
        return str(self.public_id)


class StepDone(models.Model):
    """A step that was done, because something happened or because the group said so; with its proof."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps_done")
    step = models.CharField(max_length=80)
    on = models.DateField()
    reference = models.CharField(max_length=120, blank=True, help_text="Number of the receipt")
    proof = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    paid = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    said_by = models.CharField(max_length=100)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "step"], name="one_end_per_step")]

    def __str__(self) -> str:
        return self.step


class Signature(models.Model):
    """One founder's signature under one version of one paper; valid until what she signed changes."""

    class How(models.TextChoices):
        DRAWN = "drawn", _("Drawn on a screen after a code")
        PAPER = "paper", _("On paper")
        THUMBPRINT = "thumbprint", _("Thumbprint before two witnesses")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="signatures")
    founder = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="signatures")
    how = models.CharField(max_length=20, choices=How.choices)
    image = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    witnesses = models.JSONField(default=list, help_text="Name, and sealed number, of each witness")
    code_at = models.DateTimeField(null=True, blank=True, help_text="When the one-time code was proved")
    at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=100)
    void_at = models.DateTimeField(null=True, blank=True)
    void_because = models.JSONField(default=list)

    class Meta:
        ordering = ["paper_id", "founder_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "founder"], condition=Q(void_at__isnull=True), name="one_valid_signature"
            ),
            models.CheckConstraint(
                condition=~Q(how="drawn") | Q(code_at__isnull=False), name="drawn_signature_has_its_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.founder} under {self.paper}"

    @property
    def why(self) -> str:
        """Why it no longer counts, in words."""
        return translate(", ").join(in_words(self.void_because))


class Assembly(models.Model):
    """The constitutive assembly. A second one, where the first had no quorum, is another row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="assemblies")
    call = models.PositiveSmallIntegerField(default=1, help_text="First or second convocation")
    convoked_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(help_text="Day and hour")
    place = models.CharField(max_length=200)
    agenda = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    quorum_met = models.BooleanField(null=True)
    chair = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    secretary = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"assembly {self.call} of {self.dossier}"


class Presence(models.Model):
    """A founder at the assembly, herself or by another who holds her word."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="presences")
    founder = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="+")
    represented_by = models.ForeignKey(
        "projects.Founder", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["assembly_id", "founder_id"]
        constraints = [models.UniqueConstraint(fields=["assembly", "founder"], name="present_once")]

    def __str__(self) -> str:
        return str(self.founder)


class Resolution(models.Model):
    """What the assembly decided, one person one voice."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="resolutions")
    kind = models.CharField(max_length=40, help_text="statutes, board, valuation, other")
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)
    elected = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    office = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["assembly_id", "position", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Filing(models.Model):
    """One time the dossier was handed in. What was handed in is kept as it was."""

    class Way(models.TextChoices):
        DESK = "desk", _("To the officer's desk, here")
        PAPER = "paper", _("On paper, at the counter")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="filings")
    round = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=Way.choices)
    content = models.JSONField(help_text="The dataset and the codes and hashes of the papers, as filed")
    receipt_number = models.CharField(max_length=80, blank=True)
    receipt = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=100)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=100, blank=True)
    decision = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            ("returned", _("Returned with defects")),
            ("accepted", _("Accepted")),
            ("refused", _("Refused")),
            ("withdrawn", _("Withdrawn by the group")),
        ],
    )
    number = models.CharField(max_length=60, blank=True, help_text="Registration number, if accepted")
    told_by_group = models.BooleanField(default=False, help_text="The group wrote down an answer that it got on paper")
    answer = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    words = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["dossier_id", "round"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "round"], name="one_filing_per_round"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="", decision="")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(decision="")),
                name="decision_is_whole",
            ),
            models.CheckConstraint(condition=~Q(decision="accepted") | ~Q(number=""), name="accepted_with_a_number"),
        ]

    def __str__(self) -> str:
        return f"filing {self.round} of {self.dossier}"


class Defect(models.Model):
    """One thing that an officer wants mended, tied to a field or a paper."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="defects")
    field = models.CharField(max_length=80, help_text="Field of the dataset, or paper:KEY")
    founder = models.ForeignKey("projects.Founder", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    text = models.CharField(max_length=500)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["filing_id", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class ClockMark(models.Model):
    """The law's clock of an authority: started, stopped, started again, ended. Rows are only added."""

    class Sign(models.TextChoices):
        START = "start", _("started")
        STOP = "stop", _("stopped")
        END = "end", _("ended")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="clock")
    step = models.CharField(max_length=80)
    sign = models.CharField(max_length=10, choices=Sign.choices)
    at = models.DateTimeField()
    because = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.step} {self.sign}"
