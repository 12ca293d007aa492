"""What the tests of the machine interface share."""

from __future__ import annotations

from typing import Any

from django.test import Client

ROOT = "/api/v1/"
PLACE = "01.01.13"
PROVINCE = "01.01"
MODEL = "honey"
INDICATOR = "population"
ADDRESSES = (
    "territories",
    f"territories/{PLACE}",
    "indicators",
    f"indicators/{INDICATOR}",
    f"indicators/{INDICATOR}/values",
    "project-models",
    f"project-models/{MODEL}",
    "opportunities",
)
"""One of each kind whose answer may be kept."""
LISTS = tuple(a for a in ADDRESSES if "/" not in a or a.endswith("values"))


def ask(address: str, language: str = "en", **parameters: Any) -> tuple[int, Any]:
    """Status and body of the answer."""
    response = Client().get(ROOT + address, parameters, headers={"Accept-Language": language})
    return response.status_code, response.json() if response.content else None


def answer(address: str, **parameters: Any) -> Any:
    """The body of an answer that must be a success."""
    status, body = ask(address, **parameters)
    assert status == 200, body
    return body


def refusal(address: str, language: str = "en", **parameters: Any) -> tuple[int, str, str | None]:
    """Status, code and field of an answer that must be a refusal of the one shape."""
    status, body = ask(address, language, **parameters)
    assert set(body) >= {"error"}, body
    assert set(body["error"]) == {"code", "message", "field"}
    assert body["error"]["message"]
    return status, body["error"]["code"], body["error"]["field"]
