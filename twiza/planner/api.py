"""Plans for machines: inputs in, all results out, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Body, Router
from ninja.decorators import decorate_view
from pydantic import BaseModel, ConfigDict, Field

from twiza.calc.planning.inputs import BadPlan
from twiza.calc.planning.results import Drawn, Result, Swing
from twiza.planner import reckoning
from twiza.planner.presenting import presented
from twiza.planner.schema import PlanSchema
from twiza.ui.machine import Refused, problems

router = Router(tags=["plans"])
LARGEST = 400_000
"""Bytes of a body; the largest plan that the limits allow is smaller."""


class PlanAsked(BaseModel):
    """What `plans/compute` takes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "plan": {
                    "members": 2,
                    "products": [
                        {
                            "key": "bread",
                            "name": "Bread",
                            "unit": "loaf",
                            "price": {"value": "2", "low": "1.8", "high": "2.2"},
                            "volume": {"value": "12000"},
                        }
                    ],
                    "inputs": [{"key": "flour", "unit": "kg", "price": {"value": "4"}, "quantity": {"value": "0.25"}}],
                    "work": [{"key": "bakers", "who": "members", "people": {"value": "2"}, "pay": {"value": "400"}}],
                    "investments": [{"key": "oven", "name": "Oven", "cost": {"value": "6000"}}],
                    "shares": [{"key": "first", "month": 1, "amount": "8000"}],
                },
                "draws": True,
            }
        },
    )

    plan: PlanSchema
    draws: Annotated[bool, Field(description="Also draw 10,000 courses from the ranges, with a fixed seed")] = False
    tornado: Annotated[bool, Field(description="Also say what each range does alone")] = False


class PlanComputed(BaseModel):
    """All that follows. Amounts are texts, so that no cent is lost; months and years count from 1."""

    method: str = Field(description="Version of the method; it grows when the same inputs would give other figures")
    digest: str = Field(description="The same for the same inputs and method")
    result: Result
    warnings: list[str] = Field(description="`result.warnings` as sentences, the grave ones first")
    conditions: list[str] = Field(
        description="What must be true, as sentences; while start money is missing, as if it were found"
    )
    drawn: Drawn | None = Field(description="With `draws`")
    swings: list[Swing] | None = Field(description="With `tornado`")


def _not_too_large(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a body beyond the limit before it is read."""
    operation: Any = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def checked(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdigit() or int(told) > LARGEST:
            message = _("The body may have at most %(limit)s bytes.") % {"limit": LARGEST}
            refused: HttpResponseBase = operation.api.on_exception(request, Refused(413, "too_large_body", message))
            return refused
        return run(request, **parts)

    checked.__self__ = operation  # type: ignore[attr-defined]  # what wraps it next asks for it too
    return checked


@router.post("plans/compute", response=problems(PlanComputed, 413), summary="Compute a five-year plan")
@decorate_view(_not_too_large)
def compute_plan(request: HttpRequest, body: Body[PlanAsked]) -> Any:
    """Sixty months of income, cash and balance, indicators, conditions and warnings.

    Nothing is kept, nothing is asked of who you are. Names and sentences are in the language of
    `Accept-Language`. Where a value does not fit, `error.field` is its path, as in `plan.products.0.price.value`.
    """
    language = (get_language() or "ar")[:2]
    try:
        shown = presented(body.plan, language=language)
        return PlanComputed(
            method=shown.result.method,
            digest=reckoning.digest(body.plan),
            result=shown.result,
            warnings=[one.text for one in shown.warnings],
            conditions=shown.conditions,
            drawn=reckoning.drawn(body.plan) if body.draws else None,
            swings=reckoning.swings(body.plan) if body.tornado else None,
        )
    except BadPlan as error:
        message = _("No plan can be made of this: check %(field)s.") % {"field": error.where}
        raise Refused(422, "bad_plan", message, field=f"plan.{error.where}") from error
