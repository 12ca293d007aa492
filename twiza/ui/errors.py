"""Pages for when something is wrong: what happened and what to do next, in the reader's language."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

logger = logging.getLogger("twiza.ui")
PAGES = {
    400: "ui/errors/400.html",
    403: "ui/errors/403.html",
    404: "ui/errors/404.html",
    500: "ui/errors/500.html",
}


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
    """500: our fault. Needs neither database, nor session, nor a valid host."""
    return _framed(request, 500, standalone=True)


def _framed(request: HttpRequest, status: int, *, standalone: bool = False) -> HttpResponse:
    """The page in the frame of the site, or alone where even that frame may be broken."""
    language = language_of(request)
    template = loader.get_template(PAGES[status])
    home = f"/{language}/"
    with translation.override(language):
        if not standalone:
            try:
                return _answer(template.render({"frame": "ui/base.html", "home": home}, request), status, language)
            except Exception:
                logger.exception("an error page could not be framed")
        alone: dict[str, Any] = {
            "frame": "ui/errors/frame.html",
            "home": home,
            "static_url": settings.STATIC_URL,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
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
