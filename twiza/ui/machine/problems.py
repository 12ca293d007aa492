"""How a machine interface refuses: one shape, a stable code, and a message in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

Documented = dict[int, Any]


class Problem(BaseModel):
    """What is wrong."""

    code: str = Field(description="Stable word for programs: unknown_territory, too_long, too_many_requests …")
    message: str = Field(description="For people, in the language of Accept-Language (ar, fr or en; Arabic else)")
    field: str | None = Field(default=None, description="The parameter or field at fault, where there is one")


class Refusal(BaseModel):
    """The body of every answer that is not a success."""

    error: Problem


class Refused(Exception):
    """Raised where a question cannot be answered; the portal turns it into an answer.

    ``more`` is put beside ``error`` in the body.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        field: str | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.problem, self.more = (
            status,
            Problem(code=code, message=message, field=field),
            dict(more or {}),
        )

    @property
    def body(self) -> dict[str, Any]:
        """What is answered."""
        return {"error": self.problem.model_dump(), **self.more}


def unknown(what: str, value: object, *, field: str) -> Refused:
    """404 for a name that the country in force does not have. *what*: territory, indicator, model …"""
    messages = {
        "territory": _("There is no territory with the code %(value)s."),
        "level": _("There is no level of territories named %(value)s."),
        "indicator": _("There is no indicator with the key %(value)s."),
        "year": _("This indicator has no values for the year %(value)s."),
        "model": _("There is no project model with the key %(value)s."),
        "sector": _("There is no sector with the key %(value)s."),
        "cooperative": _("There is no registered cooperative with the id %(value)s."),
    }
    return Refused(404, f"unknown_{what}", messages[what] % {"value": value}, field=field)


def problems(success: Any, *more: int, **special: Any) -> Documented:
    """All answers of an operation: *success*, those that every operation may give, and the statuses *more*.

    ``s404=Model`` documents another body for one status.
    """
    found: Documented = {200: success}
    for status in sorted({400, 422, 429, 503, *more}):
        found[status] = special.get(f"s{status}", Refusal)
    return found


def _limit(told: Mapping[str, Any]) -> object:
    found = next((told[name] for name in ("le", "ge", "lt", "gt", "max_length", "min_length") if name in told), "")
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _field(place: Sequence[object]) -> str | None:
    """The parameter at fault, or the path within the body, as in ``plan.products.0.price``."""
    if len(place) > 2 and place[0] == "body":
        return ".".join(str(part) for part in place[2:])
    return str(place[-1]) if len(place) > 1 else None


def explain(errors: Sequence[Mapping[str, Any]]) -> Refused:
    """422 for input that does not fit: what the first of pydantic's *errors* says, in plain words."""
    error = errors[0]
    kind, told = str(error["type"]), error.get("ctx", {})
    field = _field(error["loc"])
    words = {"field": field or "", "limit": _limit(told), "expected": told.get("expected", "")}
    code, message = _EXPLAINED.get(kind, ("invalid", "%(field)s"))
    told_message = {
        "missing": _("%(field)s is missing: add it."),
        "whole": _("%(field)s must be a whole number."),
        "number": _("%(field)s must be a number."),
        "least": _("%(field)s must be %(limit)s or more."),
        "most": _("%(field)s must be %(limit)s or less."),
        "long": _("%(field)s may have at most %(limit)s characters: shorten it."),
        "short": _("%(field)s must have at least %(limit)s characters."),
        "choice": _("%(field)s must be one of: %(expected)s."),
        "text": _("%(field)s must be a text."),
        "extra": _("%(field)s is not known here: check its spelling."),
        "object": _("The body must be a JSON object."),
        "many": _("%(field)s may have at most %(limit)s entries: shorten it."),
        "few": _("%(field)s must have at least %(limit)s entries."),
        "list": _("%(field)s must be a list."),
        "true": _("%(field)s must be true or false."),
        "order": _("%(field)s: low, value and high must be in ascending order."),
        "half": _("%(field)s: give low and high together, or neither."),
        "weights": _("weights must be three numbers from 0 to 9999, not all 0, as in 0.4,0.4,0.2."),
    }.get(
        "weights" if field == "weights" else message,
        _("%(field)s is not written as it must be: see the documentation."),
    )
    return Refused(422, code, told_message % words, field=field)


_EXPLAINED = {
    "missing": ("missing", "missing"),
    "int_parsing": ("not_a_whole_number", "whole"),
    "int_parsing_size": ("not_a_whole_number", "whole"),
    "int_type": ("not_a_whole_number", "whole"),
    "int_from_float": ("not_a_whole_number", "whole"),
    "float_parsing": ("not_a_number", "number"),
    "float_type": ("not_a_number", "number"),
    "finite_number": ("not_a_number", "number"),
    "greater_than_equal": ("too_small", "least"),
    "less_than_equal": ("too_large", "most"),
    "string_too_long": ("too_long", "long"),
    "string_too_short": ("too_short", "short"),
    "string_type": ("not_a_text", "text"),
    "string_unicode": ("not_a_text", "text"),
    "literal_error": ("not_a_choice", "choice"),
    "enum": ("not_a_choice", "choice"),
    "extra_forbidden": ("unknown_field", "extra"),
    "model_type": ("not_an_object", "object"),
    "model_attributes_type": ("not_an_object", "object"),
    "dict_type": ("not_an_object", "object"),
    "string_pattern_mismatch": ("invalid", "pattern"),
    "decimal_parsing": ("not_a_number", "number"),
    "decimal_type": ("not_a_number", "number"),
    "too_long": ("too_many", "many"),
    "too_short": ("too_few", "few"),
    "tuple_type": ("not_a_list", "list"),
    "list_type": ("not_a_list", "list"),
    "bool_parsing": ("not_true_or_false", "true"),
    "bool_type": ("not_true_or_false", "true"),
    "not_in_order": ("not_in_order", "order"),
    "half_a_range": ("half_a_range", "half"),
}
"""pydantic's name of an error: our code, and which message tells it."""
