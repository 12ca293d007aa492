"""The page that explains the machine interface and lets one try it: Swagger UI, served by us.

Its files come with django-ninja (Apache-2.0). They are not gathered with the site's own static
files: with their maps they weigh 24 MB, and compressing them would delay every first start.
"""

from __future__ import annotations

import functools
import gzip
from pathlib import Path
from typing import Any

import ninja
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja.openapi.docs import DocsBase

FILES = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui-init.js": "text/javascript; charset=utf-8",
}
FOLDER = Path(ninja.__file__).parent / "static" / "ninja"
KEPT = "public, max-age=86400"


class Docs(DocsBase):
    """Nothing of it asks another site: no validator, no script from elsewhere."""

    def render_page(self, request: HttpRequest, api: Any, **parts: Any) -> HttpResponse:
        """The page; its settings stand in it as data, not as script."""
        settings = {
            "url": self.get_openapi_url(api, parts),
            "layout": "BaseLayout",
            "deepLinking": True,
            "validatorUrl": None,
            "defaultModelsExpandDepth": 0,
        }
        context = {"settings": settings, "files": reverse(f"{api.urls_namespace}:openapi-view")}
        return render(request, "portal/api_docs.html", context)


def file(request: HttpRequest, name: str) -> HttpResponse:
    """One of the three files of the page."""
    if name not in FILES:
        raise Http404
    response = HttpResponse(content_type=FILES[name])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = _compressed(name)
        response["Content-Encoding"] = "gzip"
    else:
        response.content = (FOLDER / name).read_bytes()
    response["Cache-Control"], response["Vary"] = KEPT, "Accept-Encoding"
    return response


@functools.cache
def _compressed(name: str) -> bytes:
    return gzip.compress((FOLDER / name).read_bytes(), compresslevel=6, mtime=0)
