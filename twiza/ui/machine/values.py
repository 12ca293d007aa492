"""How values are written in questions and answers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")


def _as_written(pattern: re.Pattern[str]) -> BeforeValidator:
    """Lets pass only text that is written like a number: not ``1_0``, `` 1``, ``1.0`` or ``٣`` for whole ones."""

    def check(value: Any) -> Any:
        return value if not isinstance(value, str) or pattern.fullmatch(value) else "?"

    return BeforeValidator(check)


PlainWhole = _as_written(_WHOLE)
"""A whole number of a query is written with plain digits. Stands last, or limits leave the description."""

PlainNumber = _as_written(_NUMBER)
"""A number of a query is written with plain digits and a point. Stands last too."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,79}$")]
"""The stable key of an item of the country pack."""

Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$")]
"""The official code of a territory."""


class Text(BaseModel):
    """One text in the three languages; empty where it has not been translated."""

    ar: str
    fr: str
    en: str


def text(told: Mapping[str, str]) -> Text:
    """A text as packs keep it, for an answer.

    >>> text({"ar": "فاس", "fr": "Fès"}).en
    ''
    """
    return Text(ar=told.get("ar", ""), fr=told.get("fr", ""), en=told.get("en", ""))


def known(value: float | None) -> float | None:
    """*value*, or ``None`` where it is unknown (``nan``) or absent."""
    return None if value is None or not math.isfinite(value) else float(value)


def rounded(value: float | None, digits: int = 4) -> float | None:
    """*value* of a calculation without the noise of floating point; ``None`` where unknown.

    >>> rounded(61.700000000000003), rounded(float("nan")) is None
    (61.7, True)
    """
    exact = known(value)
    return None if exact is None else round(exact, digits)
