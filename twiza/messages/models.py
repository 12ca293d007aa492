"""The outbox: every message that leaves, from the moment the cause is saved until it is delivered."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.sealing.fields import SealedTextField


class Channel(models.TextChoices):
    """By which way a message goes."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WHATSAPP = "whatsapp", "WhatsApp"


class State(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", pgettext_lazy("message", "Given up")
    UNCERTAIN = "uncertain", _("Perhaps sent")


class Message(models.Model):
    """One message to one address. ``once`` makes the same cause send it once alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(max_length=120, unique=True, help_text="What it is sent for; a second one is not made")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    to = SealedTextField()
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=60, help_text="Why it is sent, e.g. sign-in.code")
    subject = models.CharField(max_length=200, blank=True)
    body = SealedTextField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | (~models.Q(state="sent")),
                name="sent_message_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
