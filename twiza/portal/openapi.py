"""The description of the machine interface (OpenAPI): what the framework leaves out of it."""

from __future__ import annotations

from typing import Any

from ninja.openapi.schema import OpenAPISchema

MEANINGS = {
    200: "The answer.",
    304: "Unchanged since the answer whose ETag If-None-Match names.",
    400: "A parameter that does not exist or is given twice, or a body that is not JSON.",
    404: "The territory, indicator, model, level or year does not exist here.",
    405: "The interface reads, it does not write.",
    422: "A value does not fit; `error.field` names it.",
    429: "Too many questions in this minute; Retry-After says when to go on.",
    503: "No country is loaded yet.",
}
LIMITS = {
    "X-RateLimit-Limit": "Questions possible in a minute",
    "X-RateLimit-Remaining": "Questions left in this minute",
    "X-RateLimit-Reset": "Seconds until the next minute begins",
}
PRIVATE = ("/match", "/territories/at")


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """*schema* with headers, the statuses that the guard gives, and parameters that are absent, never null."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            for parameter in operation["parameters"]:
                _absent_not_null(parameter)
            operation["responses"] = {
                str(status): _response(status, told) for status, told in operation["responses"].items()
            }
            if method == "get" and not path.endswith(PRIVATE):
                operation["responses"]["304"] = {"description": MEANINGS[304], "headers": _headers(304)}
                operation["responses"]["200"]["headers"] |= _headers(304)
    return schema


def _absent_not_null(parameter: dict[str, Any]) -> None:
    """A query has no null: a parameter is there or not."""
    schema = parameter["schema"]
    options = [one for one in schema.pop("anyOf", []) if one.get("type") != "null"]
    if len(options) == 1:
        schema |= options[0]
        if schema.get("default", 0) is None:
            del schema["default"]
    if "description" in schema:
        parameter["description"] = schema.pop("description")
    schema.pop("title", None)


def _response(status: int | str, told: dict[str, Any]) -> dict[str, Any]:
    headers = _headers(int(status))
    return {**told, "description": MEANINGS.get(int(status), told["description"]), "headers": headers}


def _headers(status: int) -> dict[str, Any]:
    found = {name: _header(about, "integer") for name, about in LIMITS.items()}
    if status == 429:
        found["Retry-After"] = _header("Seconds to wait", "integer")
    if status == 304:
        found = {"ETag": _header("Tag of this answer, for If-None-Match", "string")}
    return found


def _header(about: str, kind: str) -> dict[str, Any]:
    return {"description": about, "schema": {"type": kind}}
