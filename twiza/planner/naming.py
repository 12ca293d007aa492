"""Names of inputs: what a list, a field, and one value of the plan are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from twiza.planner.schema import LISTS, PlanSchema, Spread
from twiza.ui import formats


def lists() -> dict[str, str]:
    """Names of the plan's lists."""
    return {
        "products": _("What is sold"),
        "inputs": _("What goes into it"),
        "variable_costs": _("Costs of each sale"),
        "fixed_costs": _("Fixed costs"),
        "work": _("Work and pay"),
        "investments": _("Purchases"),
        "shares": _("Members' shares"),
        "grants": _("Grants"),
        "loans": _("Loans"),
        "minimum_wages": _("Minimum wages"),
    }


def fields() -> dict[str, str]:
    """Names of the fields of all rows, and of the plan itself."""
    return {
        "name": _("Name"),
        "unit": _("Unit"),
        "price": _("Price"),
        "volume": _("Units in a full year"),
        "losses": _("Lost, %"),
        "season": _("Season: weights of twelve months, January first"),
        "ramp_up": _("Pace of years 1 to 5, %"),
        "price_growth": _("Price growth, % a year"),
        "stock_months": _("Months in store"),
        "customer_days": _("Days until customers pay"),
        "first_month": _("First month"),
        "quantity": _("For one unit made"),
        "product": _("For which product"),
        "supplier_days": _("Days until the supplier is paid"),
        "percent": _("% of sales"),
        "yearly": _("For a year"),
        "growth": _("Growth, % a year"),
        "who": _("Who"),
        "people": _("How many people"),
        "pay": _("Pay a month"),
        "months": _("Months worked (1 to 12)"),
        "pay_ramp": _("Part of the pay in years 1 to 5, %"),
        "cost": _("Cost"),
        "month": _("Month"),
        "life_months": _("Life in months (0: for good)"),
        "in_kind": _("Brought by a member"),
        "renewed": _("Bought again"),
        "amount": _("Amount"),
        "condition": _("Condition"),
        "term": _("Months in all"),
        "rate": _("% a year"),
        "grace": _("Months without repayment"),
        "kind": _("Kind"),
        "repayment": _("Repayment"),
        "fee": _("Fee"),
        "confirmed": _("Confirmed"),
        "members": _("Members"),
        "first_calendar_month": _("First month (1 to 12)"),
        "first_year": _("First year"),
        "discount_rate": _("Discount rate, % a year"),
    }


def positions(inputs: PlanSchema, language: str) -> dict[str, str]:
    """Names of all quantities by the engine's path, as in ``products.0.price``: “Honey: price”."""
    names = fields()
    found = {}
    for rows in LISTS:
        for place, row in enumerate(getattr(inputs, rows)):
            called = row.called(language) or lists()[rows]
            for name in type(row).model_fields:
                if isinstance(getattr(row, name), Spread):
                    told = {"row": formats.isolated(called), "field": names[name]}
                    found[f"{rows}.{place}.{name}"] = _("%(row)s: %(field)s") % told
    return found


def by_path(inputs: PlanSchema, language: str) -> dict[str, str]:
    """Names of all values of rows by the stored path, as in ``products.honey.price``: “Honey: price”."""
    names = fields()
    found = {"members": names["members"]}
    for rows in LISTS:
        for row in getattr(inputs, rows):
            called = row.called(language) or lists()[rows]
            for name in type(row).model_fields:
                if name in names:
                    told = {"row": formats.isolated(called), "field": names[name]}
                    found[f"{rows}.{row.key}.{name}"] = _("%(row)s: %(field)s") % told
    return found
