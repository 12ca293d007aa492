"""Which way a channel takes on this installation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from twiza.messages.channels.base import Way
from twiza.messages.channels.file import FileWay
from twiza.messages.channels.gateway import GatewayWay
from twiza.messages.channels.mail import MailWay
from twiza.messages.models import Channel

_WAYS: dict[str, Callable[..., Way]] = {"file": FileWay, "mail": MailWay, "gateway": GatewayWay}


def way_of(channel: str) -> Way:
    """The way that settings give to *channel*; a file where they say nothing.

    :raises ImproperlyConfigured: settings name a way that there is not.
    """
    wanted: Mapping[str, Any] = settings.MESSAGE_CHANNELS.get(channel, {"way": "file"})
    options = {name: value for name, value in wanted.items() if name != "way"}
    if wanted["way"] not in _WAYS:
        raise ImproperlyConfigured(f"MESSAGE_CHANNELS: there is no way {wanted['way']!r}")
    return _WAYS[wanted["way"]](**options)


def phone_channel() -> Channel:
    """The channel by which a phone number is written to."""
    return Channel(settings.PHONE_CHANNEL)


def leaves_this_machine() -> bool:
    """Whether any channel reaches people outside; otherwise all messages lie in files."""
    return any(one["way"] != "file" for one in settings.MESSAGE_CHANNELS.values())
