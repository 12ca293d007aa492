"""The index: what can be found, and the terms that lead to it."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """Something that can be found: a territory, a project model."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    titles = models.JSONField(help_text="Title in each language")
    names = models.JSONField(default=list, help_text="Every name it goes by")
    weight = models.FloatField(default=0, help_text="Breaks ties: more is nearer the top")
    data = models.JSONField(default=dict, help_text="What a list of results shows beside the title")

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_document_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Posting(models.Model):
    """One term that leads to a document. ``field`` says how: see ``Field``."""

    class Field(models.TextChoices):
        WORD = "w", "a word of a name"
        WHOLE = "j", "a whole name, its words joined"
        SOUND = "s", "the consonants of a word or a whole name"
        TEXT = "t", "a stem of its description"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="postings")
    kind = models.CharField(max_length=30)
    term = models.CharField(max_length=120)
    field = models.CharField(max_length=1, choices=Field.choices)

    class Meta:
        ordering = ["term", "document_id"]
        indexes = [models.Index(fields=["kind", "term", "field", "document"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(field__in=["w", "j", "s", "t"]), name="posting_field_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.document_id}"


class Edition(models.Model):
    """The state of one kind's index; a process that holds an older lexicon reads it anew."""

    kind = models.CharField(max_length=30, unique=True)
    number = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)
    noise = models.JSONField(default=list, help_text="Folded words that name the kind itself, never ranked")

    class Meta:
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
