"""Keeps public pages as long as the same pack is in force: most visitors ask for the same ones.

Only answers to people who are nobody in particular are kept: they hold nothing of anybody, and no
token. A cookie tells that one may be somebody, but for two that every visitor of the first page has.
They are kept compressed, so that a thousand pages weigh what fifty would, and serving one costs
no template, no compression and a single query.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from twiza.packs import queries

Key = tuple[str, ...]
View = Callable[..., HttpResponse]

MOST_KEPT = 400
HEAVIEST_KEPT = 12_000_000
"""Bytes of all kept pages together, compressed."""
LONGEST_ADDRESS = 300
FRESH_SECONDS = 60
OF_NOBODY = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})


@dataclass(frozen=True)
class Kept:
    """One page as it was answered, compressed."""

    etag: str
    content_type: str
    compressed: bytes


_pages: OrderedDict[Key, Kept] = OrderedDict()


def kept_while_in_force(view: View) -> View:
    """Let *view* answer once for each address, day and pack; cookies make a request personal.

    For views whose page follows from the address and the pack alone, without a form's token.
    """
    return kept_while(lambda: "")(view)


def kept_while(edition: Callable[[], object]) -> Callable[[View], View]:
    """As :func:`kept_while_in_force`, for a page that also shows what people change meanwhile.

    ``edition()`` names the state of that, by one small query of the database: what one process changed
    is seen by all of them at once, and no process must tell another to forget.
    """
    return lambda view: _keeper(view, edition)


def _keeper(view: View, edition: Callable[[], object]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request, edition)
        if key is None:
            return view(request, *args, **kwargs)
        page = _pages.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies or response.streaming or _gave_token(request):
                return response
            page = _keep(key, response)
        else:
            with suppress(KeyError):  # another thread may have dropped it
                _pages.move_to_end(key)
        return _serve(request, page)

    return answer


def _gave_token(request: HttpRequest) -> bool:
    """Whether a form's token was asked for while the page was made."""
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _key(request: HttpRequest, edition: Callable[[], object]) -> Key | None:
    """What the answer depends on; nothing for a request that must be answered for itself."""
    address = request.get_full_path()
    if (
        request.method != "GET"
        or not OF_NOBODY.issuperset(request.COOKIES)
        or request.headers.get("HX-Request")
        or len(address) > LONGEST_ADDRESS
    ):
        return None
    load = queries.in_force()
    if load is None:
        return None
    state = f"{load[0]} {load[1]} {edition()}"
    return state, timezone.localdate().isoformat(), request.scheme or "", request.get_host(), address


def _keep(key: Key, response: HttpResponse) -> Kept:
    etag = f'W/"{hashlib.sha256(repr(key).encode() + response.content).hexdigest()[:32]}"'
    page = Kept(etag, response["Content-Type"], gzip.compress(response.content, compresslevel=6, mtime=0))
    _pages[key] = page
    while len(_pages) > MOST_KEPT or sum(len(one.compressed) for one in list(_pages.values())) > HEAVIEST_KEPT:
        _pages.popitem(last=False)
    return page


def _serve(request: HttpRequest, page: Kept) -> HttpResponse:
    response: HttpResponse
    if page.etag in {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.compressed, content_type=page.content_type)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.compressed), content_type=page.content_type)
    response["ETag"] = page.etag
    response["Cache-Control"] = f"max-age={FRESH_SECONDS}"
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


def forget(**_: Any) -> None:
    """Drop every kept page."""
    _pages.clear()
