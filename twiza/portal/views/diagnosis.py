"""The territorial diagnosis of a place, as PDF."""

from __future__ import annotations

import hashlib
import re
from typing import cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twiza.portal.diagnosis import Edition, issue
from twiza.territories.models import Territory

FRESH_SECONDS = 60
_UNSAFE = re.compile(r"[^\w.'’ -]+")
"""What the name of a file had better not hold on some system."""


@require_safe
@csp_update({"object-src": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
def diagnosis(request: HttpRequest, code: str) -> HttpResponse:
    """Two to four pages about one territory of any level, shown in the browser under a readable name."""
    place = get_object_or_404(Territory.objects.current(), code=code)
    edition = Edition.of(
        place,
        get_language() or "ar",
        page=request.build_absolute_uri(reverse("portal:territory", args=[place.code])),
        data_page=request.build_absolute_uri(reverse("portal:data")),
        day=timezone.localdate(),
    )
    paper = issue(place, edition)
    response = HttpResponse(paper, content_type="application/pdf")
    name = _UNSAFE.sub(" ", f"{_('Territorial diagnosis')} {place.name} {place.code}")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = f"max-age={FRESH_SECONDS}"
    etag = quote_etag(hashlib.sha256(paper).hexdigest()[:32])
    response["ETag"] = etag
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
