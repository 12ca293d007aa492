"""Gives each request an id that its log lines, journal entries and answer share."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from twiza.journal.context import set_request_id

logger = logging.getLogger("twiza.request")


class RequestIdMiddleware:
    """Outermost: what fails inside still carries the id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:16]
        set_request_id(request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        logger.info(
            "answered",
            extra={
                "method": request.method,
                "path": request.path[:200],
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                **_refused(request, response),
            },
        )
        return response


def _refused(request: HttpRequest, response: HttpResponse) -> dict[str, str]:
    """Who was refused; of whoever may open a page the log tells nothing."""
    if response.status_code != 403:
        return {}
    actor = getattr(getattr(request, "_cached_user", None), "actor", "")
    return {"actor": actor} if actor else {}
