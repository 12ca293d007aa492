"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def model(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
    raise Http404
