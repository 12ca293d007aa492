"""What is said about the outbox before an installation opens to the public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def messages_reach_somebody(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """Codes that nobody receives let nobody in."""
    lying = [name for name in ("email", settings.PHONE_CHANNEL) if settings.MESSAGE_CHANNELS[name]["way"] == "file"]
    if not lying:
        return []
    return [
        Warning(
            f"Messages by {' and '.join(lying)} become files: nobody receives a code that way.",
            hint="Set TWIZA_MAIL and TWIZA_SMS_URL (docs/operating.md, Messages).",
            id="twiza_messages.W001",
        )
    ]
