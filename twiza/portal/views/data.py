"""Being written."""

from django.http import Http404, HttpRequest, HttpResponse


def data(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
    raise Http404


def catalogue(request: HttpRequest) -> HttpResponse:
    raise Http404
