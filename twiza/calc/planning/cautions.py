"""What readers of a plan must be told, with its figures; :class:`~twiza.calc.planning.results.Caution` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from twiza.calc.planning.calendar import of_year
from twiza.calc.planning.inputs import Plan
from twiza.calc.planning.results import Caution, Indicators, Value, YearFigures
from twiza.calc.planning.rounding import HUNDRED, ZERO, cents
from twiza.calc.planning.statements import Books

COVER = Decimal("1.20")
"""Debt service cover that lenders ask for as a rule of thumb."""


def cautions(plan: Plan, books: Books, years: Sequence[YearFigures], figures: Indicators) -> tuple[Caution, ...]:
    """The cautions of *plan*, the grave ones first."""
    found = [
        *_cash(books, figures),
        *_funds(books),
        *_prices(plan),
        *_losses(books),
        *_pay(plan, books, figures),
        *_debts(books, plan, years),
        *_worth(plan, figures),
        *_unknown(plan),
        *_wages(plan),
        *_grants(plan, figures),
    ]
    return tuple(sorted(found, key=lambda caution: not caution.grave))


def _cash(books: Books, figures: Indicators) -> Iterator[Caution]:
    below = [m for m, cash in enumerate(books.cash["closing_cash"].months, start=1) if cash < 0]
    if below:
        values: dict[str, Value] = {
            "month": below[0],
            "lowest": figures.lowest_cash,
            "lowest_month": figures.lowest_cash_month,
            "months": len(below),
        }
        yield Caution("cash_negative", values, grave=True)


def _funds(books: Books) -> Iterator[Caution]:
    for month, amount in enumerate(books.balance["own_funds"].months, start=1):
        if amount < 0:
            yield Caution("own_funds_negative", {"month": month, "amount": amount}, grave=True)
            return


def _prices(plan: Plan) -> Iterator[Caution]:
    for product in plan.products:
        used = sum((i.price.value * i.quantity.value for i in plan.inputs if i.product in ("", product.key)), ZERO)
        kept = 1 - product.losses.value / HUNDRED
        if product.volume.value > 0 and (kept <= 0 or used / kept > product.price.value):
            cost: Decimal | str = cents(used / kept) if kept > 0 else ""
            values: dict[str, Value] = {
                "product": product.key,
                "name": product.name,
                "price": product.price.value,
                "cost": cost,
            }
            yield Caution("price_below_cost", values, grave=True)


def _losses(books: Books) -> Iterator[Caution]:
    for year, result in enumerate(books.income["result"].years, start=1):
        if result < 0:
            yield Caution("loss_year", {"year": year, "amount": result})


def _pay(plan: Plan, books: Books, figures: Indicators) -> Iterator[Caution]:
    paid = books.income["member_pay"].months
    first = next((m for m, amount in enumerate(paid, start=1) if amount > 0), None)
    if first is None:
        yield Caution("no_member_pay", {})
    elif figures.full_pay_month is None:
        last = plan.months // 12 - 1
        percent = min(of_year(w.pay_ramp, last) for w in plan.work if w.who == "members" and w.pay.value > 0)
        yield Caution("full_pay_never", {"percent": percent})
    elif figures.full_pay_month > first:
        yield Caution("full_pay_month", {"month": figures.full_pay_month})


def _debts(books: Books, plan: Plan, years: Sequence[YearFigures]) -> Iterator[Caution]:
    for year in years:
        if year.debt_cover is not None and year.debt_cover < COVER:
            yield Caution("debt_cover_low", {"year": year.year, "cover": year.debt_cover}, grave=year.debt_cover < 1)
    for loan in plan.loans:
        if loan.month + loan.term > plan.months:
            yield Caution("loan_beyond_plan", {"name": loan.name, "months": loan.month + loan.term - plan.months})


def _worth(plan: Plan, figures: Indicators) -> Iterator[Caution]:
    if figures.payback_month is None:
        yield Caution("never_pays_back", {})
    if figures.npv < 0:
        yield Caution("value_negative", {"npv": figures.npv, "rate": plan.discount_rate})


def _unknown(plan: Plan) -> Iterator[Caution]:
    if not plan.taxes.known:
        yield Caution("tax_unknown", {})
    if not plan.charges.known:
        yield Caution("charges_unknown", {})


def _wages(plan: Plan) -> Iterator[Caution]:
    """Pay beside each minimum wage, as it is once the members' part of their pay has risen; growth apart."""
    last = plan.months // 12 - 1
    paid = [
        (work, cents(work.pay.value * of_year(work.pay_ramp, last) / HUNDRED))
        for work in plan.work
        if work.people.value > 0 and work.pay.value > 0
    ]
    for minimum in plan.minimum_wages:
        if minimum.amount is None:
            if paid:
                yield Caution("minimum_wage_unknown", {"minimum": minimum.name})
            continue
        for work, pay in paid:
            if pay < minimum.amount:
                values: dict[str, Value] = {
                    "who": work.who,
                    "name": work.name,
                    "pay": pay,
                    "minimum": minimum.name,
                    "amount": minimum.amount,
                    "confirmed": int(minimum.confirmed),
                }
                yield Caution("pay_below_minimum", values)


def _grants(plan: Plan, figures: Indicators) -> Iterator[Caution]:
    for grant in plan.grants:
        if grant.condition:
            values: dict[str, Value] = {
                "name": grant.name,
                "condition": grant.condition,
                "amount": grant.amount.value,
                "month": grant.month,
            }
            yield Caution("conditional_grant", values)
    given = sum((grant.amount.value for grant in plan.grants), ZERO)
    if given > figures.investment:
        yield Caution("grant_beyond_cost", {"grants": given, "investments": figures.investment})
