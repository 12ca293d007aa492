"""Pages for when something is wrong: what happened and what to do next, in the reader's language."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils import translation

from twiza.ui import typed
from twiza.ui.trouble import Trouble, trouble_of

logger = logging.getLogger("twiza.ui")
PAGES = {
    400: "ui/errors/400.html",
    403: "ui/errors/403.html",
    404: "ui/errors/404.html",
    500: "ui/errors/500.html",
    503: "ui/errors/503.html",
}
RETRY = 120
"""Seconds after which it is worth trying again; a disk is not emptied faster."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form could not be read."""
    return _framed(request, 400, standalone=True)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not see this."""
    return _framed(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives at this address."""
    return _framed(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither database, nor session, nor a valid host. 503 where nothing can be kept now."""
    trouble = trouble_of(sys.exc_info()[1])  # Django asks for this page while it handles the error
    return _framed(request, 500, standalone=True) if trouble is None else unavailable(request, trouble)


def unavailable(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """503: a full disk, or a database that does not write. What was typed stands on the page, to be sent again."""
    away = trouble == Trouble.AWAY
    answer = _framed(request, 503, standalone=away, more={"away": away, **_sent(request)})
    answer["Retry-After"] = str(RETRY)
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What came with the request, as far as it could be read."""
    sent = request.method not in {"GET", "HEAD", "OPTIONS"}
    try:
        fields, had_files = (typed.fields_of(request), bool(request.FILES)) if sent else ([], False)
    except Exception:  # the upload itself could not be written down
        fields, had_files = [], True
    return {
        "sent": sent,
        "address": request.get_full_path(),
        "fields": fields,
        "shown": typed.recognisable(fields),
        "had_files": had_files,
    }


def _framed(
    request: HttpRequest, status: int, *, standalone: bool = False, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page in the frame of the site, or alone where even that frame may be broken."""
    language = language_of(request)
    template = loader.get_template(PAGES[status])
    home, more = f"/{language}/", more or {}
    with translation.override(language):
        if not standalone:
            try:
                return _answer(
                    template.render({"frame": "ui/base.html", "home": home, **more}, request), status, language
                )
            except Exception:
                logger.exception("an error page could not be framed")
        alone: dict[str, Any] = {
            "frame": "ui/errors/frame.html",
            "home": home,
            "static_url": settings.STATIC_URL,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "csrf_token": get_token(request) if more.get("fields") else "",
            **more,
        }
        return _answer(template.render(alone), status, language)


def _answer(text: str, status: int, language: str) -> HttpResponse:
    answer = HttpResponse(text, status=status)
    answer["Content-Language"] = language
    return answer


def language_of(request: HttpRequest) -> str:
    """The language of the address, or the default."""
    first = request.path_info.lstrip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
