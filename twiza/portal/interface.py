"""What all operations of the machine interface have in common, whatever area they belong to."""

from __future__ import annotations

import copy
import functools
import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from pydantic import BaseModel

from twiza.packs import queries as packs
from twiza.portal import caching, docs, openapi, throttling
from twiza.portal.docs import Docs
from twiza.portal.throttling import Budget
from twiza.ui.machine import Refused
from twiza.ui.machine.problems import explain
from twiza.ui.trouble import trouble_of

logger = logging.getLogger("twiza.portal")
UNCHANGED = ("openapi-json", "openapi-view")
Answering = Callable[..., HttpResponseBase]


class Compact(JSONRenderer):
    """UTF-8 as it is: an Arabic letter takes two bytes, not six."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}


class Interface(NinjaAPI):
    """Routers of the areas with limits, tags, one shape of refusal, and an exact description."""

    def __init__(self, **options: Any) -> None:
        super().__init__(renderer=Compact(), docs=Docs(), **options)
        self._form = ""
        self._descriptions: dict[str, OpenAPISchema] = {}
        self.add_exception_handler(Refused, self._refuse)
        self.add_exception_handler(ValidationError, self._misfit)
        self.add_exception_handler(HttpError, self._unreadable)
        self.add_exception_handler(Http404, lambda request, _e: self._refuse(request, nowhere()))
        self.add_exception_handler(Exception, self._failed)

    def _refuse(self, request: HttpRequest, refused: Any) -> HttpResponse:
        return self.create_response(request, refused.body, status=refused.status)

    def _misfit(self, request: HttpRequest, error: Any) -> HttpResponse:
        return self._refuse(request, explain(error.errors))

    def _unreadable(self, request: HttpRequest, error: Any) -> HttpResponse:
        message = _("The body is not readable JSON.")
        return self._refuse(request, Refused(error.status_code, "unreadable", message))

    def _failed(self, request: HttpRequest, error: Any) -> HttpResponse:
        logger.exception("the interface failed to answer", exc_info=error)
        if trouble_of(error) is not None:
            message = _("The data cannot be reached now. Try again later.")
            return self._refuse(request, Refused(503, "unavailable", message))
        return self._refuse(request, Refused(500, "our_fault", _("Something broke on our side. Try again later.")))

    def _get_urls(self) -> list[Any]:
        patterns: list[Any] = [self._guarded(pattern) for pattern in super()._get_urls()]
        files = path("docs/<str:name>", docs.file, name="docs-file")
        return [files, *patterns, re_path(r"^[\s\S]*\Z", self.guard(self._nowhere))]

    def _guarded(self, pattern: Any) -> Any:
        if isinstance(pattern, URLPattern) and pattern.name not in UNCHANGED:
            pattern.callback = self.guard(self._front if pattern.name == "api-root" else pattern.callback)
        return pattern

    def _front(self, request: HttpRequest) -> HttpResponse:
        """What lies at the address itself."""
        told = {"name": self.title, "version": self.version, "docs": "docs", "openapi": "openapi.json"}
        return self.create_response(request, told, status=200)

    def _nowhere(self, request: HttpRequest, **_parts: Any) -> HttpResponse:
        return self._refuse(request, nowhere())

    def guard(self, view: Answering) -> Answering:
        """*view* within limits, with tags, and with refusals of one shape."""

        @functools.wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
            budget = throttling.spend(request)
            if request.method == "HEAD":  # as GET; the server leaves the body out
                request.method = "GET"
            try:
                response = self._answer(request, budget, lambda: view(request, **parts))
            except Exception as error:  # whatever it is, programs get the shape that they know
                response = self._failed(request, error)
            for name, value in budget.headers.items():
                response[name] = value
            if caching.OF_SOMEBODY not in request.path:  # what is for somebody alone is for our own pages alone
                response["Access-Control-Allow-Origin"] = "*"
            return response

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return guarded

    def _answer(self, request: HttpRequest, budget: Budget, make: Callable[[], HttpResponseBase]) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return self._refuse(request, in_the_clear())
        if budget.spent:
            return self._refuse(request, too_many(budget))
        if caching.state() is None:
            return self._refuse(request, Refused(503, "no_country", _("No country is loaded here yet.")))

        def made() -> HttpResponse:
            response = make()
            if response.status_code == 405:
                return self._not_allowed(request, response["Allow"])
            return response  # type: ignore[return-value]

        return caching.answer(request, self.form(), made)

    def _not_allowed(self, request: HttpRequest, allowed: str) -> HttpResponse:
        told = ", ".join(sorted({*allowed.split(", "), *(["HEAD"] if "GET" in allowed else [])}))
        message = _("Only %(methods)s is possible here: this interface reads, it does not write.") % {"methods": told}
        response = self._refuse(request, Refused(405, "method_not_allowed", message))
        response["Allow"] = told
        return response

    def form(self) -> str:
        """Digest of the description, its examples left out: another form of answers has other tags."""
        if not self._form:
            self._form = hashlib.sha256(json.dumps(self._described(), sort_keys=True).encode()).hexdigest()
        return self._form

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of its function: every one is unique."""
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description of the interface, exact in what it takes, answers and refuses."""

        def made() -> OpenAPISchema:
            return openapi.completed(copy.deepcopy(self._described(**options)))

        return packs.remember(f"description of the interface {options}", made)

    def _described(self, **options: Any) -> OpenAPISchema:
        """What the framework says of the code: the same for as long as the process lives, and long to find out."""
        key = repr(sorted(options.items()))
        if key not in self._descriptions:
            self._descriptions[key] = super().get_openapi_schema(**options)
        return self._descriptions[key]


def known_parameters(run: Answering) -> Answering:
    """An operation that refuses (400) parameters of the query that it does not take, or takes once only."""
    operation = run.__self__  # type: ignore[attr-defined]
    refuse: Callable[[HttpRequest, Refused], HttpResponseBase] = operation.api.on_exception
    taken = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", model.model_fields)
    }

    @functools.wraps(run)
    def checked(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        for name, values in request.GET.lists():
            if name not in taken:
                shown = "".join(letter for letter in name[:40] if letter.isprintable())
                told = {"name": shown, "taken": ", ".join(sorted(taken)) or "—"}
                message = _("%(name)s is no parameter of this address. It takes: %(taken)s.") % told
                return refuse(request, Refused(400, "unknown_parameter", message, field=shown))
            if len(values) > 1:
                message = _("%(name)s is given more than once.") % {"name": name}
                return refuse(request, Refused(400, "repeated_parameter", message, field=name))
        return run(request, **parts)

    return checked


def written(view: Callable[..., Any]) -> Callable[..., Any]:
    """An operation whose answer is written as JSON by pydantic itself, several times faster than by way of a dict."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *parts: Any, **named: Any) -> Any:
        told = view(request, *parts, **named)
        if not isinstance(told, BaseModel):
            return told
        return HttpResponse(told.model_dump_json(by_alias=True), content_type="application/json; charset=utf-8")

    return answered


def nowhere() -> Refused:
    """404 for an address that nothing lives at."""
    return Refused(404, "no_such_address", _("Nothing lives at this address: see the documentation at /api/v1/docs."))


def in_the_clear() -> Refused:
    """403 for a question by plain HTTP: nothing is answered that way, and nobody is led elsewhere unseen."""
    return Refused(403, "https_only", _("This interface answers over HTTPS alone. Write https:// in place of http://."))


def too_many(budget: Budget) -> Refused:
    """429 for an address that asks too fast."""
    message = ngettext(
        "Too many questions: %(limit)s a minute are possible. Go on in %(seconds)s second.",
        "Too many questions: %(limit)s a minute are possible. Go on in %(seconds)s seconds.",
        budget.seconds,
    )
    return Refused(429, "too_many_requests", message % {"limit": budget.limit, "seconds": budget.seconds})
