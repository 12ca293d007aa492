"""The territorial diagnosis of a place, as PDF."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twiza.portal.diagnosis import Edition, issue
from twiza.territories.models import Territory


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
    response = HttpResponse(issue(place, edition), content_type="application/pdf")
    name = _("Territorial diagnosis of %(place)s") % {"place": place.name}
    response["Content-Disposition"] = content_disposition_header(False, f"{name} {place.code}.pdf") or "inline"
    response["X-Robots-Tag"] = "noindex"
    return response
