"""The same plan as sums of products, for thousands of variants at once.

Every amount before tax is one number drawn (a price × a volume × …) times a fixed profile over the months. So the
cash of *D* variants is one product of matrices, ``[D, terms] @ [terms, months]``; only tax and the use of the
surplus are then computed year by year, on vectors. Floats, without rounding: at the plan's own values it agrees
with :func:`~twiza.calc.planning.engine.compute` to the roundings of that, which a test holds it to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twiza.calc.planning.inputs import Plan, Spread, Surplus, Taxes
from twiza.calc.planning.profiles import (
    goods_profile,
    grant_profile,
    loan_profile,
    made_profile,
    month_growth,
    moved,
    pay_profile,
    purchase_profile,
    store_profile,
    taken_profile,
    written_off_profile,
)

Floats = NDArray[np.float64]
Drawn = dict[str, Floats]


def spreads(plan: Plan) -> dict[str, Spread]:
    """Every input that may have a range, by its path, in the plan's order."""
    found: dict[str, Spread] = {}
    named: tuple[tuple[str, Sequence[object], tuple[str, ...]], ...] = (
        ("products", plan.products, ("price", "volume", "losses")),
        ("inputs", plan.inputs, ("price", "quantity")),
        ("variable_costs", plan.variable_costs, ("percent",)),
        ("fixed_costs", plan.fixed_costs, ("yearly",)),
        ("work", plan.work, ("people", "pay")),
        ("investments", plan.investments, ("cost",)),
        ("grants", plan.grants, ("amount",)),
    )
    for part, items, fields in named:
        for number, item in enumerate(items):
            for field in fields:
                found[f"{part}.{number}.{field}"] = getattr(item, field)
    return found


class Term(NamedTuple):
    """One number times its profiles. ``size`` gives it from what was drawn; profiles are ``[months]``."""

    size: Callable[[Drawn], Floats | float]
    cash: Floats
    result: Floats
    turnover: bool = False
    pay: bool = False
    capital: Floats | None = None


@dataclass(frozen=True)
class Outcome:
    """What *D* variants come to."""

    cash: Floats
    """Closing cash ``[D, months]``."""
    result: Floats
    """After tax ``[D, years]``."""
    member_income: Floats
    """``member_income_sustained`` ``[D, years]``."""


@dataclass(frozen=True)
class Linear:
    """A plan made ready for variants. Build it with :func:`linear`."""

    plan: Plan
    terms: tuple[Term, ...]
    central: dict[str, float]
    cash: Floats
    """Cumulated cash of one unit of each term ``[terms, months]``."""
    years: Floats
    """Result before tax, turnover, members' pay and capital at the year's end ``[terms, 4 × years]``."""

    def outcome(self, drawn: Drawn) -> Outcome:
        """Of variants in which *drawn* inputs differ from the plan; the arrays have one length, *D*."""
        count = len(next(iter(drawn.values()))) if drawn else 1
        values: Drawn = {path: np.full(1, value) for path, value in self.central.items()} | drawn
        sizes = np.empty((count, len(self.terms)))
        for column, term in enumerate(self.terms):
            sizes[:, column] = term.size(values)
        years = self.plan.months // 12
        result, turnover, pay, capital = np.split(sizes @ self.years, 4, axis=1)
        cash = sizes @ self.cash
        tax = taxes_of(self.plan.taxes, turnover, result)
        after = result - tax
        refund = refunds(self.plan.surplus, after, capital)
        for year in range(years):
            for amount, delay in ((tax, self.plan.taxes.months_after_year), (refund, self.plan.surplus.paid_month)):
                cash[:, 12 * year + 11 + delay :] -= amount[:, year : year + 1]
        income = (pay + refund + np.minimum(0.0, after)) / (12 * self.plan.members)
        return Outcome(cash, after, income)


def taxes_of(taxes: Taxes, turnover: Floats, before: Floats) -> Floats:
    """Tax of each variant and year ``[D, years]``; see :mod:`twiza.calc.planning.surplus`."""
    tax = turnover * float(taxes.turnover_percent) / 100
    if not taxes.bands:
        return tax
    edges = [float(band.above) for band in taxes.bands] + [np.inf]
    carried = np.zeros(len(before))
    for year in range(before.shape[1]):
        taxable = np.maximum(0.0, before[:, year] - carried)
        due = np.zeros(len(before))
        for number, band in enumerate(taxes.bands):
            part = np.maximum(0.0, np.minimum(taxable, edges[number + 1]) - edges[number])
            due += part * float(band.percent) / 100
        if taxes.exempt_below_turnover is not None:
            due[turnover[:, year] < float(taxes.exempt_below_turnover)] = 0.0
        tax[:, year] += due
        if taxes.losses_carried:
            carried = np.maximum(0.0, carried - before[:, year])
    return tax


def refunds(rule: Surplus, after: Floats, capital: Floats) -> Floats:
    """Refund to members of each variant and year ``[D, years]``."""
    refund = np.zeros_like(after)
    carried, legal_held = np.zeros(len(after)), np.zeros(len(after))
    for year in range(after.shape[1]):
        profit = np.maximum(0.0, after[:, year])
        left = np.maximum(0.0, profit - carried)
        carried = np.maximum(0.0, carried - after[:, year])
        legal = left * float(rule.legal_reserve) / 100
        if rule.reserve_ceiling is not None:
            room = capital[:, year] * float(rule.reserve_ceiling) / 100 - legal_held
            legal = np.minimum(legal, np.maximum(0.0, room))
        legal_held += legal
        rest = left - legal - left * float(rule.training_reserve) / 100
        refund[:, year] = rest * float(rule.patronage) / 100
    return refund


def linear(plan: Plan, customer_days: int | None = None) -> Linear:
    """*plan* ready for variants; *customer_days*, if given, stands for those of every product."""
    terms = (
        *_sales_terms(plan, customer_days),
        *_input_terms(plan),
        *_cost_terms(plan),
        *_money_terms(plan),
        Term(lambda drawn: 1.0, np.zeros(plan.months), np.zeros(plan.months)),
    )
    cash = np.array([np.cumsum(term.cash) for term in terms])
    zero = np.zeros(plan.months)
    flows = [
        np.array(column).reshape(len(terms), -1, 12).sum(axis=2)
        for column in (
            [term.result for term in terms],
            [term.result if term.turnover else zero for term in terms],
            [-term.result if term.pay else zero for term in terms],
        )
    ]
    capital = np.array([np.cumsum(zero if term.capital is None else term.capital)[11::12] for term in terms])
    central = {path: float(spread.value) for path, spread in spreads(plan).items()}
    return Linear(plan, terms, central, cash, np.hstack([*flows, capital]))


def _sold_value(number: int) -> Callable[[Drawn], Floats]:
    price, volume, losses = (f"products.{number}.{field}" for field in ("price", "volume", "losses"))
    return lambda drawn: drawn[price] * drawn[volume] * (1 - drawn[losses] / 100)


def _sales_terms(plan: Plan, customer_days: int | None) -> list[Term]:
    terms = []
    for number, product in enumerate(plan.products):
        profile = taken_profile(plan, product) * month_growth(product.price_growth, plan.months)
        days = product.customer_days if customer_days is None else customer_days
        terms.append(Term(_sold_value(number), moved(profile, days // 30), profile, turnover=True))
        for position, cost in enumerate(plan.variable_costs):
            if cost.product in ("", product.key):
                terms.append(Term(_part_of_sales(position, number), -profile, -profile))
    return terms


def _part_of_sales(cost: int, product: int) -> Callable[[Drawn], Floats]:
    value, path = _sold_value(product), f"variable_costs.{cost}.percent"
    return lambda drawn: value(drawn) * drawn[path] / 100


def _used_value(item: int, product: int) -> Callable[[Drawn], Floats]:
    volume, price, quantity = f"products.{product}.volume", f"inputs.{item}.price", f"inputs.{item}.quantity"
    return lambda drawn: drawn[volume] * drawn[price] * drawn[quantity]


def _input_terms(plan: Plan) -> list[Term]:
    terms = []
    for number, product in enumerate(plan.products):
        made = made_profile(plan, product)
        for position, item in enumerate(plan.inputs):
            if item.product not in ("", product.key):
                continue
            growth = month_growth(item.price_growth, plan.months)
            bought, used = store_profile(made, item, growth, plan.months)
            kept = goods_profile(plan, product, made, used)
            change = np.diff(kept, prepend=0.0)
            terms.append(Term(_used_value(position, number), -moved(bought, item.supplier_days // 30), change - used))
    return terms


def _one(path: str, factor: float = 1.0) -> Callable[[Drawn], Floats]:
    return lambda drawn: drawn[path] * factor


def _people(number: int, factor: float) -> Callable[[Drawn], Floats]:
    people, pay = f"work.{number}.people", f"work.{number}.pay"
    return lambda drawn: drawn[people] * drawn[pay] * factor


def _cost_terms(plan: Plan) -> list[Term]:
    terms = []
    for number, cost in enumerate(plan.fixed_costs):
        profile = month_growth(cost.growth, plan.months) / 12
        profile[: cost.first_month - 1] = 0.0
        terms.append(Term(_one(f"fixed_costs.{number}.yearly"), -profile, -profile))
    for number, work in enumerate(plan.work):
        profile = pay_profile(plan, work)
        members = work.who == "members"
        charges = float(plan.charges.members if members else plan.charges.employer) / 100
        terms.append(Term(_people(number, 1.0), -profile, -profile, pay=members))
        if charges:
            terms.append(Term(_people(number, charges), -profile, -profile))
    return terms


def _money_terms(plan: Plan) -> list[Term]:
    terms = []
    for number, investment in enumerate(plan.investments):
        bought, brought = purchase_profile(investment, plan.months)
        written_off = written_off_profile(investment, plan.months)
        terms.append(Term(_one(f"investments.{number}.cost"), -bought, -written_off, capital=brought))
    for number, grant in enumerate(plan.grants):
        received, earned = grant_profile(grant, plan.months)
        terms.append(Term(_one(f"grants.{number}.amount"), received, earned))
    shares = np.zeros(plan.months)
    for call in plan.shares:
        shares[call.month - 1] += float(call.amount)
    terms.append(Term(lambda drawn: 1.0, shares, np.zeros(plan.months), capital=shares))
    for loan in plan.loans:
        cash, cost = loan_profile(loan, plan.months)
        terms.append(Term(lambda drawn: 1.0, cash, -cost))
    return terms
