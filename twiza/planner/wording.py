"""What the planner's figures are called, and its warnings and conditions in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic_core import ErrorDetails

from twiza.calc.planning.results import Caution, Condition, Value
from twiza.planner.schema import PlanSchema
from twiza.ui import formats

Told = Callable[[Mapping[str, Any], PlanSchema], str]


def problem(error: ErrorDetails) -> str:
    """One of pydantic's errors in plain words: what is wrong and how to mend it."""
    kind, told = error["type"], error.get("ctx", {})
    limit = next((told[name] for name in ("ge", "le", "gt", "lt", "max_length", "min_length") if name in told), "")
    words = {
        "decimal_parsing": _("Write a number, for example 1500 or 2.5."),
        "decimal_type": _("Write a number, for example 1500 or 2.5."),
        "finite_number": _("Write a number, for example 1500 or 2.5."),
        "int_parsing": _("Write a whole number, for example 7."),
        "int_type": _("Write a whole number, for example 7."),
        "int_from_float": _("Write a whole number, for example 7."),
        "greater_than_equal": _("Write %(limit)s or more."),
        "less_than_equal": _("Write %(limit)s or less."),
        "string_too_long": _("Write it in at most %(limit)s letters."),
        "too_long": _("There may be at most %(limit)s of these: remove one first."),
        "missing": _("Something is missing here: fill it in."),
        "not_in_order": _("The lowest, the usual and the highest must be in ascending order."),
        "half_a_range": _("Give the lowest and the highest together, or neither."),
        "no_time_to_pay": _("The months without repayment must be fewer than all the months of the loan."),
        "no_such_product": _("A cost is for a product that is not in the plan: choose another product."),
        "no_season": _("At least one month must sell something."),
        "repeated_month": _("Name each month once."),
        "repeated_key": _("The same row stands twice: open the page again."),
        "literal_error": _("Choose one of the answers offered."),
    }
    return words.get(kind, _("This cannot be read: write it again.")) % {
        "limit": formats.number(limit) if limit != "" else ""
    }


def money(value: Value | None, decimals: int = 0) -> str:
    """An amount with its currency, isolated from the text around it."""
    return formats.isolated(formats.money(value, decimals))


def percent(value: Value | None, decimals: int = 0) -> str:
    """A percentage, isolated."""
    return formats.isolated(formats.percent(value, decimals), ltr=True)


def count(value: Value | None, decimals: int | None = None) -> str:
    """A number, isolated."""
    return formats.isolated(formats.number(value, decimals), ltr=True)


def month_alone(month: int) -> str:
    """“month 11”."""
    return _("month %(number)s") % {"number": count(month)}


def calendar_month(month: int, inputs: PlanSchema) -> str:
    """“January 2028”, or the month's name alone where the plan names no year."""
    place = inputs.first_calendar_month - 1 + month - 1
    name = formats.locale().months[place % 12]
    return name if inputs.first_year is None else f"{name} {inputs.first_year + place // 12}"


def month_words(month: int, inputs: PlanSchema) -> str:
    """“month 11 (January 2028)”."""
    told = {"number": count(month), "calendar": formats.isolated(calendar_month(month, inputs))}
    return _("month %(number)s (%(calendar)s)") % told


def year_words(year: int) -> str:
    """“Year 3”."""
    return _("Year %(number)s") % {"number": count(year)}


def no_rate(reason: str | None) -> str:
    """Why there is no internal rate of return."""
    return {
        "no_outlay": _("None: nothing is laid out at first, so there is nothing to measure a return on."),
        "never_recovered": _("None: what is laid out does not come back within five years."),
        "several": _("None: the money goes out and in more than once, so several rates would fit."),
        "beyond": _("None: so little is laid out that the rate would mean nothing."),
    }.get(reason or "", "")


def caution(one: Caution, inputs: PlanSchema) -> str:
    """A warning as a sentence."""
    return _CAUTIONS[one.key](one.values, inputs)


def alike(one: Caution) -> tuple[Value, ...]:
    """What warnings have in common that are told in one sentence; of most kinds each is told for itself."""
    told = {"loss_year": (), "debt_cover_low": (), "pay_below_minimum": ("who",)}
    return tuple(one.values[name] for name in told.get(one.key, one.values))


def cautions(held: Sequence[Caution], inputs: PlanSchema) -> str:
    """Warnings that are :func:`alike` as one sentence."""
    if len(held) > 1:
        return of_pay(held) if held[0].key == "pay_below_minimum" else of_years(held)
    return caution(held[0], inputs)


def of_years(alike: Sequence[Caution]) -> str:
    """The same warning of several years as one sentence, with the worst of them."""
    years = _(", ").join(count(one.values["year"]) for one in alike)
    if alike[0].key == "loss_year":
        worst = max(abs(Decimal(one.values["amount"])) for one in alike)
        return _("The years %(years)s end with a loss, the largest of %(amount)s.") % {
            "years": years,
            "amount": money(worst),
        }
    cover = min(Decimal(one.values["cover"]) for one in alike)
    return _(
        "In the years %(years)s the money from work is too little for the loans: at worst %(cover)s times what they "
        "ask; a bank wants at least 1.2 times."
    ) % {"years": years, "cover": count(cover, 2)}


def _cash_negative(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    return _(
        "From %(month)s on there is not enough money. At worst, in %(worst)s, %(amount)s are missing. "
        "Find this money, spend less at first, or start smaller."
    ) % {
        "month": month_words(int(v["month"]), inputs),
        "worst": month_words(int(v["lowest_month"]), inputs),
        "amount": money(-Decimal(v["lowest"])),
    }


def _price_below_cost(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    name = formats.isolated(v["name"])
    if v["cost"] == "":
        return _("“%(name)s” is made, but all of it is lost before the sale.") % {"name": name}
    told = {"name": name, "price": money(v["price"], 2), "cost": money(v["cost"], 2)}
    return _("“%(name)s” is sold for %(price)s, but what goes into one costs %(cost)s: each sale loses money.") % told


def _full_pay_month(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    month = month_words(int(v["month"]), inputs)
    return _("The members' first full pay comes in %(month)s. Until then they live on something else.") % {
        "month": month
    }


def of_pay(alike: Sequence[Caution]) -> str:
    """All that the same people earn less than a minimum wage for: each minimum with the works below it."""
    by_minimum: dict[Value, list[Mapping[str, Value]]] = {}
    for one in alike:
        by_minimum.setdefault(one.values["minimum"], []).append(one.values)
    compared = " ".join(_below(works) for works in by_minimum.values())
    if alike[0].values["who"] == "members":
        told = _(
            "Members are to earn less than a minimum wage for a month of work. %(compared)s Know it before you decide; "
            "the plan is not refused for it."
        )
    else:
        told = _(
            "Employees are to be paid less than a minimum wage for a month of work. %(compared)s "
            "Plan a higher pay for them."
        )
    return told % {"compared": compared}


def _below(works: Sequence[Mapping[str, Value]]) -> str:
    amount = money(works[0]["amount"])
    if not works[0]["confirmed"]:
        amount = f"{amount} ({_('to be confirmed by a jurist')})"
    named = [
        _("%(work)s (%(pay)s)") % {"work": formats.isolated(one["name"]), "pay": money(one["pay"])} for one in works
    ]
    told = {"minimum": formats.isolated(works[0]["minimum"]), "amount": amount, "works": _(", ").join(named)}
    return _("%(minimum)s: %(amount)s. Below it: %(works)s.") % told


def _minimum_unknown(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    told = _("Pay is compared with no minimum wage (%(minimum)s): it is not known here, to be confirmed by a jurist.")
    return told % {"minimum": formats.isolated(v["minimum"])}


def _conditional(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    return _("The plan counts on %(amount)s from “%(name)s” in %(month)s, which comes only if: %(condition)s.") % {
        "amount": money(v["amount"]),
        "name": formats.isolated(v["name"] or _("A grant")),
        "month": month_words(int(v["month"]), inputs),
        "condition": formats.isolated(v["condition"]),
    }


_CAUTIONS: dict[str, Told] = {
    "cash_negative": _cash_negative,
    "loss_year": lambda v, i: (
        _("%(year)s ends with a loss of %(amount)s.")
        % {"year": year_words(int(v["year"])), "amount": money(abs(Decimal(v["amount"])))}
    ),
    "own_funds_negative": lambda v, i: (
        _("From %(month)s on the cooperative owes more than it owns.") % {"month": month_words(int(v["month"]), i)}
    ),
    "price_below_cost": _price_below_cost,
    "full_pay_month": _full_pay_month,
    "full_pay_never": lambda v, i: (
        _("The members' full pay does not come within five years: the last year pays %(percent)s of it.")
        % {"percent": percent(v["percent"])}
    ),
    "no_member_pay": lambda v, i: _("The plan pays the members nothing for their work. Say what you want to earn."),
    "debt_cover_low": lambda v, i: (
        _("In %(year)s the money from work is %(cover)s times what the loans ask; a bank wants at least 1.2 times.")
        % {"year": year_words(int(v["year"])), "cover": count(v["cover"], 2)}
    ),
    "never_pays_back": lambda v, i: _("What is laid out does not come back within five years."),
    "value_negative": lambda v, i: (
        _("Reckoned at %(rate)s a year, the project costs more than it brings (net present value %(npv)s).")
        % {"rate": percent(v["rate"]), "npv": money(v["npv"])}
    ),
    "tax_unknown": lambda v, i: _("No tax is reckoned: the rule is not known here, to be confirmed by a jurist."),
    "charges_unknown": lambda v, i: _(
        "No social charges are reckoned: the rates are not known here, to be confirmed by a jurist."
    ),
    "pay_below_minimum": lambda v, i: of_pay([Caution("pay_below_minimum", dict(v))]),
    "minimum_wage_unknown": _minimum_unknown,
    "conditional_grant": _conditional,
    "loan_beyond_plan": lambda v, i: (
        ngettext(
            "“%(name)s” is not paid back within five years: %(months)s month is left.",
            "“%(name)s” is not paid back within five years: %(months)s months are left.",
            int(v["months"]),
        )
        % {"name": formats.isolated(v["name"] or _("A loan")), "months": count(v["months"])}
    ),
    "grant_beyond_cost": lambda v, i: (
        _("The grants for equipment (%(grants)s) exceed what is bought (%(bought)s).")
        % {"grants": money(v["grants"]), "bought": money(v["investments"])}
    ),
}


def condition(one: Condition, inputs: PlanSchema) -> str:
    """One thing that must be true, as a sentence."""
    return _CONDITIONS[one.key](one.values, inputs)


def _lowest_price(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    name = formats.isolated(v["name"])
    if v["needed"] == "":
        return _("No price for “%(name)s”, up to three times the planned one, would keep the cash above zero.") % {
            "name": name
        }
    told = {"name": name, "needed": money(v["needed"], 2), "planned": money(v["planned"], 2)}
    if Decimal(v["margin"]) < 0:
        return _("“%(name)s” must sell for %(needed)s at least; the plan has only %(planned)s.") % told
    return _("“%(name)s” must sell for %(needed)s at least; the plan has %(planned)s.") % told


def _lowest_volume(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    if v["needed"] == "":
        return _("No volume of sales, up to three times the planned one, would keep the cash above zero.")
    if Decimal(v["needed"]) < 1:
        return _("The cash stays above zero even without sales.")
    return _("At least %(needed)s of the planned sales must be reached.") % {"needed": percent(v["needed"])}


def _highest_inputs(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    if v["bearable"] == "":
        return _("What goes into the products may cost three times as much and the plan still lives.")
    told = {"bearable": percent(v["bearable"])}
    if Decimal(v["bearable"]) < 100:
        return _("What goes into the products may cost only %(bearable)s of what is planned.") % told
    return _("What goes into the products may cost up to %(bearable)s of what is planned.") % told


def _start_money(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    if not Decimal(v["amount"]):
        return _("The money at the start is enough: the cash never falls below zero.")
    told = {"amount": money(v["amount"]), "month": month_words(int(v["month"]), inputs)}
    return _("%(amount)s more must be there before %(month)s.") % told


def _without_grant(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    told = {"name": formats.isolated(v["name"] or _("A grant")), "lowest": money(v["lowest_cash"])}
    if Decimal(v["lowest_cash"]) < 0:
        return _("“%(name)s” must come: without it the lowest cash is %(lowest)s.") % told
    return _("Without “%(name)s” the plan still lives: the lowest cash is %(lowest)s.") % told


def _latest_payment(v: Mapping[str, Any], inputs: PlanSchema) -> str:
    days = int(v["bearable"])
    if days < 0:
        return _("Even if all customers paid at once, the money would not be enough.")
    if not days:
        return _("All customers must pay at once.")
    told = ngettext("Customers must pay within %(days)s day.", "Customers must pay within %(days)s days.", days)
    return told % {"days": count(days)}


_CONDITIONS: dict[str, Told] = {
    "lowest_price": _lowest_price,
    "lowest_volume": _lowest_volume,
    "highest_input_prices": _highest_inputs,
    "start_money": _start_money,
    "without_grant": _without_grant,
    "latest_payment": _latest_payment,
}
