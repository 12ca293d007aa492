"""Pages that are kept for everybody hold no token: that a request comes from one of ours is told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def from_our_own_pages(view: View) -> View:
    """Take a POST without a token, but only from a page of this very site; anything else is refused (403).

    Every browser since 2023 says by ``Sec-Fetch-Site`` where a request comes from, and no page can
    change what it says; ``Origin`` and ``Referer`` tell it for the older ones. Without any of them
    the request is refused: nobody would know whose page it was.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_ours(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent *request*, by the strictest thing that the browser says."""
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        return told == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    sent = urlsplit(origin)
    return bool(sent.netloc) and (sent.scheme, sent.netloc) == (request.scheme, request.get_host())
