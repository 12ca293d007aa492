"""What no page wants to see in an address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

INTERFACE = "/api/"


class NoNullMiddleware:
    """Keeps U+0000 away from pages: nothing is named with it, and PostgreSQL fails on it where SQLite does not.

    In a path it names nothing (404); in a query it is dropped. The machine interface answers for itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(INTERFACE):
            if "\x00" in request.path_info:
                raise Http404
            asked = request.META.get("QUERY_STRING", "")
            if "%00" in asked or "\x00" in asked:
                request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\x00", "")
        return self.get_response(request)
