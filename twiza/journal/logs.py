"""Structured logs: one JSON object a line, with the request's id."""

from __future__ import annotations

import datetime
import json
import logging
import re

from twiza.journal.context import current_request_id

FIELDS = ("method", "path", "status", "ms", "country", "counts", "actor", "way")
_SECRET = re.compile(r"(?<=/)([0-9a-f]{4})[0-9a-f]{36}(?![0-9a-f])")
"""What opens a door to whoever knows it, in the address of an invitation (40 hex digits)."""


def masked(text: str) -> str:
    """*text* with the secrets of addresses cut down to what tells two of them apart.

    >>> masked("/ar/projects/join/" + "0123456789" * 4 + "/")
    '/ar/projects/join/0123…/'
    """
    return _SECRET.sub(r"\1…", text)


class RequestIdFilter(logging.Filter):
    """Adds ``request_id`` to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, request id and the known extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            "request_id": getattr(record, "request_id", ""),
            **{name: _shown(getattr(record, name)) for name in FIELDS if hasattr(record, name)},
        }
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _shown(value: object) -> object:
    return masked(value) if isinstance(value, str) else value
