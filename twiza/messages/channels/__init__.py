"""The ways by which messages leave. Each says whether it may be asked twice for the same message."""

from twiza.messages.channels.base import NotSent, Outgoing, Refused, Unsure, Way
from twiza.messages.channels.choice import phone_channel, way_of

__all__ = ["NotSent", "Outgoing", "Refused", "Unsure", "Way", "phone_channel", "way_of"]
