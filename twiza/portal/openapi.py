"""The description of the machine interface (OpenAPI): what the framework leaves out of it."""

from __future__ import annotations

import json
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from twiza.bank.models import ProjectModel
from twiza.packs import queries as packs
from twiza.registry.models import Cooperative
from twiza.territories import snapshot
from twiza.territories.models import Territory

MEANINGS = {
    200: "The answer.",
    304: "Unchanged since the answer whose ETag If-None-Match names.",
    400: "A parameter that does not exist or is given twice, or a body that is not JSON.",
    401: "Nobody is signed in, and the answer is for somebody.",
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
PRIVATE = ("/match", "/territories/at", "/dossiers/{dossier_id}")


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """*schema* with headers, the statuses that the guard gives, and parameters that are absent, never null."""
    found = packs.remember("examples of the interface", examples) | registered()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            for parameter in operation["parameters"]:
                _absent_not_null(parameter)
                _exemplify(parameter, path, found)
            operation["responses"] = {
                str(status): _response(status, told) for status, told in operation["responses"].items()
            }
            if method == "get" and not path.endswith(PRIVATE):
                operation["responses"]["304"] = {"description": MEANINGS[304], "headers": _headers(304)}
                operation["responses"]["200"]["headers"] |= _headers(304)
    _drop_unnamed(schema)
    return schema


def _drop_unnamed(schema: OpenAPISchema) -> None:
    """Leave out the shapes of queries: they are told parameter by parameter."""
    text = json.dumps(schema)
    shapes = schema["components"]["schemas"]
    for name in [name for name in shapes if f'"#/components/schemas/{name}"' not in text]:
        del shapes[name]


def examples() -> dict[str, Any]:
    """Values that exist in the country in force, by parameter; none while no country is loaded."""
    if packs.country() is None:
        return {}
    matrix = snapshot.current()
    place = Territory.objects.current().at_level(matrix.finest).filter(latitude__isnull=False).first()
    model = ProjectModel.objects.current().first()
    if place is None or model is None:
        return {}
    return {
        "code": place.code,
        "territory": place.code,
        "parent": place.parent and place.parent.code,
        "within": place.parent and place.parent.code,
        "level": place.level,
        "q": place.names["ar"],
        "lat": place.latitude,
        "lon": place.longitude,
        "year": matrix.latest_year(matrix.keys[0]),
        "model": model.key,
        "sector": model.sector.key,
        "text": model.names["ar"],
        "/indicators/{key}": matrix.keys[0],
        "/project-models/{key}": model.key,
    }


def registered() -> dict[str, Any]:
    """The id of a cooperative; none while the register is empty. Read anew: people change it."""
    first = Cooperative.objects.current().order_by("pk").first()
    nobodys = {"dossier_id": "00000000-0000-4000-8000-000000000000"}  # a real one would tell that it exists
    return nobodys | ({"id": str(first.public_id)} if first else {})


def _exemplify(parameter: dict[str, Any], path: str, found: dict[str, Any]) -> None:
    """Give the parameter a value that exists, so that whoever tries it sees something."""
    name = parameter["name"]
    for ending, value in found.items():
        if ending == name or (name == "key" and ending.startswith("/") and path.partition("/v1")[2].startswith(ending)):
            parameter["example"] = value


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
