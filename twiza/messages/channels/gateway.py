"""Text messages and WhatsApp through any gateway that takes JSON over HTTPS."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from twiza.messages.channels.base import NotSent, Outgoing, Refused, Unsure

_ANSWER_READ = 2_000
_LATER = {408, 425, 429, 503}
_PLACES = re.compile(r"\{[a-z]+\}")


class GatewayWay:
    """One POST a message. ``fields`` is the JSON that the gateway wants, with the places ``{to}``, ``{text}``,
    ``{subject}``, ``{language}`` and ``{id}`` in its texts. No redirect is followed: a token would go with it.
    """

    def __init__(
        self, *, url: str, token: str = "", scheme: str = "Bearer", fields: Any = None, idempotent: bool = False
    ) -> None:
        self.address = urlsplit(url)
        self.headers = {"Authorization": f"{scheme} {token}".strip()} if token else {}
        self.fields = fields if fields is not None else {"to": "{to}", "text": "{text}"}
        self.idempotent = idempotent

    def deliver(self, message: Outgoing) -> None:
        places = {
            "{to}": message.to, "{text}": message.body, "{subject}": message.subject,
            "{language}": message.language, "{id}": message.id,
        }  # fmt: skip
        status = self._post(json.dumps(_filled(self.fields, places)).encode(), message.id)
        if 200 <= status < 300:
            return
        if status in _LATER:
            raise NotSent(f"the gateway asks to wait ({status})")
        if status >= 500:
            raise Unsure(f"the gateway failed ({status})")
        raise Refused(f"the gateway refused it ({status})")

    def _post(self, body: bytes, message_id: str) -> int:
        connection = http.client.HTTPSConnection(
            self.address.hostname or "", self.address.port, timeout=settings.MESSAGE_TIMEOUT
        )
        path = self.address.path or "/"
        target = f"{path}?{self.address.query}" if self.address.query else path
        headers = {
            "Content-Type": "application/json", "Accept": "application/json",
            "Idempotency-Key": message_id, **self.headers,
        }  # fmt: skip
        try:
            try:
                connection.connect()
            except OSError as error:
                raise NotSent(f"the gateway was not reached: {type(error).__name__}") from error
            try:
                connection.request("POST", target, body=body, headers=headers)
                answer = connection.getresponse()
                answer.read(_ANSWER_READ)
                return answer.status
            except (OSError, http.client.HTTPException) as error:
                raise Unsure(f"the line to the gateway broke: {type(error).__name__}") from error
        finally:
            connection.close()


def _filled(shape: Any, places: Mapping[str, str]) -> Any:
    """*shape* with each place in its texts filled, at whatever depth; what is filled in is not looked at again."""
    if isinstance(shape, dict):
        return {name: _filled(one, places) for name, one in shape.items()}
    if isinstance(shape, list):
        return [_filled(one, places) for one in shape]
    if isinstance(shape, str):
        return _PLACES.sub(lambda found: places.get(found.group(), found.group()), shape)
    return shape
