"""Which request the present work belongs to."""

from __future__ import annotations

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of the request being answered, or an empty text outside one."""
    return _request_id.get()


def set_request_id(request_id: str) -> None:
    """Name the request that the present work belongs to."""
    _request_id.set(request_id)
